"""What two signatories gain by packages over going on: efficient, named, and reference points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parley.report.charts.style import HUES, INK, QUIET, Spec, channel, dressed


@dataclass(frozen=True)
class Mark:
    """A package in the plane: its gains, its kind (of point) and what it is called."""

    x: float
    y: float
    kind: str
    name: str


def frontier(marks: Sequence[Mark], titles: tuple[str, str], kinds: Mapping[str, str]) -> Spec:
    """Points of packages, by kind; beyond zero on both axes both prefer signing. `kinds` map to shapes."""
    rows = [{"x": m.x, "y": m.y, "kind": m.kind, "name": m.name} for m in marks]
    order = list(kinds)
    hues = {"domain": order, "range": [HUES[n % len(HUES)] for n in range(len(order))]}
    shapes = {"domain": order, "range": list(kinds.values())}
    legend = {"orient": "bottom", "labelLimit": 300}
    axis = {"domain": False, "ticks": False, "tickCount": 6}
    x = channel("x:Q", title=titles[0], axis=axis, scale={"zero": True})
    y = channel("y:Q", title=titles[1], axis=axis, scale={"zero": True})
    points = {
        "mark": {"type": "point", "filled": True, "size": 70, "opacity": 0.9},
        "encoding": {
            "x": x,
            "y": y,
            "color": channel("kind:N", sort=order, title=None, scale=hues, legend=legend),
            "shape": channel("kind:N", sort=order, title=None, scale=shapes, legend=legend),
            "tooltip": [
                channel("name:N", title="Package"),
                channel("x:Q", title=titles[0], format=".1f"),
                channel("y:Q", title=titles[1], format=".1f"),
            ],
        },
    }
    named = [row for row in rows if row["kind"] != order[0]]
    labels = {
        "data": {"values": named},
        "mark": {"type": "text", "align": "left", "dx": 7, "dy": -5, "fontSize": 11, "color": INK},
        "encoding": {"x": x, "y": y, "text": channel("name:N")},
    }
    zero = {"data": {"values": [{"zero": 0}]}}
    rule = {"type": "rule", "color": QUIET, "strokeDash": [3, 3]}
    across = {**zero, "mark": rule, "encoding": {"y": channel("zero:Q")}}
    upwards = {**zero, "mark": rule, "encoding": {"x": channel("zero:Q")}}
    return dressed({"layer": [across, upwards, points, labels]}, rows, 360)
