"""A section of the page for the terminal: its sentences, tables and notes, without its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parley.report.context import Section, Table, cell_text
from parley.report.prose import say
from parley.report.stacked_rows import Rows

if TYPE_CHECKING:
    from rich.console import Console


def print_section(section: Section, console: Console) -> None:
    """Print a section for a reader."""
    say(console, section.title, "bold")
    for sentence in section.lead:
        say(console, sentence)
    for table in section.tables:
        console.print()
        if table.caption:
            say(console, table.caption, "bold")
        console.print(_grid(table))
    for note in section.notes:
        console.print()
        say(console, note)


def _grid(table: Table) -> Rows:
    rows = Rows(("", *table.columns[1:]), frozenset(table.figures))
    for row in table.rows:
        rows.add_row(*(cell_text(cell) for cell in row))
    return rows
