"""Collecting what is wrong with a table, each fault at the cell it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from parley.errors import Fault
from parley.files import closest_name
from parley.files.table import Row, Table


@dataclass
class Findings:
    """The faults of one table so far."""

    table: Table
    faults: list[Fault] = field(default_factory=list)

    def add(self, row: Row, column: str, slug: str, expected: str, got: str, advice: str = "") -> None:
        """Note a fault at one cell; the message names its column."""
        line, at = self.table.place(row, column)
        self.faults.append(
            Fault(
                file=str(self.table.path),
                line=line,
                column=at,
                slug=slug,
                expected=f"in column {column}, {expected}",
                got=got,
                advice=advice,
            )
        )

    def word(self, row: Row, column: str, slug: str, got: str, known: Sequence[str], where: str = "") -> None:
        """Note a word that is not in a list (of words allowed `where`), with the one probably meant."""
        expected = f"{where}one of {', '.join(known)}" if known else f"{where}an empty cell"
        self.add(row, column, slug, expected, got, did_you_mean(got, known))


def did_you_mean(got: str, known: Sequence[str]) -> str:
    """A question naming the closest known word; empty when none is close."""
    near = closest_name(got, known) or closest_name(got.upper(), known) or closest_name(got.lower(), known)
    return f"did you mean {near}?" if near else ""
