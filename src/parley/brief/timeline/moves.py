"""The moves themselves: marks in their lanes, and lines to what they answer and repeat."""

from __future__ import annotations

from datetime import date
from typing import Any

import altair as alt

from parley.brief.charts.style import DASHES, GRID, INK, QUIET
from parley.brief.timeline.drawing import AnyChart, Rows, inline, iso, time_axis
from parley.brief.timeline.lanes import ACTS, FAMILIES, FAMILY_OF, ROW, Lanes
from parley.record import Move
from parley.record.parties import addressees

LABELLED = 120
"""Up to so many moves carry their ids; beyond that only pointing at them shows it."""


def _points(moves: list[Move], lanes: Lanes) -> Rows:
    """One mark for each party of each move; marks of one row and day are spread out."""
    placed: dict[tuple[str, str, date], list[Move]] = {}
    for move in moves:
        for name in lanes.lanes(move):
            placed.setdefault((name, FAMILY_OF[move.act], move.date), []).append(move)
    points = []
    for (name, family, _), group in placed.items():
        step = min(5.0, (ROW - 3) / len(group))
        for index, move in enumerate(group):
            offset = (index - (len(group) - 1) / 2) * step
            points.append({**_told(move), "party": name, "y": lanes.at[name, family] + offset})
    return points


def _told(move: Move) -> dict[str, Any]:
    return {
        "id": move.id,
        "date": iso(move.date),
        "act": move.act.value,
        "issue": "; ".join(move.issue),
        "option": move.option,
        "to": " ".join(addressees(move)),
        "source": move.source,
    }


def _links(moves: list[Move], points: Rows, start: date) -> Rows:
    place: dict[str, dict[str, Any]] = {}
    for point in points:
        place.setdefault(point["id"], point)
    lines = []
    for move in moves:
        for kind, links in (("answers", move.responds_to), ("repeats", move.repeat_of)):
            for link in links:
                if link in place and move.id in place:
                    here, there = place[move.id], place[link]
                    ends = {"date": there["date"], "y": there["y"], "date2": here["date"], "y2": here["y"]}
                    lines.append({**ends, "link": kind, "from": move.id, "id": link})
    return lines


def _joints(points: Rows) -> Rows:
    by_move: dict[str, Rows] = {}
    for point in points:
        by_move.setdefault(point["id"], []).append(point)
    return [
        {"date": group[0]["date"], "y": min(p["y"] for p in group), "y2": max(p["y"] for p in group)}
        for group in by_move.values()
        if len(group) > 1
    ]


def moves_panel(moves: list[Move], lanes: Lanes, start: date, span: alt.Scale, width: int) -> AnyChart:
    """Lanes with marks, links and joint acts; pointing at a mark brings out its links."""
    points = _points(moves, lanes)
    crowd = len(moves) / LABELLED
    x = alt.X("date:T", scale=span, axis=time_axis())
    y = alt.Y("y:Q", scale=alt.Scale(domain=[lanes.height, 0], nice=False, zero=False), axis=None)
    bands: Rows = [{"party": name, "y": top, "y2": end, "x": iso(start)} for name, top, end in lanes.spans]
    lane = alt.Chart(inline(bands)).mark_rect(color=GRID, opacity=0.45).encode(y=y, y2="y2:Q")
    names = (
        alt.Chart(inline([{**band, "y": (band["y"] + band["y2"]) / 2} for band in bands]))
        .mark_text(align="right", dx=-8, fontWeight="bold", fontSize=12, color=INK)
        .encode(y=y, x=alt.value(0), text="party:N")
    )
    pointed = alt.selection_point(name="pointed", on="pointerover", fields=["id"], empty=False)
    lines = (
        alt.Chart(inline(_links(moves, points, start)))
        .mark_rule(color=QUIET)
        .encode(
            x=x,
            x2="date2:T",
            y=y,
            y2="y2:Q",
            strokeDash=alt.StrokeDash(
                "link:N",
                scale=alt.Scale(domain=["answers", "repeats"], range=[DASHES[0], DASHES[2]]),
                legend=alt.Legend(title=None, orient="bottom", symbolType="stroke"),
            ),
            opacity=alt.when(pointed)
            .then(alt.value(0.95))
            .otherwise(alt.value(max(0.06, 0.38 - 0.2 * crowd))),
        )
    )
    joint = (
        alt.Chart(inline(_joints(points)))
        .mark_rule(color="#7a6a9b", opacity=max(0.08, 0.4 - 0.1 * crowd))
        .encode(x=x, y=y, y2="y2:Q")
    )
    layers = [lane, names, joint, lines, _marks(points, x, y, crowd).add_params(pointed)]
    if len(moves) <= LABELLED:
        layers.append(_ids(points, x, y))
    return alt.layer(*layers, width=width, height=lanes.height)


def _marks(points: Rows, x: alt.X, y: alt.Y, crowd: float) -> alt.Chart:
    present = [act for act in ACTS if any(point["act"] == act for point in points)]
    hue = {act: family_hue for _, family_hue, acts in FAMILIES for act in acts}
    shape = {act: form for _, _, acts in FAMILIES for act, form in acts.items()}
    legend = alt.Legend(title=None, orient="bottom", columns=6, symbolSize=70)
    marks: alt.Chart = (
        alt.Chart(inline(points))
        .mark_point(filled=True, opacity=0.9, size=42 if crowd <= 1 else 22)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "act:N",
                sort=present,
                scale=alt.Scale(domain=present, range=[hue[a] for a in present]),
                legend=legend,
            ),
            shape=alt.Shape(
                "act:N",
                sort=present,
                scale=alt.Scale(domain=present, range=[shape[a] for a in present]),
                legend=legend,
            ),
            tooltip=[
                "id:N",
                alt.Tooltip("date:T", format="%Y-%m-%d"),
                "act:N",
                "to:N",
                "issue:N",
                "option:N",
                "source:N",
            ],
        )
    )
    return marks


def _ids(points: Rows, x: alt.X, y: alt.Y) -> alt.Chart:
    """Ids beside the marks of the rows that give, ask and answer; the others say theirs when pointed at."""
    telling = {act for name, _, acts in FAMILIES if name in ("gives", "asks", "answers") for act in acts}
    named = [point for point in points if point["act"] in telling]
    ids: alt.Chart = (
        alt.Chart(inline(named))
        .mark_text(align="left", dx=5, dy=0.5, fontSize=6.5, color=QUIET)
        .encode(x=x, y=y, text="id:N")
    )
    return ids
