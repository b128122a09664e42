"""What would change an outlook, arranged for the terminal: narrower tables than on the page."""

from __future__ import annotations

from dataclasses import replace

from parley.report.context import Section, Table
from parley.report.reading import Reading
from parley.report.sensitivity.along import along_section, along_table
from parley.report.sensitivity.influence import influence_sections, numbers_table
from parley.report.sensitivity.what_if import overview, what_ifs
from parley.sensitivity.influence import Influence
from parley.sensitivity.tipping import Along
from parley.sensitivity.what_if import WhatIfs

_MOST_NUMBERS = 10


def what_ifs_printed(reading: Reading, found: WhatIfs) -> list[Section]:
    """The what-ifs: a sentence each, all of them in one table, and the largest differences of each."""
    section = what_ifs(reading, found)
    if section is None:
        return []
    endings, worths = _split(overview(reading, found))
    return [replace(section, tables=(endings, worths, *section.tables), figures=())]


def along_printed(reading: Reading, found: Along) -> list[Section]:
    """The way along a number: where it tips, the curve in two tables, and speed against terms."""
    section = along_section(reading, found)
    speed = [figure.table for figure in section.figures if figure.id == "speed" and figure.table]
    return [replace(section, tables=(*_split(along_table(reading, found)), *speed), figures=())]


def influence_printed(reading: Reading, found: Influence) -> list[Section]:
    """What carries each outcome: the most influential numbers, then what to find out next."""
    sections = influence_sections(reading, found)
    return [
        replace(
            section, tables=(_narrow(numbers_table(reading, one, _MOST_NUMBERS)), *section.tables), figures=()
        )
        for section, one in zip(sections, found.outcomes, strict=True)
    ]


def _split(table: Table) -> tuple[Table, Table]:
    """A wide table as two: everything but worths, and worths."""
    worths = [n for n, head in enumerate(table.columns) if head.startswith("worth to ")]
    others = [n for n in range(1, len(table.columns)) if n not in worths]
    return _columns(table, others, ""), _columns(table, worths, "worth to ")


def _columns(table: Table, kept: list[int], dropped: str) -> Table:
    places = [0, *kept]
    return Table(
        columns=tuple(table.columns[n].removeprefix(dropped) for n in places),
        rows=tuple(tuple(row[n] for n in places) for row in table.rows),
        caption="Worth now, in points" if dropped else table.caption,
        figures=tuple(new for new, old in enumerate(places) if old in table.figures),
    )


def _narrow(table: Table) -> Table:
    """Without the column of what a number rests on, which the next table has."""
    return Table(
        columns=table.columns[:-1],
        rows=tuple(row[:-1] for row in table.rows),
        caption=table.caption,
        figures=table.figures,
    )
