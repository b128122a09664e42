"""One row of a record in a form: added, changed or removed, faults at the field, nobody's edit lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from parley import workbench
from parley.errors import Fault, OutputError, UsageError
from parley.vocabulary import (
    ACTS,
    ASSESSMENT_CONFIDENCES,
    ASSESSMENT_KINDS,
    CONFIDENCES,
    FACT_KINDS,
    LIKELIHOOD_BANDS,
    POLARITIES,
    PRECISIONS,
    READOUT_CELLS,
    VERIFICATIONS,
)
from parley.web.hall import Changer, Hall, InHall, frame_of
from parley.web.rendering import render
from parley.workbench import RowEdit, RowSaved

router = APIRouter()
FIRST = {
    "move": (
        "id",
        "date",
        "actor",
        "act",
        "target",
        "issue",
        "option",
        "paraphrase",
        "source",
        "url",
        "verification",
        "confidence",
    )
}
"""The columns that come first of a table that has many; the others are folded away."""
LONG = ("option", "paraphrase", "source", "url", "locator", "parameter", "note", "text", "basis", "item")
KNOWN: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "move": {
        "act": ACTS,
        "precision": PRECISIONS,
        "polarity": POLARITIES,
        "verification": VERIFICATIONS,
        "confidence": CONFIDENCES,
    },
    "fact": {"kind": FACT_KINDS, "verification": VERIFICATIONS},
    "assessment": {
        "kind": ASSESSMENT_KINDS,
        "confidence": ASSESSMENT_CONFIDENCES,
        "likelihood": tuple(LIKELIHOOD_BANDS),
    },
    "readout": {"verification": VERIFICATIONS},
    "actor": {},
}
SIDES = READOUT_CELLS
MOST_KNOWN = 200


@dataclass(frozen=True)
class Field:
    """A column of the form: what stands in it and in others, its faults, what somebody else put there."""

    name: str
    value: str
    known: tuple[str, ...]
    long: bool
    faults: tuple[str, ...]
    theirs: str | None


@dataclass(frozen=True)
class RowPage:
    """A row in a form; `id` is empty for a new one, and `was` holds its cells as the edit began.

    `table` is the row's table and `what` what one row of it is called. `wrong` are the columns that were
    refused, `faults` what was refused elsewhere.
    """

    table: str
    what: str
    id: str
    fields: tuple[Field, ...]
    more: tuple[Field, ...]
    was: str
    faults: tuple[str, ...]
    wrong: tuple[str, ...]
    conflict: bool


@dataclass(frozen=True)
class Place:
    """Which row of which table of which case."""

    case: str
    table: str
    id: str


@router.get("/cases/{name}/record/{table}")
def row(request: Request, name: str, table: str, hall: InHall, id: str = "") -> Response:
    """A row to be changed, or an empty form for a new one."""
    folder = hall.shelf.folder(name)
    empty = dict.fromkeys(workbench.row_columns(folder, table), "")
    cells = workbench.row_cells(folder, table, id) if id else empty
    return _shown(request, hall, Place(name, table, id), cells, cells, RowSaved())


@router.post("/cases/{name}/record/{table}")
async def save(request: Request, name: str, table: str, hall: InHall, session: Changer) -> Response:
    """Save a row: checked first; cells that somebody else changed meanwhile are shown, not written over."""
    form = await request.form()
    if not all(isinstance(value, str) for value in form.values()):
        raise UsageError("the form that was sent is not one of these pages'.")
    place, was = Place(name, table, str(form.get("was_id", ""))), _cells(str(form.get("was", "{}")))
    cells = {key[5:]: str(value).strip() for key, value in form.items() if key.startswith("cell_")}
    remove = form.get("what") == "remove"
    return await hall.turns.aside(lambda: _save(request, hall, place, {} if remove else cells, was))


def _save(request: Request, hall: Hall, place: Place, cells: dict[str, str], was: dict[str, str]) -> Response:
    folder, kind = hall.shelf.folder(place.case), workbench.record_table(place.table)
    with hall.writing:
        try:
            saved = workbench.edit_row(folder, RowEdit(place.table, place.id, cells, was))
        except (OutputError, UsageError) as problem:
            # Whoever typed it must not lose it because the disk is full or somebody removed the row.
            if not cells:
                raise
            said = str(problem).rstrip(".")
            status = 422 if isinstance(problem, OutputError) else 409
            return _shown(request, hall, place, cells, was, RowSaved(), problem=said, status=status)
        if saved.done:
            hall.past.note(place.case, kind.file, saved.before, saved.mark)
    if saved.done:
        at = quote(f"{place.table}-{kind.ident(cells) or place.id}") if cells else f"{place.table}s-title"
        return RedirectResponse(f"/cases/{place.case}/record#{at}", 303)
    # Whoever saves again has seen what others wrote.
    now = {**was, **saved.theirs}
    return _shown(request, hall, place, cells or was, now, saved, status=409 if saved.theirs else 422)


def _cells(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise UsageError("the form that was sent is not one of these pages'.")
    return {str(key): str(value) for key, value in found.items()}


def _shown(
    request: Request,
    hall: Hall,
    place: Place,
    cells: dict[str, str],
    was: dict[str, str],
    saved: RowSaved,
    *,
    problem: str = "",
    status: int = 200,
) -> Response:
    folder, kind = hall.shelf.folder(place.case), workbench.record_table(place.table)
    seen = workbench.column_values(folder, place.table)
    columns = workbench.row_columns(folder, place.table)
    # Every other column of the readouts is a side's account.
    sides = set(columns) - set(kind.shape.columns) if place.table == "readout" else set()
    words = {**KNOWN[place.table], **dict.fromkeys(sides, SIDES)}
    fields = {
        column: Field(
            name=column,
            value=cells.get(column, ""),
            known=tuple(dict.fromkeys((*words.get(column, ()), *seen[column])))[:MOST_KNOWN],
            long=column in LONG,
            faults=tuple(_said(one) for one in saved.faults.get(column, ())),
            theirs=saved.theirs.get(column),
        )
        for column in columns
    }
    first = [column for column in FIRST.get(place.table, tuple(columns)) if column in fields]
    elsewhere = [one for column, found in saved.faults.items() if column not in fields for one in found]
    page = RowPage(
        table=place.table,
        what=kind.row,
        id=place.id,
        fields=tuple(fields[column] for column in first),
        more=tuple(one for column, one in fields.items() if column not in first),
        was=json.dumps(was, ensure_ascii=False),
        faults=(
            *((problem,) if problem else ()),
            *(f"{one.file.rpartition('/')[2]}:{one.line}: {_said(one)}" for one in elsewhere),
        ),
        wrong=tuple(column for column, one in fields.items() if one.faults),
        conflict=bool(saved.theirs),
    )
    title = f"{kind.row.capitalize()} {place.id or '(new)'}: {place.case}"
    frame = frame_of(request, title, place.case, "record")
    return HTMLResponse(render("row.html", frame, page), status)


def _said(fault: Fault) -> str:
    advice = f"; {fault.advice}" if fault.advice else ""
    return f"expected {fault.expected}; got {fault.got}{advice}"
