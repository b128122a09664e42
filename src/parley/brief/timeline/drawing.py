"""What every panel of the timeline shares: its time axis, and rows that stand inside the specification."""

from __future__ import annotations

from datetime import date
from typing import Any

import altair as alt

AnyChart = alt.Chart | alt.LayerChart | alt.FacetChart
Rows = list[dict[str, Any]]


def time_axis(labels: bool = True) -> alt.Axis:
    """Days to the right, in as many labels as fit."""
    return alt.Axis(title=None, labels=labels, tickCount=8, grid=True, labelOverlap=True, format="%-d %b %Y")


def inline(rows: Rows) -> alt.InlineData:
    """Rows as data of their own panel."""
    return alt.InlineData(values=rows)


def iso(day: date) -> str:
    """A day as Vega reads it."""
    return day.isoformat()
