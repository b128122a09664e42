"""Charts with time to the right: shares of one whole, lines, and a line inside its band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from parley.languages import worded
from parley.outlook.result import Levels
from parley.report.charts.style import (
    CROSSHAIR,
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

Series = Mapping[str, Sequence[float | None]]

_POINTED = "pointed"


def _moment(when: date) -> str:
    # Without a zone a browser takes this as local time and shows the same day everywhere;
    # a bare date would be midnight in Greenwich, and the day before in Washington.
    return f"{when.isoformat()}T00:00:00"


def _long(dates: Sequence[date], series: Series) -> list[dict[str, Any]]:
    return [
        {"date": _moment(when), "name": name, "order": order, "value": value}
        for order, (name, path) in enumerate(series.items())
        for when, value in zip(dates, path, strict=False)
        if value is not None
    ]


def _with_crosshair(layers: list[Spec], series: Series, value_format: str) -> Spec:
    """The layers, and over them a rule under the pointer that tells every value at that date."""
    told = [channel("date:T", title=worded("Date"), format="%d %b %Y")]
    told += [channel(f"{_field(name)}:Q", title=name, format=value_format) for name in series]
    under_pointer = {"param": _POINTED, "empty": False, "value": 0.6}
    rule = {
        "name": CROSSHAIR,
        "transform": [{"pivot": "name", "value": "value", "groupby": ["date"]}],
        "mark": {"type": "rule", "color": QUIET, "tooltip": True},
        "encoding": {
            "x": channel("date:T"),
            "opacity": {"condition": under_pointer, "value": 0},
            "tooltip": told,
        },
    }
    nearest = {"type": "point", "fields": ["date"], "nearest": True}
    select = {**nearest, "on": "pointerover", "clear": "pointerout"}
    return {
        "layer": [*layers, rule],
        "params": [{"name": _POINTED, "select": select, "views": [CROSSHAIR]}],
    }


def _field(name: str) -> str:
    """A name as a field of Vega-Lite, in which dots and brackets would mean a path."""
    return "".join(f"\\{c}" if c in ".[]\\'\":" else c for c in name)


def shares(
    dates: Sequence[date], series: Series, hues: Sequence[str], height: int = 320, small: bool = False
) -> Spec:
    """Shares of one whole, stacked: first series at the bottom; each value in 0..1."""
    y = channel(
        "value:Q",
        stack="zero",
        title=None,
        scale={"domain": [0, 1], "nice": False},
        axis={"format": ".0%", "tickCount": 3 if small else 6, "domain": False, "ticks": False},
    )
    area = {
        "mark": {"type": "area", "stroke": "#ffffff", "strokeWidth": 0.6, "clip": True},
        "encoding": {
            "x": date_axis(dates, small),
            "y": y,
            "color": colours(list(series), hues),
            "order": channel("order:Q"),
        },
    }
    return dressed(_with_crosshair([area], series, ".1%"), _long(dates, series), height, small)


def lines(
    dates: Sequence[date],
    series: Series,
    y_title: str | None = None,
    chances: bool = False,
    hues: Sequence[str] = HUES,
    height: int = 280,
) -> Spec:
    """A line for each series, told apart by colour and dash; a missing value breaks its line."""
    names = list(series)
    legend = {"orient": "bottom", "symbolType": "stroke", "symbolSize": 260, "labelLimit": 300}
    y = channel(
        "value:Q",
        title=y_title,
        scale={"domain": [0, 1], "nice": False} if chances else {"zero": True},
        axis={"format": ".0%" if chances else ".4~r", "domain": False, "ticks": False, "tickCount": 6},
    )
    dashes = {"domain": names, "range": [list(DASHES[k % len(DASHES)]) for k in range(len(names))]}
    drawn = {
        "mark": {"type": "line", "strokeWidth": 2.2, "clip": True},
        "encoding": {
            "x": date_axis(dates),
            "y": y,
            "color": colours(names, hues, legend),
            "strokeDash": channel("name:N", sort=names, scale=dashes, title=None, legend=legend),
        },
    }
    zero = {
        "data": {"values": [{"zero": 0}]},
        "mark": {"type": "rule", "color": QUIET, "strokeWidth": 1},
        "encoding": {"y": channel("zero:Q")},
    }
    layers = [drawn] if chances else [zero, drawn]
    chart = _with_crosshair(layers, series, ".1%" if chances else ".1f")
    return dressed(chart, _long(dates, series), height)


def band(dates: Sequence[date], path: Levels, y_title: str) -> Spec:
    """A mean inside the band that holds four cases in five, with the median dashed; levels upwards."""
    rows = [
        {"date": _moment(when), "mean": mean, "p10": p10, "p50": p50, "p90": p90}
        for when, mean, p10, p50, p90 in zip(dates, path.mean, path.p10, path.p50, path.p90, strict=False)
    ]
    level = {"domain": False, "ticks": False, "tickCount": 5}
    told = [
        channel("date:T", title=worded("Date"), format="%d %b %Y"),
        channel("mean:Q", title=worded("Mean"), format=".1f"),
        channel("p10:Q", title=worded("10\u00a0% below")),
        channel("p50:Q", title=worded("Half below")),
        channel("p90:Q", title=worded("90\u00a0% below")),
    ]
    wide = {
        "mark": {"type": "area", "color": HUES[0], "opacity": 0.2, "interpolate": "step-after"},
        "encoding": {
            "x": date_axis(dates, small=True),
            "y": channel("p10:Q", title=y_title, axis=level),
            "y2": {"field": "p90"},
        },
    }
    dashed = {"strokeDash": [2, 3], "strokeWidth": 1, "interpolate": "step-after"}
    middle = {
        "mark": {"type": "line", "color": INK, **dashed},
        "encoding": {"x": channel("date:T"), "y": channel("p50:Q", title=y_title)},
    }
    mean = {
        "mark": {"type": "line", "color": HUES[0], "strokeWidth": 2.4},
        "encoding": {
            "x": channel("date:T"),
            "y": channel("mean:Q", title=y_title),
            "tooltip": told,
        },
    }
    return dressed({"layer": [wide, middle, mean]}, rows, 200, small=True)
