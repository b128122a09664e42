"""A section of the page for the terminal: its sentences, tables and notes, without its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table as Grid
from rich.text import Text

from parley.report.context import Cell, Link, Section, Table

if TYPE_CHECKING:
    from rich.console import Console


def print_section(section: Section, console: Console) -> None:
    """Print a section for a reader."""
    console.print(Text(section.title, style="bold"))
    for sentence in section.lead:
        console.print(Text(sentence))
    for table in section.tables:
        console.print()
        if table.caption:
            console.print(Text(table.caption, style="bold"))
        console.print(_grid(table))
    for note in section.notes:
        console.print()
        console.print(Text(note))


def _grid(table: Table) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for place, head in enumerate(table.columns):
        grid.add_column(head if place else "", justify="right" if place in table.figures else "left")
    for row in table.rows:
        grid.add_row(*(Text(_words(cell)) for cell in row))
    return grid


def _words(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    return cell.text if isinstance(cell, Link) else ", ".join(link.text for link in cell)
