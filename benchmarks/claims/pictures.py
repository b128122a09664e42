"""One small picture a claim: a figure of its rows as lines where rows stand along an axis, else as dots."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import altair as alt
from benchmarks.claims.filing import Claim
from benchmarks.claims.judging import Figures

from parley.report.charts.still import still
from parley.report.charts.style import HUES, ROWS, dressed

HEIGHT = 220
DOT = 26


def picture_name(claim: Claim) -> str:
    """The file name of a claim's picture."""
    return f"claims-{claim.number:02d}-{claim.slug}.svg"


def draw(claim: Claim, found: Figures, folder: Path) -> Path:
    """Draw a claim's picture into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / picture_name(claim)
    drawn = still(_spec(claim, found), path.stem, claim.picture["says"])
    path.write_text(drawn + "\n", encoding="utf-8")
    return path


def _spec(claim: Claim, found: Figures) -> dict[str, Any]:
    shown = [row for row in claim.small.rows if row.x is not None]
    rows = [
        {"x": row.x, "y": found[row.name][figure], "name": _line(claim, row.series, figure)}
        for figure in claim.picture["of"]
        for row in shown
    ]
    along = all(isinstance(row.x, int | float) for row in shown)
    return _lines(claim, rows) if along else _dots(claim, rows)


def _line(claim: Claim, series: str, figure: str) -> str:
    says = str(claim.small.read[figure]["says"])
    if len(claim.picture["of"]) == 1:
        return series or says
    return f"{says}, {series}" if series else says


def _colour(rows: list[dict[str, Any]], symbol: str) -> alt.Color:
    names = list(dict.fromkeys(row["name"] for row in rows))
    hues = [HUES[k % len(HUES)] for k in range(len(names))]
    legend = alt.Legend(
        orient="bottom", symbolType=symbol, labelLimit=600, columns=1 if len(names) > 3 else 0
    )
    return alt.Color(
        "name:N", title=None, sort=names, scale=alt.Scale(domain=names, range=hues), legend=legend
    )


def _lines(claim: Claim, rows: list[dict[str, Any]]) -> dict[str, Any]:
    chart = (
        alt.Chart(alt.NamedData(name=ROWS))
        .mark_line(strokeWidth=2, point=True)
        .encode(
            x=alt.X("x:Q", title=claim.picture["x"], axis=alt.Axis(grid=False), scale=alt.Scale(zero=False)),
            y=alt.Y("y:Q", title=claim.picture["y"], scale=alt.Scale(zero=False)),
            color=_colour(rows, "stroke"),
        )
    )
    return dressed(chart.to_dict(validate=False), rows, HEIGHT)


def _dots(claim: Claim, rows: list[dict[str, Any]]) -> dict[str, Any]:
    order = list(dict.fromkeys(row["x"] for row in rows))
    chart = (
        alt.Chart(alt.NamedData(name=ROWS))
        .mark_point(size=80, filled=True, opacity=1)
        .encode(
            x=alt.X("y:Q", title=claim.picture["y"], scale=alt.Scale(zero=False)),
            y=alt.Y("x:N", title=None, sort=order, axis=alt.Axis(labelLimit=300, grid=True)),
            color=_colour(rows, "circle"),
        )
    )
    return dressed(chart.to_dict(validate=False), rows, DOT * len(order))
