"""Entries of ledgers as tables of a page: some columns, the latest rows, links to the rows behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from parley.languages import worded, written
from parley.record.ledgers import Entry, Ledger, cells_of
from parley.report.context import Cell, Link, Section, Table

MOST_ROWS = 60
"""What a person can read on a page; the rest is left to the ledgers, and said so."""
MOST_LINKED = 24
"""As many of the rows behind one entry are named and cited; the others are counted."""
NUMBERS = (
    "days since",
    "days standing",
    "restated",
    "days",
    "days to it",
    "days on",
    "days before",
    "rows",
    "repeated",
    "threats",
    "levers",
    "force",
    "force meanwhile",
    "accusations",
    "favours",
    "taking",
    "its force in the window",
    "force upon it in the window",
    "needed",
    "missing",
)
"""Columns of figures, which are set to the right."""


def section_of(name: str, title: str, lead: str, table: Table | None, entries: Sequence[Entry]) -> Section:
    """A section with one table; without entries only its title, so that it is left out."""
    if not entries or table is None:
        return Section(name, title)
    return Section(
        name, title, (lead,) if lead else (), tables=(table,), cites=cites_of(entries[-MOST_ROWS:])
    )


def table_of(
    ledger: Ledger[Any],
    entries: Sequence[Entry],
    columns: tuple[str, ...],
    caption: str = "",
    most: int = MOST_ROWS,
) -> Table:
    """The last `most` entries of a ledger, some columns of each."""
    at = [ledger.columns.index(name) for name in columns]
    rows: list[tuple[Cell, ...]] = []
    # The latest rows are what a reader of a brief is after.
    for entry in entries[-most:]:
        known, cited = set(entry.ids), frozenset(cites_of([entry]))
        cells = cells_of(entry, ledger.names)
        row: list[Cell] = []
        for index in at:
            text = "" if cells[index] is None else str(cells[index])
            words = tuple(text.split())
            row.append(_linked(words, cited) if words and known.issuperset(words) else text)
        rows.append(tuple(row))
    figures = tuple(n for n, name in enumerate(columns) if name in NUMBERS)
    caption = " ".join(part for part in (caption, left_out(len(entries), ledger.name, most)) if part)
    return Table(tuple(map(worded, columns)), tuple(rows), caption, figures)


def left_out(number: int, name: str = "", most: int = MOST_ROWS) -> str:
    """How many rows a page leaves to the ledgers."""
    if number <= most:
        return ""
    command = f"parley ledger CASE {name}".rstrip()
    return worded(
        "({number} more are in the ledger: {command})", number=written(number - most, ","), command=command
    )


def links(names: Iterable[str]) -> tuple[Link, ...]:
    """Links to the rows that a page lists among its sources."""
    return tuple(Link(name, f"#source-{name}") for name in names)


def _linked(names: Sequence[str], cited: frozenset[str]) -> tuple[Link, ...]:
    """The first rows of a cell, those that a page lists as links, and how many more there are."""
    told = [Link(name, f"#source-{name}" if name in cited else "") for name in names[:MOST_LINKED]]
    if more := len(names[MOST_LINKED:]):
        told.append(Link(f"+\N{NO-BREAK SPACE}{written(more, ',')}", ""))
    return tuple(told)


def cites_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The first rows behind each entry, each once."""
    return tuple(dict.fromkeys(name for entry in entries for name in entry.ids[:MOST_LINKED]))
