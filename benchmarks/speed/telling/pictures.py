"""Time and memory against the size of a game, as pictures for the page on speed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.speed.growth import AXES, BENCH
from benchmarks.speed.measuring import Row

from parley.report.charts.still import still
from parley.report.charts.style import HUES, QUIET, channel, dressed, named_colours

HEIGHT = 260
WHOLE = "a million, first round kept"
SIZE = "situations x belief nodes x rounds"


def draw_growth(rows: Sequence[Row], folder: Path) -> list[Path]:
    """Draw time and memory into a folder, from the rows of the benchmark of growth."""
    points = [point for row in rows if row.bench == BENCH for point in _point(row)]
    written = []
    for name, field, title in (("time", "seconds", "seconds"), ("memory", "MB", "MB held")):
        said = f"{title} against the size of the game, both on scales of powers of ten, one line an axis."
        path = folder / f"growth-{name}.svg"
        path.write_text(still(_chart(points, field, title), f"growth-{name}", said) + "\n", encoding="utf-8")
        written.append(path)
    return written


def _point(row: Row) -> list[dict[str, Any]]:
    axis = row.name.partition(":")[0]
    named = axis if axis in {says for says, _ in AXES.values()} else WHOLE
    held = {"nodes": row.figures["nodes"], "seconds": min(row.values), "MB": row.figures["MB held"]}
    return [{"name": named, **held}]


def _chart(points: list[dict[str, Any]], field: str, title: str) -> dict[str, Any]:
    names = [*(says for says, _ in AXES.values()), WHOLE]
    log = {"type": "log", "nice": False, "padding": 12}
    plain = {"grid": True, "format": "~g", "tickCount": 6}
    encoding = {
        "x": channel("nodes:Q", title=SIZE, scale=log, axis={**plain, "grid": False, "format": "~s"}),
        "y": channel(f"{field}:Q", title=title, scale=log, axis=plain),
        "color": channel(
            "name:N",
            title=None,
            sort=names,
            scale=named_colours(names, HUES),
            legend={"orient": "bottom", "symbolType": "circle", "labelLimit": 300},
        ),
    }
    layers = [
        {"mark": {"type": "line", "strokeWidth": 1.5}, "encoding": encoding},
        {"mark": {"type": "point", "filled": True, "size": 60, "opacity": 1}, "encoding": encoding},
        {"data": {"values": _linear(points, field)}, **_guide(field)},
    ]
    return dressed({"layer": layers}, points, HEIGHT)


def _linear(points: list[dict[str, Any]], field: str) -> list[dict[str, float]]:
    """A line of slope one through the largest point that keeps all rounds, to see the others beside."""
    largest = max((point for point in points if point["name"] != WHOLE), key=lambda point: point["nodes"])
    last = max(point["nodes"] for point in points)
    smallest = min(point["nodes"] for point in points)
    rate = largest[field] / largest["nodes"]
    return [{"nodes": nodes, field: rate * nodes} for nodes in (smallest, last)]


def _guide(field: str) -> dict[str, Any]:
    return {
        "mark": {"type": "line", "color": QUIET, "strokeDash": [2, 3], "strokeWidth": 1},
        "encoding": {"x": channel("nodes:Q"), "y": channel(f"{field}:Q")},
    }
