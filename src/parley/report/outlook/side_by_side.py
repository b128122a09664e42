"""Outlooks side by side: what each ends in, and what the war is worth to each party."""

from __future__ import annotations

from collections.abc import Sequence

from parley.game.names import STILL_FIGHTING
from parley.report.context import Section, Table
from parley.report.outlook.certified import doubt_under
from parley.report.reading import Reading
from parley.report.words import chance, day, points

NEGLIGIBLE = 0.0005


def side_by_side(columns: Sequence[tuple[str, Reading]]) -> Section:
    """Outlooks of one case under several assumptions, each a column under the name of what is assumed."""
    first = columns[0][1]
    names = list(dict.fromkeys(name for _, reading in columns for name in reading.outlook.endings))
    heads = ("", *(label for label, _ in columns))
    figures = tuple(range(1, len(heads)))
    middle = first.dates[first.shown_rounds[len(first.shown_rounds) // 2]]
    tables = []
    for when in dict.fromkeys((middle, first.horizon)):
        rows = []
        for name in (*names, STILL_FIGHTING):
            reached = [_reached(reading, name, reading.round_at(when)) for _, reading in columns]
            if max(reached) >= NEGLIGIBLE:
                rows.append((first.ending(name), *(chance(one) for one in reached)))
        tables.append(Table(heads, tuple(rows), f"Reached by {day(when)}", figures))
    worths = tuple(
        (first.party(party), *(points(reading.outlook.values[party].mean) for _, reading in columns))
        for party in first.outlook.parties
    )
    tables.append(Table(heads, worths, "What it is worth now, in points of each party's own scale", figures))
    doubts = (doubt_under(label, reading.outlook.solver.check) for label, reading in columns)
    lead = tuple(said for said in doubts if said)
    return Section(id="side-by-side", title="Side by side", lead=lead, tables=tuple(tables))


def _reached(reading: Reading, name: str, t: int) -> float:
    outlook = reading.outlook
    if name == STILL_FIGHTING:
        return outlook.still_fighting[t]
    return next((path[t] for ending, path in outlook.endings.items() if ending == name), 0.0)
