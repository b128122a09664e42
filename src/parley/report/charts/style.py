"""One look for every chart: colours that colour-blind readers can tell apart, dark text on white.

Charts are Vega-Lite specifications, written as plain data: building and checking them with a library
each time took longer than drawing them. A test checks every chart against the schema instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from parley.languages import ENGLISH, spoken
from parley.report.wording import Wording

Spec = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]

VEGA_LITE = "6.4"
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.4.1.json"

INK = "#1b1f24"
QUIET = "#5b6470"
GRID = "#e6e8eb"
STILL = "#d5d8dc"

# Okabe and Ito's palette, without its yellow, which is too faint on white.
HUES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a6a9b", "#8c564b")
SETTLEMENTS = ("#0072b2", "#56b4e9", "#009e73", "#7fc8b0", "#2b4c7e", "#a6c8e4")
COLLAPSES = ("#d55e00", "#e69f00", "#a04000")
BREAKDOWN = "#cc79a7"
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4], [4, 2, 1, 2])
LADDER = ("#e6e8eb", "#a6c8e4", "#56b4e9", "#0072b2")

FONT = "Helvetica Neue, Arial, Liberation Sans, sans-serif"
# Up to about half a year apart, dates are told by their day.
_DAYS_NAMED = 170
WIDTH = 680
SMALL_WIDTH = 320

ROWS = "rows"
CROSSHAIR = "crosshair"
"""The name of a layer that is seen only under the pointer."""
_KINDS = {"Q": "quantitative", "N": "nominal", "T": "temporal", "O": "ordinal"}


def channel(field: str, **more: Any) -> Spec:
    """A field with its kind after a colon (`date:T`, `value:Q`, `name:N`), and how it is shown."""
    name, kind = field[:-2], field[-1]
    return {"field": name, "type": _KINDS[kind], **more}


def date_axis(dates: Sequence[date], small: bool = False) -> Spec:
    """Time to the right, in as many labels as fit; the year stands under the first label and each January."""
    named = "%-d %b" if (dates[-1] - dates[0]).days < _DAYS_NAMED else "%b"
    first = "datum.index === 0 || (month(datum.value) === 0 && date(datum.value) === 1)"
    label = f"timeFormat(datum.value, '{named}')"
    axis = {
        "title": None,
        "tickCount": 4 if small else 8,
        "labelExpr": f"{first} ? [{label}, timeFormat(datum.value, '%Y')] : {label}",
        "labelOverlap": True,
        "grid": False,
        "labelFlush": True,
    }
    return channel("date:T", axis=axis)


def named_colours(names: Sequence[str], hues: Sequence[str]) -> Spec:
    """A scale that gives each name its colour, over again where there are more names."""
    return {"domain": list(names), "range": [hues[k % len(hues)] for k in range(len(names))]}


def colours(order: Sequence[str], hues: Sequence[str], legend: Spec | None = None) -> Spec:
    """A colour for each name, in a stated order, with a legend below (of squares, if none is given)."""
    below = {"orient": "bottom", "symbolType": "square", "labelLimit": 300}
    return channel(
        "name:N", title=None, scale=named_colours(order, hues), sort=list(order), legend=legend or below
    )


def in_language() -> Spec:
    """How a chart writes dates and numbers in the language that is spoken; English is a chart's own."""
    if spoken() == ENGLISH:
        return {}
    wording = Wording(spoken())
    return {"locale": {"time": wording.of_dates(), "number": wording.of_numbers()}}


def dressed(chart: Mapping[str, Any], rows: Rows, height: int, small: bool = False) -> Spec:
    """The chart as a specification of stated height, in the house style, with its rows inside."""
    titled = {"titleColor": QUIET, "titleFontSize": 12, "titleFontWeight": "normal"}
    axis = {"labelColor": INK, "labelFontSize": 12, "gridColor": GRID, "domainColor": QUIET}
    legend = {"labelColor": INK, "labelFontSize": 12, "columns": 2 if small else 3, "symbolStrokeWidth": 2}
    return {
        "$schema": SCHEMA,
        **chart,
        "data": {"name": ROWS},
        "width": SMALL_WIDTH if small else WIDTH,
        "height": height,
        "config": {
            "font": FONT,
            "background": "#ffffff",
            "padding": {"left": 2, "right": 8, "top": 6, "bottom": 2},
            "view": {"stroke": None},
            "axis": {**axis, **titled, "tickColor": QUIET},
            "legend": {**legend, **titled, "offset": 8},
            **in_language(),
        },
        "datasets": {**chart.get("datasets", {}), ROWS: [dict(row) for row in rows]},
    }
