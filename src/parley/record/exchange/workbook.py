"""The record as one Excel workbook, a sheet for each file; and such a workbook back, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from parley.errors import CaseError, Fault
from parley.files import closest_name
from parley.files.table import Row, Table, table_text
from parley.files.workbook import read_workbook_bytes, sheets_of, workbook_bytes
from parley.record.reading import record_of
from parley.record.reading.columns import FILES
from parley.record.reading.shapes import shaped
from parley.record.source import RecordSource

DAYS = frozenset({"date", "date_end", "as_of", "resolves_on"})
"""Columns whose cells are days where they are written as whole ones."""
BY_SHEET = {Path(shape.name).stem: shape for shape in FILES}


@dataclass(frozen=True)
class Taken:
    """What a workbook brings: the text of each file of the record that changes, and rows by file."""

    texts: Mapping[str, str]
    rows: Mapping[str, int]
    unchanged: tuple[str, ...]
    other_sheets: tuple[str, ...]


def has_sheets(source: RecordSource) -> bool:
    """Whether a record has any file, and so any sheet; a workbook without one cannot be."""
    return any(source.table(shape.name) for shape in BY_SHEET.values())


def to_workbook(source: RecordSource) -> tuple[bytes, dict[str, int]]:
    """A record as a workbook, and the number of rows of each sheet."""
    tables = {stem: table for stem, shape in BY_SHEET.items() if (table := source.table(shape.name))}
    rows = {stem: sum(not row.blank for row in table.rows) for stem, table in tables.items()}
    return workbook_bytes(tables, DAYS), rows


def from_workbook(path: Path, source: RecordSource) -> Taken:
    """The files of a record as a workbook has them, checked with those it leaves alone.

    Rows that are as they were keep their very bytes. Raises CaseError with every fault of every sheet.
    """
    sheets = sheets_of(path, read_workbook_bytes(path))
    known = {stem: sheets[stem] for stem in BY_SHEET if stem in sheets}
    if not known:
        near = closest_name(next(iter(sheets), ""), BY_SHEET)
        expected = f"a sheet called {', '.join(BY_SHEET)}"
        advice = f"call the sheet '{near}'" if near else "call the sheet of moves 'moves'"
        raise CaseError([Fault(str(path), 0, 0, "no-header", expected, ", ".join(sheets) or "none", advice)])
    before = {stem: table for stem, shape in BY_SHEET.items() if (table := source.table(shape.name))}
    tables: dict[str, Table] = {}
    faults: list[Fault] = []
    for stem, shape in BY_SHEET.items():
        table, found = shaped(lambda stem=stem: known.get(stem) or before.get(stem), shape)  # type: ignore[misc]
        faults += found
        if table is not None:
            tables[shape.name] = table
    faults += record_of(tables)[1]
    if faults:
        raise CaseError(sorted(faults))
    texts, rows, unchanged = {}, {}, []
    for stem, table in known.items():
        name = BY_SHEET[stem].name
        text = _text(table, before.get(stem))
        rows[stem] = len(table.rows)
        if stem in before and text == _bom(before[stem]) + table_text(before[stem]):
            unchanged.append(name)
        else:
            texts[name] = text
    return Taken(texts, rows, tuple(unchanged), tuple(sorted(set(sheets) - set(BY_SHEET))))


def _text(table: Table, before: Table | None) -> str:
    """A sheet as the text of its file; rows that stood there keep how they were written."""
    if before is None:
        return table_text(replace(table, path=Path(table.path.stem)))
    if before.header.cells != table.header.cells:
        return _bom(before) + table_text(replace(table, dialect=before.dialect))
    known: dict[tuple[str, ...], list[Row]] = {}
    for row in before.rows:
        known.setdefault(_cells(row, len(before.header.cells)), []).append(row)
    rows = []
    for row in table.rows:
        same = known.get(_cells(row, len(before.header.cells)))
        rows.append(same.pop(0) if same else Row(0, row.cells[: len(before.header.cells)]))
    return _bom(before) + table_text(replace(before, rows=tuple(rows)))


def _cells(row: Row, width: int) -> tuple[str, ...]:
    """The cells of a row, as a sheet gives them back."""
    cells = (*row.cells, *("",) * width)[:width]
    return tuple(cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells)


def _bom(table: Table) -> str:
    return "\ufeff" if table.dialect.bom else ""
