"""Beliefs over time as steps, with the moves that moved them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from parley.languages import worded
from parley.report.charts.style import (
    DASHES,
    HUES,
    INK,
    QUIET,
    Spec,
    channel,
    colours,
    date_axis,
    dressed,
)

Steps = Mapping[str, Sequence[tuple[date, float]]]
Marks = Sequence[tuple[date, str]]


def believed(dates: Sequence[date], steps: Steps, marks: Marks, y_title: str) -> Spec:
    """A stepped line for each holder, and an upright rule with its moves' names for each date in `marks`."""
    names = list(steps)
    legend = {"orient": "bottom", "symbolType": "stroke", "symbolSize": 260, "labelLimit": 300}
    dashes = {"domain": names, "range": [list(DASHES[k % len(DASHES)]) for k in range(len(names))]}
    axis = {"format": ".0%", "domain": False, "ticks": False, "tickCount": 6}
    rows = [
        {"date": _moment(when), "name": name, "value": value, "place": place}
        for name, path in steps.items()
        for place, (when, value) in enumerate(path)
    ]
    lines = {
        "mark": {"type": "line", "strokeWidth": 2.2, "interpolate": "step-after", "clip": True},
        "encoding": {
            "x": date_axis(dates),
            "y": channel("value:Q", title=y_title, scale={"domain": [0, 1], "nice": False}, axis=axis),
            "color": colours(names, HUES, legend),
            "strokeDash": channel("name:N", sort=names, scale=dashes, title=None, legend=legend),
            "order": channel("place:Q"),
            "tooltip": [
                channel("date:T", title=worded("Date"), format="%d %b %Y"),
                channel("name:N", title=worded("Holder")),
                channel("value:Q", title=worded("Belief"), format=".1%"),
            ],
        },
    }
    marked = {"values": [{"date": _moment(when), "label": label} for when, label in marks]}
    x = {"x": channel("date:T")}
    rules = {
        "data": marked,
        "mark": {"type": "rule", "color": QUIET, "strokeWidth": 1, "strokeDash": [2, 3], "opacity": 0.6},
        "encoding": x,
    }
    text = {"type": "text", "angle": 270, "align": "right", "dx": -4, "dy": -5, "fontSize": 11, "color": INK}
    labels = {
        "data": marked,
        "mark": text,
        "encoding": {**x, "y": {"value": 0}, "text": channel("label:N")},
    }
    return dressed({"layer": [rules, lines, labels]}, rows, 320)


def _moment(when: date) -> str:
    # As in charts.over_time: without a zone it is the same day everywhere.
    return f"{when.isoformat()}T00:00:00"
