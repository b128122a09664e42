"""A likelihood profile: how much less probable other values make the record, and where the interval ends."""

from __future__ import annotations

from collections.abc import Sequence

from parley.report.charts.style import HUES, QUIET, Spec, channel, dressed


def profile(
    values: Sequence[float],
    below: Sequence[float],
    cut: float,
    marks: Sequence[tuple[str, float]],
    *,
    log: bool,
) -> Spec:
    """Nats below the maximum by value, the cut of the interval as a line, and marked values as rules."""
    rows = [{"value": at, "below": gap} for at, gap in zip(values, below, strict=True)]
    scale = {"type": "log" if log else "linear", "zero": False, "nice": False}
    deepest = max(min(max(below, default=cut), 4.0 * cut), 1.5 * cut)
    y = channel(
        "below:Q",
        title="Nats below the maximum",
        scale={"domain": [0, deepest], "reverse": True, "clamp": True},
        axis={"domain": False, "ticks": False, "tickCount": 5},
    )
    x = channel("value:Q", title=None, scale=scale, axis={"grid": False, "format": ".3~g", "tickCount": 8})
    line = {
        "mark": {
            "type": "line",
            "color": HUES[0],
            "strokeWidth": 2.2,
            "interpolate": "monotone",
            "clip": True,
        },
        "encoding": {"x": x, "y": y},
    }
    level = {
        "data": {"values": [{"cut": cut}]},
        "mark": {"type": "rule", "color": QUIET, "strokeDash": [4, 3]},
        "encoding": {"y": channel("cut:Q")},
    }
    at = {
        "data": {"values": [{"at": value, "what": what} for what, value in marks]},
        "mark": {"type": "rule", "strokeWidth": 1.4},
        "encoding": {
            "x": channel("at:Q", title=None),
            "color": channel(
                "what:N",
                title=None,
                scale={"domain": [what for what, _ in marks], "range": [HUES[1], HUES[2]][: len(marks)]},
                legend={"orient": "bottom", "symbolType": "stroke"},
            ),
        },
    }
    return dressed({"layer": [level, line, at]}, rows, 220, small=True)
