"""Endings by the horizon along one number, stacked to one, with the values at which the answer tips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from parley.languages import worded
from parley.report.charts.style import INK, QUIET, Spec, channel, colours, dressed

_HEIGHT = 300


def along_number(
    values: Sequence[float],
    series: Mapping[str, Sequence[float]],
    hues: Sequence[str],
    x_title: str,
    marks: Sequence[tuple[float, str]],
) -> Spec:
    """The number to the right (in the unit of `x_title`), shares of one whole upwards.

    `marks` are rules with a word each: the stated value, and tipping points.
    """
    names = list(series)
    rows = [
        {"at": at, "name": name, "order": order, "value": path[n]}
        for order, (name, path) in enumerate(series.items())
        for n, at in enumerate(values)
    ]
    x = channel(
        "at:Q",
        title=x_title,
        scale={"domain": [values[0], values[-1]], "nice": False},
        axis={"grid": False, "tickCount": 8, "format": "~r"},
    )
    area = {
        "mark": {"type": "area", "stroke": "#ffffff", "strokeWidth": 0.6, "clip": True},
        "encoding": {
            "x": x,
            "y": channel(
                "value:Q",
                stack="zero",
                title=None,
                scale={"domain": [0, 1], "nice": False},
                axis={"format": ".0%", "tickCount": 6, "domain": False, "ticks": False},
            ),
            "color": colours(names, hues),
            "order": channel("order:Q"),
            "tooltip": [
                channel("name:N", title=worded("Ending")),
                channel("at:Q", title=x_title, format=".4~r"),
                channel("value:Q", title=worded("Probability"), format=".1%"),
            ],
        },
    }
    told = [
        {"at": at, "word": word, "kind": "stated" if word == worded("stated") else "tips"}
        for at, word in marks
    ]
    dash = {"domain": ["stated", "tips"], "range": [[1, 0], [4, 3]]}
    rules = {
        "data": {"values": told},
        "mark": {"type": "rule", "color": INK, "strokeWidth": 1.4},
        "encoding": {
            "x": channel("at:Q", title=x_title),
            "strokeDash": channel("kind:N", scale=dash, legend=None),
        },
    }
    words = {
        "data": {"values": told},
        "mark": {"type": "text", "align": "center", "baseline": "bottom", "dy": -4, "color": QUIET},
        "encoding": {"x": channel("at:Q", title=x_title), "y": {"value": 0}, "text": channel("word:N")},
    }
    return dressed({"layer": [area, rules, words]}, rows, _HEIGHT)
