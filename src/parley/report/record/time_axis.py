"""What every panel of the timeline shares: its time axis, and rows that stand inside the specification."""

from __future__ import annotations

from datetime import date
from typing import Any

from parley.report.charts.style import Spec

Rows = list[dict[str, Any]]


def time_axis(labels: bool = True) -> Spec:
    """Days to the right, in as many labels as fit."""
    axis = {"title": None, "labels": labels, "tickCount": 8, "grid": True, "labelOverlap": True}
    return {**axis, "format": "%-d %b %Y"}


def layer(rows: Rows, mark: Spec, encoding: Spec, name: str = "") -> Spec:
    """Marks of one kind with rows of their own; a name where a selection is to find them."""
    named = {"name": name} if name else {}
    return {**named, "data": {"values": rows}, "mark": mark, "encoding": encoding}


def iso(day: date) -> str:
    """A day as Vega reads it."""
    return day.isoformat()
