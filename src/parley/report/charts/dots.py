"""A row of dots for each name: the same quantity under each disposition, side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from parley.languages import wordable, worded
from parley.report.charts.style import GRID, HUES, QUIET, Spec, channel, dressed

_SHAPES = ("circle", "square", "diamond", "triangle-up")
_LINE = 36
"""Letters of a name on one line; cutting names short instead takes the renderer as long as the chart."""
_ROW, _ROW_OF_TWO = 26, 34
_CALLED = (wordable("Action"), wordable("If"))


def dots(
    table: Mapping[str, Mapping[str, float]],
    kinds: Sequence[str],
    x_title: str,
    called: tuple[str, str] = _CALLED,
) -> Spec:
    """Names downwards, the quantity to the right, one dot a kind; `table` maps name -> kind -> quantity.

    `called` is what a name and a kind are called where a dot is pointed at.
    """
    lines = {name: textwrap.fill(name, _LINE) for name in table}
    rows = [
        {"name": lines[name], "kind": kind, "value": value}
        for name, values in table.items()
        for kind, value in values.items()
    ]
    axis = {"labelLimit": 0, "domain": False, "ticks": False, "grid": True, "gridColor": GRID}
    broken = {"labelPadding": 6, "labelExpr": "split(datum.label, '\\n')"}
    y = channel("name:N", sort=list(lines.values()), title=None, axis={**axis, **broken})
    step = _ROW if all(name == line for name, line in lines.items()) else _ROW_OF_TWO
    link = {
        "mark": {"type": "rule", "color": QUIET, "strokeWidth": 1.5},
        "encoding": {
            "y": y,
            "x": channel("value:Q", aggregate="min"),
            "x2": {"field": "value", "aggregate": "max"},
        },
    }
    marks = {
        "mark": {"type": "point", "size": 80, "filled": True, "opacity": 1},
        "encoding": {
            "y": y,
            "x": channel(
                "value:Q",
                title=x_title,
                scale={"zero": True, "nice": False, "padding": 8},
                axis={"tickCount": 4, "grid": False},
            ),
            "color": _by_kind(kinds, HUES),
            "shape": _by_kind(kinds, _SHAPES),
            "tooltip": [
                channel("name:N", title=worded(called[0])),
                channel("kind:N", title=worded(called[1])),
                channel("value:Q", title=x_title, format=".2f"),
            ],
        },
    }
    return dressed({"layer": [link, marks]}, rows, max(60, step * len(table)), small=True)


def _by_kind(kinds: Sequence[str], looks: Sequence[str]) -> Spec:
    """Colour or shape by kind, with a legend where there is more than one."""
    legend = {"orient": "bottom", "labelLimit": 300} if len(kinds) > 1 else None
    order = list(kinds)
    scale = {"domain": order, "range": list(looks[: len(order)])}
    return channel("kind:N", sort=order, title=None, scale=scale, legend=legend)
