"""The record: its moves as a table one can filter, the timeline and the ledgers, each leading to its rows."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from parley import workbench
from parley.record import Record
from parley.record.ledgers import cells_of
from parley.record.rows import Move
from parley.report.context import Section, Table
from parley.web.guard import session_of
from parley.web.hall import Hall, InHall, frame_of
from parley.web.rendering import fragment, render
from parley.web.waiting import in_time, waiting_page
from parley.workbench.editing import bytes_of, mark_of

router = APIRouter()
TITLES = {
    "fact": "Facts and their ranges",
    "assessment": "Assessments by observers",
    "readout": "Accounts of meetings, side by side",
    "actor": "Who is one party",
}
LEFT_OUT = ("case", "url")
"""Columns that a table of the page does not show; the form of a row does."""


@dataclass(frozen=True)
class MoveShown:
    """A move as the table shows it, in the words of the record."""

    id: str
    date: str
    actor: str
    act: str
    target: str
    issue: str
    summary: str
    source: str
    url: str


@dataclass(frozen=True)
class LedgerShown:
    """A ledger: the question it answers, its rule, and its lines; `facts` are ids of facts."""

    name: str
    title: str
    rule: str
    table: Table
    ids: tuple[tuple[str, ...], ...]
    facts: frozenset[str]


@dataclass(frozen=True)
class RowShown:
    """A row of a table of the record, and what it is known by."""

    id: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class TableShown:
    """A table of the record beside the moves: what a row is called, its file, the columns that hold anything.

    `undoable` says whether the last edit of the file was made here and can be taken back.
    """

    name: str
    what: str
    title: str
    file: str
    columns: tuple[str, ...]
    rows: tuple[RowShown, ...]
    undoable: bool


@dataclass(frozen=True)
class RecordPage:
    """The record of a case on a day; `tables` are those beside the moves, whole."""

    as_of: str
    moves: tuple[MoveShown, ...]
    ledgers: tuple[LedgerShown, ...]
    tables: tuple[TableShown, ...]
    body: str
    theses: str
    stated: int
    state: str
    undoable: bool


@router.get("/api/cases/{name}/state")
def state(name: str, hall: InHall) -> dict[str, str]:
    """What the files of a case are known by now, for pages that mind whether they change."""
    return {"state": hall.state(name)}


@router.get("/cases/{name}/record")
async def record(
    request: Request, name: str, hall: InHall, as_of: str = "", theses: bool = False
) -> Response:
    """What happened, and what the ledgers make of it, on a day; with `theses` tests what observers say."""
    judged: tuple[Section, ...] = ()
    if theses:
        folder, limit = hall.shelf.folder(name), hall.serving.memory_limit
        testing = hall.turns.newest(
            (session_of(request.scope).name, name, "theses"),
            (name, hall.state(name), "theses"),
            lambda: workbench.theses(folder, memory_limit=limit),
        )
        found = await in_time(request, testing)
        if found is None:
            frame = frame_of(request, f"Record: {name}", name, "record")
            return waiting_page(request, frame, "What observers say is held against record and model")
        judged = workbench.judged_sections(found)
    return await hall.turns.aside(lambda: _shown(request, name, hall, as_of, judged))


def _shown(request: Request, name: str, hall: Hall, as_of: str, judged: tuple[Section, ...]) -> Response:
    opened = workbench.open_record(hall.shelf.folder(name))
    sections: tuple[Section, ...] = ()
    moves: tuple[MoveShown, ...] = ()
    ledgers: tuple[LedgerShown, ...] = ()
    day = ""
    if opened.record.moves:
        read = opened.day_to_read(as_of)
        day = read.isoformat()
        sections = workbench.recorded_sections(opened.record, read)
        moves = tuple(_move(move) for move in opened.record.moves if move.date <= read)
        ledgers = _ledgers(opened.record, as_of, opened)
    page = RecordPage(
        as_of=day,
        moves=moves,
        ledgers=ledgers,
        tables=tuple(_table(hall, name, one, title) for one, title in TITLES.items()),
        body=fragment(sections),
        theses=fragment(judged),
        stated=workbench.stated_theses(opened),
        state=hall.state(name),
        undoable=_undoable(hall, name, "moves.csv"),
    )
    frame = frame_of(request, f"Record: {name}", name, "record")
    return HTMLResponse(render("record.html", frame, page, (*sections, *judged)))


def _undoable(hall: Hall, name: str, file: str) -> bool:
    return hall.past.can(name, file, mark_of(bytes_of(hall.shelf.folder(name), file)))


def _table(hall: Hall, name: str, table: str, title: str) -> TableShown:
    kind, rows = workbench.record_table(table), workbench.record_rows(hall.shelf.folder(name), table)
    columns = tuple(
        column
        for column in workbench.row_columns(hall.shelf.folder(name), table)
        if column not in LEFT_OUT and any(cells[column] for cells in rows.values())
    )
    return TableShown(
        name=table,
        what=kind.row,
        title=title,
        file=kind.file,
        columns=columns,
        rows=tuple(RowShown(one, tuple(cells[c] for c in columns)) for one, cells in rows.items()),
        undoable=_undoable(hall, name, kind.file),
    )


def _move(move: Move) -> MoveShown:
    return MoveShown(
        id=move.id,
        date=move.date.isoformat(),
        actor=", ".join(move.actor),
        act=move.act.value,
        target=", ".join(move.target),
        issue=", ".join(move.issue),
        summary=move.paraphrase or move.option,
        source=move.source,
        url=move.url,
    )


def _ledgers(found: Record, as_of: str, opened: workbench.RecordedCase) -> tuple[LedgerShown, ...]:
    shown = []
    facts = frozenset(fact.id for fact in found.facts)
    for ledger in workbench.ledgers(found, opened.day_to_read(as_of)):
        rows = tuple(
            tuple("" if cell is None else str(cell) for cell in cells_of(entry, ledger.names))
            for entry in ledger.entries
        )
        table = Table(ledger.columns, rows, ledger.title)
        ids = tuple(entry.ids for entry in ledger.entries)
        shown.append(LedgerShown(ledger.name, ledger.title, ledger.rule, table, ids, facts))
    return tuple(shown)
