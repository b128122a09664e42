"""What was said against what happened: the reliability diagram, and skill against base rates."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from parley.inference.scoring import Reliability, Skill
from parley.languages import worded
from parley.report.charts.style import GRID, HUES, INK, QUIET, STILL, Spec, channel, dressed, named_colours


def diagram(found: Reliability) -> Spec:
    """Probability said to the right, how often it came upwards; a grey band shows what chance would."""
    rows = [
        {"said": said, "came": came, "low": low, "high": high, "times": times}
        for said, came, low, high, times in zip(
            found.said, found.came, found.low, found.high, found.times, strict=True
        )
    ]
    top = min(1.0, math.ceil(10 * max(*found.said, *found.came)) / 10)
    scale = {"domain": [0, top], "nice": False}
    x = channel(
        "said:Q",
        title=worded("probability said"),
        scale=scale,
        axis={"format": ".0%", "tickCount": 5, "grid": False},
    )
    y = channel(
        "came:Q", title=worded("how often it came"), scale=scale, axis={"format": ".0%", "tickCount": 5}
    )
    chance = {
        "mark": {"type": "area", "color": STILL, "opacity": 0.7, "clip": True},
        "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
    }
    exact = {
        "data": {"values": [{"end": 0}, {"end": top}]},
        "mark": {"type": "line", "color": QUIET, "strokeDash": [4, 3], "strokeWidth": 1},
        "encoding": {"x": channel("end:Q"), "y": channel("end:Q")},
    }
    fitted = {
        "mark": {"type": "line", "color": HUES[0], "strokeWidth": 2},
        "encoding": {"x": x, "y": y},
    }
    dots = {
        "mark": {"type": "point", "filled": True, "color": HUES[0], "opacity": 1},
        "encoding": {
            "x": x,
            "y": y,
            "size": channel(
                "times:Q", scale={"domain": [0, max(20, *found.times)], "range": [12, 260]}, legend=None
            ),
            "tooltip": [
                channel("said:Q", title=worded("Said"), format=".1%"),
                channel("came:Q", title=worded("Came"), format=".1%"),
                channel("times:Q", title=worded("Questions")),
            ],
        },
    }
    return dressed({"layer": [chance, exact, fitted, dots]}, rows, 300, small=True)


def skills(table: Mapping[str, Mapping[str, Skill]], bases: Sequence[str]) -> Spec:
    """Names downwards, skill to the right with its interval; `table` maps name -> base rate -> interval."""
    rows = [
        {"name": name, "base": base, "value": found.value, "low": found.low, "high": found.high}
        for name, by_base in table.items()
        for base, found in by_base.items()
        if found.value is not None
    ]
    y = channel("name:N", sort=list(table), title=None, axis=_names(200))
    place = {"y": y, "yOffset": channel("base:N", sort=list(bases)), "color": _by(bases, HUES)}
    # One row that is far worse than nothing must not squeeze the others together.
    scale = {"domain": [-1, 1], "nice": False, "clamp": True}
    zero = {
        "data": {"values": [{"zero": 0}]},
        "mark": {"type": "rule", "color": INK},
        "encoding": {"x": channel("zero:Q")},
    }
    reach = {
        "mark": {"type": "rule", "strokeWidth": 2},
        "encoding": {**place, "x": channel("low:Q", title="skill", scale=scale), "x2": {"field": "high"}},
    }
    dots = {
        "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
        "encoding": {
            **place,
            "x": channel("value:Q", title="skill", scale=scale, axis={"tickCount": 5, "grid": False}),
            "tooltip": [
                channel("name:N", title=worded("Forecasts")),
                channel("base:N", title=worded("Against")),
                channel("value:Q", title=worded("Skill"), format=".2f"),
                channel("low:Q", title=worded("From"), format=".2f"),
                channel("high:Q", title=worded("To"), format=".2f"),
            ],
        },
    }
    return dressed({"layer": [zero, reach, dots]}, rows, max(90, 38 * len(table)), small=True)


def _names(limit: int) -> Spec:
    """An axis of names, with a faint line to each."""
    lined = {"domain": False, "ticks": False, "grid": True, "gridColor": GRID}
    return {"labelLimit": limit, "labelPadding": 6, **lined}


def _by(kinds: Sequence[str], hues: Sequence[str]) -> Spec:
    legend = {"orient": "bottom", "labelLimit": 300}
    return channel("base:N", sort=list(kinds), title=None, scale=named_colours(kinds, hues), legend=legend)
