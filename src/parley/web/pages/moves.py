"""One move of a record in a form: added, changed or removed, faults at the field, nobody's edit lost."""

from __future__ import annotations

import json
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from parley import workbench
from parley.errors import Fault, OutputError, UsageError
from parley.vocabulary import ACTS, CONFIDENCES, POLARITIES, PRECISIONS, VERIFICATIONS
from parley.web.hall import Changer, Hall, InHall, frame_of
from parley.web.rendering import render
from parley.workbench import MoveEdit, MoveSaved

router = APIRouter()
FIRST = (
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
LONG = ("option", "paraphrase", "source", "url", "locator")
KNOWN = {
    "act": ACTS,
    "precision": PRECISIONS,
    "polarity": POLARITIES,
    "verification": VERIFICATIONS,
    "confidence": CONFIDENCES,
}
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
class MovePage:
    """A move in a form; `id` is empty for a new one, and `was` holds its cells as the edit began.

    `wrong` are the columns that were refused, `faults` what was refused elsewhere.
    """

    id: str
    fields: tuple[Field, ...]
    more: tuple[Field, ...]
    was: str
    faults: tuple[str, ...]
    wrong: tuple[str, ...]
    conflict: bool


@router.get("/cases/{name}/record/move")
def move(request: Request, name: str, hall: InHall, id: str = "") -> Response:
    """A move to be changed, or an empty form for a new one."""
    folder = hall.shelf.folder(name)
    cells = workbench.move_cells(folder, id) if id else dict.fromkeys(workbench.move_columns(folder), "")
    return _shown(request, hall, name, id, cells, cells, MoveSaved())


@router.post("/cases/{name}/record/move")
async def save(request: Request, name: str, hall: InHall, session: Changer) -> Response:
    """Save a move: checked first; cells that somebody else changed meanwhile are shown, not written over."""
    form = await request.form()
    if not all(isinstance(value, str) for value in form.values()):
        raise UsageError("the form that was sent is not one of these pages'.")
    ident, was = str(form.get("was_id", "")), _cells(str(form.get("was", "{}")))
    cells = {key[5:]: str(value).strip() for key, value in form.items() if key.startswith("cell_")}
    remove = form.get("what") == "remove"
    return await hall.turns.aside(lambda: _save(request, hall, name, ident, {} if remove else cells, was))


def _save(
    request: Request, hall: Hall, name: str, ident: str, cells: dict[str, str], was: dict[str, str]
) -> Response:
    folder = hall.shelf.folder(name)
    with hall.writing:
        try:
            saved = workbench.edit_move(folder, MoveEdit(ident, cells, was))
        except (OutputError, UsageError) as problem:
            # Whoever typed it must not lose it because the disk is full or somebody removed the move.
            if not cells:
                raise
            said = str(problem).rstrip(".")
            status = 422 if isinstance(problem, OutputError) else 409
            return _shown(request, hall, name, ident, cells, was, MoveSaved(), problem=said, status=status)
        if saved.done:
            hall.past.note(name, "moves.csv", saved.before, saved.mark)
    if saved.done:
        place = f"#move-{cells.get('id', ident)}" if cells else "#moves-title"
        return RedirectResponse(f"/cases/{name}/record{place}", 303)
    # Whoever saves again has seen what others wrote.
    now = {**was, **saved.theirs}
    return _shown(request, hall, name, ident, cells or was, now, saved, status=409 if saved.theirs else 422)


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
    name: str,
    ident: str,
    cells: dict[str, str],
    was: dict[str, str],
    saved: MoveSaved,
    *,
    problem: str = "",
    status: int = 200,
) -> Response:
    folder = hall.shelf.folder(name)
    seen = workbench.column_values(folder)
    columns = workbench.move_columns(folder)
    fields = {
        column: Field(
            name=column,
            value=cells.get(column, ""),
            known=tuple(dict.fromkeys((*KNOWN.get(column, ()), *seen[column])))[:MOST_KNOWN],
            long=column in LONG,
            faults=tuple(_said(one) for one in saved.faults.get(column, ())),
            theirs=saved.theirs.get(column),
        )
        for column in columns
    }
    first = [column for column in FIRST if column in fields]
    elsewhere = [one for column, found in saved.faults.items() if column not in fields for one in found]
    page = MovePage(
        id=ident,
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
    frame = frame_of(request, f"Move {ident or '(new)'}: {name}", name, "record")
    return HTMLResponse(render("move.html", frame, page), status)


def _said(fault: Fault) -> str:
    advice = f"; {fault.advice}" if fault.advice else ""
    return f"expected {fault.expected}; got {fault.got}{advice}"
