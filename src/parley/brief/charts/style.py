"""One look for every chart: colours that colour-blind readers can tell apart, dark text on white."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import altair as alt

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

ROWS = alt.NamedData(name="rows")
Rows = Sequence[Mapping[str, Any]]


def date_axis(dates: Sequence[date], small: bool = False) -> alt.X:
    """Time to the right, in as many labels as fit; the year stands under the first label and each January."""
    named = "%-d %b" if (dates[-1] - dates[0]).days < _DAYS_NAMED else "%b"
    first = "datum.index === 0 || (month(datum.value) === 0 && date(datum.value) === 1)"
    label = f"timeFormat(datum.value, '{named}')"
    axis = alt.Axis(
        title=None,
        tickCount=4 if small else 8,
        labelExpr=f"{first} ? [{label}, timeFormat(datum.value, '%Y')] : {label}",
        labelOverlap=True,
        grid=False,
        labelFlush=True,
    )
    return alt.X("date:T", axis=axis)


def colours(order: Sequence[str], hues: Sequence[str], legend: alt.Legend | None = None) -> alt.Color:
    """A colour for each name, in a stated order, with a legend below (of squares, if none is given)."""
    repeated = [hues[k % len(hues)] for k in range(len(order))]
    return alt.Color(
        "name:N",
        title=None,
        scale=alt.Scale(domain=list(order), range=repeated),
        sort=list(order),
        legend=legend or alt.Legend(orient="bottom", symbolType="square", labelLimit=300),
    )


def dressed(
    chart: alt.Chart | alt.LayerChart | alt.FacetChart, rows: Rows, height: int, small: bool = False
) -> dict[str, Any]:
    """The chart as a specification of stated height, in the house style, with its rows inside."""
    width = SMALL_WIDTH if small else WIDTH
    styled = (
        chart.properties(width=width, height=height)
        .configure(font=FONT, background="#ffffff", padding={"left": 2, "right": 8, "top": 6, "bottom": 2})
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK,
            titleColor=QUIET,
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
            gridColor=GRID,
            domainColor=QUIET,
            tickColor=QUIET,
        )
        .configure_legend(
            labelColor=INK,
            titleColor=QUIET,
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
            columns=2 if small else 3,
            symbolStrokeWidth=2,
            offset=8,
        )
    )
    # Checking every row against the schema would take most of the time of a brief; a test checks each chart.
    spec: dict[str, Any] = styled.to_dict(validate=False)
    inside = {**spec.get("datasets", {}), ROWS.name: [dict(row) for row in rows]}
    return {**spec, "datasets": inside}
