"""Add, change and remove a row of a record: checked first, cell by cell never over somebody else's edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from parley.case import check_case
from parley.errors import CaseError, Fault, UsageError
from parley.files import Folder
from parley.files.dated import kept_at
from parley.files.table import Row, Table, new_table, save_table, table_of, table_text
from parley.record.reading.columns import ACTORS, ASSESSMENTS, FACTS, MOVES, READOUTS, FileShape
from parley.workbench.editing import bytes_of, mark_of

BETWEEN = " / "


@dataclass(frozen=True)
class RecordTable:
    """A table of the record: its file, what one row of it is, and the columns a row is known by."""

    shape: FileShape
    row: str
    keys: tuple[str, ...]

    @property
    def file(self) -> str:
        """The file it is kept in."""
        return self.shape.name

    def ident(self, cells: Mapping[str, str]) -> str:
        """What a row is known by: its id, or what stands in its place; empty where a part of that is."""
        parts = [cells.get(key, "").strip() for key in self.keys]
        return BETWEEN.join(parts) if all(parts) else ""


RECORD_TABLES = {
    "move": RecordTable(MOVES, "move", ("id",)),
    "fact": RecordTable(FACTS, "fact", ("id",)),
    "assessment": RecordTable(ASSESSMENTS, "assessment", ("id",)),
    "readout": RecordTable(READOUTS, "readout item", ("meeting", "item")),
    "actor": RecordTable(ACTORS, "actor", ("code",)),
}


@dataclass(frozen=True)
class RowEdit:
    """What is to become of a row: `id` as it is known now (empty: a new one), its cells by column.

    `table` is a key of `RECORD_TABLES`. `was` are the cells as they were when the edit began. Without `cells`
    the row is removed.
    """

    table: str
    id: str
    cells: Mapping[str, str]
    was: Mapping[str, str]


@dataclass(frozen=True)
class RowSaved:
    """What came of an edit: saved under a new mark; or else faults by column, or cells that others changed.

    `before` are the bytes that stood there. `faults` hold what checking the case would newly find, under the
    column at fault (empty for a fault elsewhere); `theirs` the cells that changed meanwhile, as they are now.
    """

    mark: str = ""
    before: bytes = b""
    faults: Mapping[str, tuple[Fault, ...]] = field(default_factory=dict)
    theirs: Mapping[str, str] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        """Whether the edit is on the disk."""
        return bool(self.mark)


def record_table(name: str) -> RecordTable:
    """A table of the record by what one row of it is called; UsageError where there is none."""
    if name not in RECORD_TABLES:
        raise UsageError(f"a record has no table of '{name}'; there are {', '.join(RECORD_TABLES)}.")
    return RECORD_TABLES[name]


def record_rows(folder: Path, name: str) -> dict[str, dict[str, str]]:
    """The rows of a table of the record by what they are known by, in the order of the file."""
    kind = record_table(name)
    table = _table(folder, kind, _bytes(folder, kind))
    rows = [_cells(table, row) for row in table.rows if not row.blank]
    return {ident: cells for cells in rows if (ident := kind.ident(cells))}


def row_columns(folder: Path, name: str) -> tuple[str, ...]:
    """The columns of a table in the order of the file, or all there can be where there is no file."""
    kind = record_table(name)
    return tuple(name for name in _table(folder, kind, _bytes(folder, kind)).names if name)


def row_cells(folder: Path, name: str, ident: str) -> dict[str, str]:
    """The cells of a row by column, as the file has them; UsageError where there is none known so."""
    kind = record_table(name)
    table = _table(folder, kind, _bytes(folder, kind))
    return _cells(table, _row(table, kind, ident))


def column_values(folder: Path, name: str) -> dict[str, tuple[str, ...]]:
    """What each column of a table holds already, once each, for whoever types into it."""
    kind = record_table(name)
    table = _table(folder, kind, _bytes(folder, kind))
    found = {name: {table.cell(row, name) for row in table.rows} - {""} for name in table.names if name}
    return {name: tuple(sorted(values)) for name, values in found.items()}


def edit_row(folder: Path, edit: RowEdit) -> RowSaved:
    """Make an edit if it adds no fault and touches no cell that has changed since it began.

    Every other row stays to the letter. Raises UsageError for a table, row or column that is not there.
    """
    kind = record_table(edit.table)
    before = _bytes(folder, kind)
    table = _table(folder, kind, before)
    if edit.id:
        row = _row(table, kind, edit.id)
        now = _cells(table, row)
        if not edit.cells:
            theirs = {name: text for name, text in now.items() if edit.was.get(name, text) != text}
            changed = _without(table, row)
        else:
            wanted = {name: text for name, text in edit.cells.items() if text != edit.was.get(name, "")}
            theirs = {
                name: now[name]
                for name, text in wanted.items()
                if name in now and now[name] not in (edit.was.get(name, ""), text)
            }
            changed = _changed(table, row, wanted)
        if theirs:
            return RowSaved(theirs=theirs)
    else:
        ident = kind.ident(edit.cells)
        if not ident or any(kind.ident(_cells(table, row)) == ident for row in table.rows):
            expected = f"{' and '.join(kind.keys)} of its own"
            fault = Fault(kind.file, 0, 0, "duplicate-id", expected, ident or "nothing")
            return RowSaved(faults={kind.keys[-1]: (fault,)})
        changed = _added(table, kind, edit.cells)
    return _saved(folder, changed, kind, edit, before)


def _saved(folder: Path, changed: Table, kind: RecordTable, edit: RowEdit, before: bytes) -> RowSaved:
    text = table_text(changed)
    known = {_gist(fault) for fault in check_case(Folder(folder))}
    fresh = [one for one in check_case(Folder(folder).with_text(kind.file, text)) if _gist(one) not in known]
    if fresh:
        ident = kind.ident(edit.cells) or edit.id
        try:
            written = table_of(kept_at(folder, kind.file), text.encode())
            return RowSaved(faults=_by_column(written, kind, ident, fresh))
        except CaseError:
            # With what was typed the file would be no table any more (a NUL byte), so no cell can be named.
            return RowSaved(faults={"": tuple(fresh)})
    if _bytes(folder, kind) != before:
        raise UsageError(f"{kind.file} changed while it was being saved; nothing was written. Save again.")
    save_table(changed)
    return RowSaved(mark=mark_of(bytes_of(folder, kind.file)), before=before)


def _by_column(
    table: Table, kind: RecordTable, ident: str, faults: list[Fault]
) -> dict[str, tuple[Fault, ...]]:
    """Faults under the column of the edited row at which they stand."""
    rows = [row for row in table.rows if kind.ident(_cells(table, row)) == ident] or [table.rows[-1]]
    places = {table.place(row, name): name for row in rows for name in table.names if name}
    found: dict[str, tuple[Fault, ...]] = {}
    for fault in faults:
        at = places.get((fault.line, fault.column), "") if fault.file.endswith(kind.file) else ""
        found[at] = (*found.get(at, ()), fault)
    return found


def _gist(fault: Fault) -> tuple[str, str, str, str]:
    return fault.file.rpartition("/")[2], fault.slug, fault.expected, fault.got


def _bytes(folder: Path, kind: RecordTable) -> bytes:
    return bytes_of(folder, kind.file)


def _table(folder: Path, kind: RecordTable, data: bytes) -> Table:
    path = kept_at(folder, kind.file)
    return table_of(path, data) if data else new_table(path, kind.shape.columns)


def _cells(table: Table, row: Row) -> dict[str, str]:
    return {name: table.cell(row, name) for name in table.names if name}


def _row(table: Table, kind: RecordTable, ident: str) -> Row:
    row = next((row for row in table.rows if kind.ident(_cells(table, row)) == ident), None)
    if row is None:
        raise UsageError(
            f"there is no {kind.row} '{ident}' in {kind.file}; it may have been removed meanwhile."
        )
    return row


def _without(table: Table, row: Row) -> Table:
    return replace(table, rows=tuple(one for one in table.rows if one is not row))


def _changed(table: Table, row: Row, cells: Mapping[str, str]) -> Table:
    try:
        return table.with_cells(row, dict(cells))
    except ValueError as problem:
        raise UsageError(f"{problem}; add the column to the file first.") from None


def _added(table: Table, kind: RecordTable, cells: Mapping[str, str]) -> Table:
    if unknown := [name for name, text in cells.items() if text and name not in table.names]:
        raise UsageError(f"{kind.file} has no column {', '.join(unknown)}; add it to the file first.")
    return table.with_rows([dict(cells)])
