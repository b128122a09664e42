"""A graph model drawn, states as dots and moves as arrows; and sweeps as heat maps."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence

from parley.graph.analysis import Analysis
from parley.graph.document_form import ArcPart, GraphDocument
from parley.graph.findings.evolution import evolution
from parley.languages import worded
from parley.report.charts.style import GRID, HUES, INK, QUIET, Spec, channel, dressed

MOST_DRAWN = 30
"""More states than that make a picture nobody reads; the table has them."""
_NAME_WIDTH = 22
_SIDE = 0.012


def drawn_states(analysis: Analysis) -> tuple[int, ...]:
    """The states worth drawing: all of a small graph, else status quo, equilibria and the ways between."""
    conflict = analysis.conflict
    if conflict.states.count <= MOST_DRAWN:
        return tuple(range(conflict.states.count))
    wanted: list[int] = [] if conflict.status_quo is None else [conflict.status_quo]
    wanted += analysis.equilibria[: MOST_DRAWN // 2]
    if conflict.status_quo is not None:
        way = evolution(conflict, "improvements" if conflict.complete else "moves")
        for state in tuple(wanted):
            wanted += [step.to for step in way.path(state) or ()]
    return tuple(sorted(dict.fromkeys(wanted)))[:MOST_DRAWN]


def graph_chart(document: GraphDocument, arcs: Sequence[ArcPart], states: Sequence[int]) -> Spec:
    """The states on a circle in the order of their numbers, an arrow for each one-step move between them.

    Improvements are drawn full and in the colour of who makes them, other moves faint. Equilibria are filled,
    the status quo has a ring.
    """
    places = _circle(states)
    names = {maker.id: maker.name for maker in document.decision_makers}
    order = list(names.values())
    scale = {"domain": order, "range": [HUES[at % len(HUES)] for at in range(len(order))]}
    colour = channel("by:N", title=None, scale=scale, legend={"orient": "bottom", "labelLimit": 300})
    lines = [_line(arc, places, names, at) for at, arc in enumerate(arcs)]
    across = {"axis": None, "scale": {"domain": [-1.75, 1.75], "nice": False}}
    plain = {"axis": None, "scale": {"domain": [-1.3, 1.3], "nice": False}}
    x, y = channel("x:Q", **across), channel("y:Q", **plain)
    strength = {"condition": {"test": "datum.better", "value": 0.9}, "value": 0.22}
    told = [
        channel("from:N", title=worded("From")),
        channel("to:N", title=worded("To")),
        channel("by:N", title=worded("Who")),
    ]
    shafts = {
        "transform": [{"filter": "datum.kind === 'move'"}],
        "mark": {"type": "rule", "strokeWidth": 1.8},
        "encoding": {
            "x": x,
            "y": y,
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
            "color": colour,
            "opacity": strength,
            "tooltip": told,
        },
    }
    heads = {
        "transform": [{"filter": "datum.kind === 'move'"}],
        "mark": {"type": "point", "shape": "triangle", "filled": True, "size": 70},
        "encoding": {
            "x": channel("x2:Q", **across),
            "y": channel("y2:Q", **plain),
            "angle": channel("angle:Q", scale={"domain": [0, 360], "range": [0, 360]}),
            "color": colour,
            "opacity": strength,
        },
    }
    dots = {
        "transform": [{"filter": "datum.kind === 'state'"}],
        "mark": {"type": "point", "filled": True, "opacity": 1, "strokeWidth": 2.5},
        "encoding": {
            "x": x,
            "y": y,
            "size": {"condition": {"test": "datum.quo", "value": 560}, "value": 360},
            "fill": {"condition": {"test": "datum.held", "value": INK}, "value": "#ffffff"},
            "stroke": {"condition": {"test": "datum.quo", "value": "#d55e00"}, "value": QUIET},
            "tooltip": [
                channel("name:N", title=worded("State")),
                channel("concepts:N", title=worded("Equilibrium under")),
            ],
        },
    }
    numbers = {
        "transform": [{"filter": "datum.kind === 'state'"}],
        "mark": {"type": "text", "fontSize": 11, "fontWeight": "bold"},
        "encoding": {
            "x": x,
            "y": y,
            "text": channel("number:N"),
            "color": {"condition": {"test": "datum.held", "value": "#ffffff"}, "value": INK},
        },
    }
    layers = [shafts, heads, dots, numbers]
    for side, align in (("right", "left"), ("left", "right"), ("middle", "center")):
        layers.append(
            {
                "transform": [{"filter": f"datum.kind === 'state' && datum.side === '{side}'"}],
                "mark": {"type": "text", "align": align, "fontSize": 11, "lineBreak": "\n", "color": INK},
                "encoding": {
                    "x": channel("nx:Q", **across),
                    "y": channel("ny:Q", **plain),
                    "text": channel("name:N"),
                },
            }
        )
    rows = [*lines, *(_dot(document, state, places) for state in states)]
    return dressed({"layer": layers}, rows, 560)


def _circle(states: Sequence[int]) -> dict[int, tuple[float, float]]:
    turn = 2 * math.pi / max(1, len(states))
    return {
        state: (math.sin(at * turn), math.cos(at * turn)) if len(states) > 1 else (0.0, 0.0)
        for at, state in enumerate(states)
    }


def _line(
    arc: ArcPart, places: dict[int, tuple[float, float]], names: dict[str, str], at: int
) -> dict[str, object]:
    """One arrow, cut short of the dots it joins and moved aside so that there and back are two."""
    (x, y), (u, v) = places[arc.start - 1], places[arc.to - 1]
    length = math.hypot(u - x, v - y) or 1.0
    dx, dy = (u - x) / length, (v - y) / length
    aside = _SIDE * (1 + list(names).index(arc.by))
    cut = min(0.075, length / 3)
    x1, y1 = x + cut * dx + aside * dy, y + cut * dy - aside * dx
    x2, y2 = u - cut * dx + aside * dy, v - cut * dy - aside * dx
    return {
        "kind": "move",
        "x": round(x1, 4),
        "y": round(y1, 4),
        "x2": round(x2, 4),
        "y2": round(y2, 4),
        "angle": round(math.degrees(math.atan2(dx, dy)) % 360, 1),
        "by": names[arc.by],
        "from": str(arc.start),
        "to": str(arc.to),
        "better": arc.improvement,
    }


def _dot(document: GraphDocument, state: int, places: dict[int, tuple[float, float]]) -> dict[str, object]:
    x, y = places[state]
    part = next((one for one in document.states if one.number == state + 1), None)
    name = part.name if part else str(state + 1)
    side = "middle" if abs(x) < 0.25 else ("right" if x > 0 else "left")
    away = 0.09 if side != "middle" else 0.0
    lift = 0.11 if side == "middle" else 0.0
    return {
        "kind": "state",
        "x": round(x, 4),
        "y": round(y, 4),
        "nx": round(x + math.copysign(away, x), 4),
        "ny": round(y + math.copysign(lift, y or 1.0), 4),
        "side": side,
        "number": str(state + 1),
        "name": textwrap.fill(textwrap.shorten(name, 60, placeholder="..."), _NAME_WIDTH),
        "held": bool(part and part.equilibrium),
        "concepts": ", ".join(part.equilibrium).upper() if part else "",
        "quo": document.status_quo == state + 1,
    }


def sweep_chart(rows: Sequence[dict[str, object]], states: Sequence[str], concepts: Sequence[str]) -> Spec:
    """A heat map: in what share of the ways a state is an equilibrium, states downwards, concepts across."""
    axis = {"labelLimit": 300, "domain": False, "ticks": False}
    cell = {
        "mark": {"type": "rect", "stroke": "#ffffff", "strokeWidth": 2},
        "encoding": {
            "y": channel("state:N", sort=list(states), title=None, axis=axis),
            "x": channel(
                "concept:N", sort=list(concepts), title=None, axis={**axis, "labelAngle": 0, "orient": "top"}
            ),
            "color": channel(
                "share:Q",
                title=worded("Share of ways"),
                scale={"domain": [0, 1], "range": [GRID, HUES[0]]},
                legend={"format": ".0%", "orient": "bottom"},
            ),
            "tooltip": [
                channel("state:N", title=worded("State")),
                channel("concept:N", title=worded("Concept")),
                channel("share:Q", title=worded("Share"), format=".0%"),
            ],
        },
    }
    text = {
        "mark": {"type": "text", "fontSize": 11},
        "encoding": {
            "y": channel("state:N", sort=list(states), title=None),
            "x": channel("concept:N", sort=list(concepts), title=None),
            "text": channel("share:Q", format=".0%"),
            "color": {"condition": {"test": "datum.share > 0.55", "value": "#ffffff"}, "value": INK},
        },
    }
    return dressed({"layer": [cell, text]}, rows, max(60, 26 * len(states)))
