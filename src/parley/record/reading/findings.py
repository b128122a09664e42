"""Collecting what is wrong with a table, each fault at the cell it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from parley.errors import Fault
from parley.files.table import Row, Table
from parley.record.reading.problems import Problem, word_problem


@dataclass
class Findings:
    """The faults of one table so far, and sentences on how it was read."""

    table: Table
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

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

    def problem(self, row: Row, problem: Problem) -> None:
        """Note what is wrong with one cell of a row."""
        self.add(row, problem.column, problem.slug, problem.expected, problem.got, problem.advice)

    def word(self, row: Row, column: str, slug: str, got: str, known: Sequence[str], where: str = "") -> None:
        """Note a word that is not in a list (of words allowed `where`), with the one probably meant."""
        self.problem(row, word_problem(column, slug, got, known, where))
