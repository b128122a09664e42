"""Before and after the record: where assumptions lay in their ranges, and the outlook by date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from parley.inference.calibration import PathLevels
from parley.languages import wordable, worded
from parley.report.charts.style import GRID, HUES, QUIET, Spec, channel, date_axis, dressed, named_colours

BEFORE, AFTER = wordable("before the record"), wordable("after it")
Levels = Sequence[float]


def ranges(table: Mapping[str, Mapping[str, Levels]]) -> Spec:
    """Names downwards, place within the stated range to the right: median, and four draws in five.

    `table` maps name -> before or after -> its p10, p50 and p90 as parts of the range.
    """
    rows = [
        {"name": name, "kind": kind, "low": low, "middle": middle, "high": high}
        for name, kinds in table.items()
        for kind, (low, middle, high) in kinds.items()
    ]
    lined = {"domain": False, "ticks": False, "grid": True, "gridColor": GRID}
    y = channel("name:N", sort=list(table), title=None, axis={"labelLimit": 330, "labelPadding": 6, **lined})
    place = {"y": y, "yOffset": channel("kind:N", sort=_kinds()), "color": _by_kind()}
    words = "datum.value == 0 ? 'lowest' : datum.value == 1 ? 'highest' : 'middle of the range'"
    scale = {"domain": [0, 1], "nice": False}
    axis = {"values": [0, 0.5, 1], "labelExpr": words, "grid": False}
    bars = {
        "mark": {"type": "rule", "strokeWidth": 4, "strokeCap": "round"},
        "encoding": {
            **place,
            "x": channel("low:Q", title=None, scale=scale, axis=axis),
            "x2": {"field": "high"},
        },
    }
    middles = {
        "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
        "encoding": {
            **place,
            "x": channel("middle:Q", title=None, scale=scale, axis=axis),
            "tooltip": [
                channel("name:N", title=worded("Assumption")),
                channel("kind:N", title=worded("When")),
            ],
        },
    }
    return dressed({"layer": [bars, middles]}, rows, max(60, 34 * len(table)))


def paths(dates: Sequence[date], kinds: Mapping[str, PathLevels]) -> Spec:
    """A probability by date, before and after: mean, and the band of four draws in five."""
    rows = [
        # A time without a zone is shown as the same day everywhere.
        {"date": f"{when.isoformat()}T00:00:00", "kind": kind, "mean": mean, "low": low, "high": high}
        for kind, path in kinds.items()
        for when, mean, low, high in zip(dates, path.mean, path.p10, path.p90, strict=True)
    ]
    y = {
        "title": None,
        "scale": {"domain": [0, 1], "nice": False},
        "axis": {"format": ".0%", "tickCount": 5, "domain": False, "ticks": False},
    }
    band = {
        "mark": {"type": "area", "opacity": 0.25},
        "encoding": {
            "x": date_axis(dates, small=True),
            "y": channel("low:Q", **y),
            "y2": {"field": "high"},
            "color": _by_kind(),
        },
    }
    mean = {
        "mark": {"type": "line", "strokeWidth": 2.2},
        "encoding": {
            "x": channel("date:T"),
            "y": channel("mean:Q", **y),
            "color": _by_kind(),
            "tooltip": [
                channel("date:T", title=worded("Date"), format="%d %b %Y"),
                channel("kind:N", title=worded("When")),
                channel("mean:Q", title=worded("Mean"), format=".1%"),
                channel("low:Q", title=worded("10\u00a0% below"), format=".1%"),
                channel("high:Q", title=worded("90\u00a0% below"), format=".1%"),
            ],
        },
    }
    return dressed({"layer": [band, mean]}, rows, 200, small=True)


def _by_kind() -> Spec:
    legend = {"orient": "bottom", "symbolType": "stroke", "symbolOpacity": 1}
    scale = named_colours(_kinds(), (QUIET, HUES[0]))
    return channel("kind:N", sort=_kinds(), title=None, scale=scale, legend=legend)


def _kinds() -> list[str]:
    """Before and after, as the brief words them."""
    return [worded(BEFORE), worded(AFTER)]
