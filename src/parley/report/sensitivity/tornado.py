"""Bars about zero, the longest on top: how far each number moves an outcome, and how well it is sourced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parley.languages import wordable, worded
from parley.report.charts.style import GRID, INK, QUIET, Spec, channel, dressed, named_colours

GRADES = tuple(map(wordable, ("nothing", "judgement", "partly sourced", "sourced")))
_HUES = ("#a04000", "#d55e00", "#56b4e9", "#0072b2")


@dataclass(frozen=True)
class Bar:
    """One number: how far moving it up lowers (`low`, negative) and raises (`high`) the outcome.

    `slope` is the local slope over the whole range, None where there is none.
    """

    name: str
    low: float
    high: float
    slope: float | None
    grade: str


def tornado(bars: Sequence[Bar], x_title: str, in_points: bool) -> Spec:
    """Bars from what lowers to what raises the outcome, coloured by evidence, the slope as a tick."""
    rows = [
        {"name": bar.name, "low": bar.low, "high": bar.high, "slope": bar.slope, "grade": worded(bar.grade)}
        for bar in bars
    ]
    present = [grade for grade in GRADES if any(bar.grade == grade for bar in bars)]
    hues = [_HUES[GRADES.index(grade)] for grade in present]
    names = [worded(grade) for grade in present]
    form = ".1f" if in_points else ".1%"
    y = channel(
        "name:N",
        sort=[bar.name for bar in bars],
        title=None,
        axis={"labelLimit": 330, "domain": False, "ticks": False, "labelPadding": 6},
    )
    axis = {"format": ".4~r" if in_points else ".0%", "tickCount": 6, "grid": True, "gridColor": GRID}
    told = [
        channel("name:N", title=worded("Number")),
        channel("low:Q", title=worded("Lowers by"), format=form),
        channel("high:Q", title=worded("Raises by"), format=form),
        channel("slope:Q", title=worded("Slope at the stated value"), format=form),
        channel("grade:N", title=worded("Rests on")),
    ]
    legend = {"orient": "bottom", "symbolType": "square", "labelLimit": 300, "title": worded("Rests on")}
    drawn = {
        "mark": {"type": "bar", "height": 13},
        "encoding": {
            "y": y,
            "x": channel("low:Q", title=x_title, axis=axis),
            "x2": {"field": "high"},
            "color": channel(
                "grade:N", title=None, scale=named_colours(names, hues), sort=names, legend=legend
            ),
            "tooltip": told,
        },
    }
    tick = {
        "transform": [{"filter": "datum.slope !== null"}],
        "mark": {"type": "tick", "color": INK, "thickness": 2, "height": 17},
        "encoding": {"y": y, "x": channel("slope:Q", title=x_title)},
    }
    zero = {
        "data": {"values": [{"zero": 0}]},
        "mark": {"type": "rule", "color": QUIET},
        "encoding": {"x": channel("zero:Q", title=x_title)},
    }
    return dressed({"layer": [drawn, zero, tick]}, rows, max(80, 24 * len(bars)))
