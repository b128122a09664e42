"""A row of dots for each name: the same quantity under each disposition, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from parley.brief.charts.style import GRID, HUES, QUIET, ROWS, dressed

_SHAPES = ("circle", "square", "diamond", "triangle-up")


def dots(table: Mapping[str, Mapping[str, float]], kinds: Sequence[str], x_title: str) -> dict[str, Any]:
    """Names downwards, the quantity to the right, one dot a kind; `table` maps name -> kind -> quantity."""
    rows = [
        {"name": name, "kind": kind, "value": value}
        for name, values in table.items()
        for kind, value in values.items()
    ]
    base = alt.Chart(ROWS)
    y = alt.Y(
        "name:N",
        sort=list(table),
        title=None,
        axis=alt.Axis(labelLimit=230, domain=False, ticks=False, grid=True, gridColor=GRID, labelPadding=6),
    )
    x = alt.X(
        "value:Q",
        title=x_title,
        scale=alt.Scale(zero=True, nice=False, padding=8),
        axis=alt.Axis(tickCount=4, grid=False),
    )
    link = base.mark_rule(color=QUIET, strokeWidth=1.5).encode(
        y=y, x=alt.X("min(value):Q"), x2="max(value):Q"
    )
    order = list(kinds)
    legend = alt.Legend(orient="bottom", labelLimit=300) if len(kinds) > 1 else None
    marks = base.mark_point(size=80, filled=True, opacity=1).encode(
        y=y,
        x=x,
        color=alt.Color(
            "kind:N",
            sort=order,
            title=None,
            scale=alt.Scale(domain=order, range=list(HUES[: len(order)])),
            legend=legend,
        ),
        shape=alt.Shape(
            "kind:N",
            sort=order,
            title=None,
            scale=alt.Scale(domain=order, range=list(_SHAPES[: len(order)])),
            legend=legend,
        ),
        tooltip=[
            alt.Tooltip("name:N", title="Action"),
            alt.Tooltip("kind:N", title="If"),
            alt.Tooltip("value:Q", title=x_title, format=".2f"),
        ],
    )
    return dressed(alt.layer(link, marks), rows, max(60, 26 * len(table)), small=True)
