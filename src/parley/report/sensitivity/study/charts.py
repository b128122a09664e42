"""Pictures of a study: bands around the odds, by date and at the horizon, and where circumstances lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from parley.languages import worded
from parley.report.charts.style import GRID, HUES, INK, QUIET, STILL, Spec, channel, date_axis, dressed

Band = Mapping[str, Sequence[float]]
_CHANCE = {"domain": [0, 1], "nice": False}


def _below(share: int) -> str:
    return worded("{share}\u00a0% below", share=share)


def band(dates: Sequence[date], levels: Band) -> Spec:
    """A probability by date over all draws: nine draws in ten, half of them, the median and the mean."""
    rows = [
        # A time without a zone is shown as the same day everywhere.
        {"date": f"{when.isoformat()}T00:00:00", **{name: path[t] for name, path in levels.items()}}
        for t, when in enumerate(dates)
    ]
    axis = {"format": ".0%", "tickCount": 5, "domain": False, "ticks": False}
    told = [channel("date:T", title=worded("Date"), format="%d %b %Y")]
    named = {
        "p5": worded("5\u00a0% below"),
        "p25": worded("25\u00a0% below"),
        "p50": worded("Median"),
        "mean": worded("Mean"),
        "p75": _below(75),
    }
    told += [
        channel(f"{name}:Q", title=title, format=".1%")
        for name, title in {**named, "p95": _below(95)}.items()
    ]

    def area(low: str, high: str, opacity: float) -> Spec:
        y = channel(f"{low}:Q", title=None, scale=_CHANCE, axis=axis)
        return {
            "mark": {"type": "area", "color": HUES[0], "opacity": opacity},
            "encoding": {"x": date_axis(dates, small=True), "y": y, "y2": {"field": high}, "tooltip": told},
        }

    def line(name: str, **look: object) -> Spec:
        encoding = {"x": channel("date:T"), "y": channel(f"{name}:Q", title=None), "tooltip": told}
        return {"mark": {"type": "line", **look}, "encoding": encoding}

    layers = [
        area("p5", "p95", 0.18),
        area("p25", "p75", 0.30),
        line("p50", color=INK, strokeDash=[2, 3], strokeWidth=1.2),
        line("mean", color=HUES[0], strokeWidth=2.4),
    ]
    return dressed({"layer": layers}, rows, 170, small=True)


def spreads(levels: Mapping[str, Mapping[str, float]]) -> Spec:
    """Endings downwards, each with how far its probability spreads over the draws, and as stated."""
    rows = [{"name": name, **found} for name, found in levels.items()]
    plain = {"domain": False, "ticks": False, "grid": False, "labelLimit": 330, "labelPadding": 6}
    y = channel("name:N", sort=list(levels), title=None, axis=plain)
    axis = {"format": ".0%", "tickCount": 6, "grid": True, "gridColor": GRID, "domainColor": QUIET}
    x = {"title": None, "scale": _CHANCE, "axis": axis}
    named = {
        "stated": worded("As stated"),
        "p5": worded("5\u00a0% below"),
        "p25": worded("25\u00a0% below"),
        "p50": worded("Median"),
        "mean": worded("Mean"),
    }
    named |= {"p75": _below(75), "p95": _below(95)}
    told = [channel("name:N", title=worded("Ending"))]
    told += [channel(f"{level}:Q", title=title, format=".1%") for level, title in named.items()]

    def bar(low: str, high: str, height: int, opacity: float) -> Spec:
        encoding = {"y": y, "x": channel(f"{low}:Q", **x), "x2": {"field": high}, "tooltip": told}
        return {
            "mark": {"type": "bar", "color": HUES[0], "height": height, "opacity": opacity},
            "encoding": encoding,
        }

    def mark(level: str, **look: object) -> Spec:
        return {"mark": look, "encoding": {"y": y, "x": channel(f"{level}:Q", **x), "tooltip": told}}

    layers = [
        bar("p5", "p95", 8, 0.25),
        bar("p25", "p75", 14, 0.45),
        mark("p50", type="tick", color=INK, thickness=2, size=18),
        mark("stated", type="point", shape="diamond", filled=True, opacity=1, size=90, color=HUES[1]),
    ]
    return dressed({"layer": layers}, rows, max(60, 30 * len(levels)))


def boxes(places: Mapping[str, tuple[float, float]]) -> Spec:
    """Circumstances downwards; each as the part of its stated range (0 to 1) that it leaves."""
    rows = [{"name": name, "low": low, "high": high} for name, (low, high) in places.items()]
    lined = {"domain": False, "ticks": False, "grid": False, "labelLimit": 330, "labelPadding": 6}
    y = channel("name:N", sort=list(places), title=None, axis=lined)
    words = "datum.value == 0 ? 'lowest' : datum.value == 1 ? 'highest' : 'middle of the range'"
    axis = {"values": [0, 0.5, 1], "labelExpr": words, "grid": True, "gridColor": GRID, "domainColor": QUIET}
    x = {"title": None, "scale": _CHANCE, "axis": axis}
    whole = {
        "mark": {"type": "bar", "color": STILL, "height": 5},
        "encoding": {"y": y, "x": {"datum": 0, "type": "quantitative", **x}, "x2": {"datum": 1}},
    }
    part = {
        "mark": {"type": "bar", "color": HUES[0], "height": 11},
        "encoding": {"y": y, "x": channel("low:Q", **x), "x2": {"field": "high"}},
    }
    return dressed({"layer": [whole, part]}, rows, max(40, 30 * len(places)))
