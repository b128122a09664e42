"""Add, change and remove a move of a record: checked first, cell by cell never over somebody else's edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from parley.case import check_case
from parley.errors import CaseError, Fault, UsageError
from parley.files import Folder
from parley.files.dated import kept_at
from parley.files.table import Row, Table, new_table, save_table, table_of, table_text
from parley.record.reading.columns import MOVES
from parley.workbench.editing import bytes_of, mark_of

FILE = MOVES.name


@dataclass(frozen=True)
class MoveEdit:
    """What is to become of a move: `id` as it stands in the file (empty: a new one), its cells by column.

    `was` are the cells as they were when the edit began. Without `cells` the move is removed.
    """

    id: str
    cells: Mapping[str, str]
    was: Mapping[str, str]


@dataclass(frozen=True)
class MoveSaved:
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


def move_columns(folder: Path) -> tuple[str, ...]:
    """The columns of moves in the order of the file, or all there can be where there is no file."""
    return tuple(name for name in _table(folder, _bytes(folder)).names if name)


def move_cells(folder: Path, ident: str) -> dict[str, str]:
    """The cells of a move by column, as the file has them; UsageError where there is none of that id."""
    table = _table(folder, _bytes(folder))
    row = _row(table, ident)
    return {name: table.cell(row, name) for name in table.names if name}


def column_values(folder: Path) -> dict[str, tuple[str, ...]]:
    """What each column holds already, once each, for whoever types into it."""
    table = _table(folder, _bytes(folder))
    found = {name: {table.cell(row, name) for row in table.rows} - {""} for name in table.names if name}
    return {name: tuple(sorted(values)) for name, values in found.items()}


def edit_move(folder: Path, edit: MoveEdit) -> MoveSaved:
    """Make an edit if it adds no fault and touches no cell that has changed since it began.

    Every other row stays to the letter. Raises UsageError for a move or column that is not there.
    """
    before = _bytes(folder)
    table = _table(folder, before)
    if edit.id:
        row = _row(table, edit.id)
        now = {name: table.cell(row, name) for name in table.names if name}
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
            return MoveSaved(theirs=theirs)
    else:
        changed = _added(table, edit.cells)
    return _saved(folder, table, changed, edit, before)


def _saved(folder: Path, table: Table, changed: Table, edit: MoveEdit, before: bytes) -> MoveSaved:
    text = table_text(changed)
    known = {_gist(fault) for fault in check_case(Folder(folder))}
    fresh = [one for one in check_case(Folder(folder).with_text(FILE, text)) if _gist(one) not in known]
    if fresh:
        ident = edit.cells.get("id", "").strip() or edit.id
        try:
            return MoveSaved(faults=_by_column(table_of(kept_at(folder, FILE), text.encode()), ident, fresh))
        except CaseError:
            # With what was typed the file would be no table any more (a NUL byte), so no cell can be named.
            return MoveSaved(faults={"": tuple(fresh)})
    if _bytes(folder) != before:
        raise UsageError(f"{FILE} changed while it was being saved; nothing was written. Save again.")
    save_table(changed)
    return MoveSaved(mark=mark_of(bytes_of(folder, FILE)), before=before)


def _by_column(table: Table, ident: str, faults: list[Fault]) -> dict[str, tuple[Fault, ...]]:
    """Faults under the column of the edited row at which they stand."""
    rows = [row for row in table.rows if table.cell(row, "id") == ident] or [table.rows[-1]]
    places = {table.place(row, name): name for row in rows for name in table.names if name}
    found: dict[str, tuple[Fault, ...]] = {}
    for fault in faults:
        at = places.get((fault.line, fault.column), "") if fault.file.endswith(FILE) else ""
        found[at] = (*found.get(at, ()), fault)
    return found


def _gist(fault: Fault) -> tuple[str, str, str, str]:
    return fault.file.rpartition("/")[2], fault.slug, fault.expected, fault.got


def _bytes(folder: Path) -> bytes:
    return bytes_of(folder, FILE)


def _table(folder: Path, data: bytes) -> Table:
    return table_of(kept_at(folder, FILE), data) if data else new_table(kept_at(folder, FILE), MOVES.columns)


def _row(table: Table, ident: str) -> Row:
    row = next((row for row in table.rows if table.cell(row, "id") == ident), None)
    if row is None:
        raise UsageError(f"there is no move '{ident}' in {FILE}; it may have been removed meanwhile.")
    return row


def _without(table: Table, row: Row) -> Table:
    return replace(table, rows=tuple(one for one in table.rows if one is not row))


def _changed(table: Table, row: Row, cells: Mapping[str, str]) -> Table:
    try:
        return table.with_cells(row, dict(cells))
    except ValueError as problem:
        raise UsageError(f"{problem}; add the column to the file first.") from None


def _added(table: Table, cells: Mapping[str, str]) -> Table:
    if unknown := [name for name, text in cells.items() if text and name not in table.names]:
        raise UsageError(f"{FILE} has no column {', '.join(unknown)}; add it to the file first.")
    if any(table.cell(row, "id") == cells.get("id", "").strip() for row in table.rows):
        at = Fault(FILE, 0, 0, "id", "an id of its own", cells.get("id", "") or "nothing")
        raise CaseError([at])
    return table.with_rows([dict(cells)])
