"""The coding as a form: what each recorded move counts as in the game, and why; all else stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from parley.errors import Fault, OutputError, UsageError
from parley.scenario.coding.exceptions_text import StatedCounting
from parley.web.hall import Changer, Hall, InHall, frame_of
from parley.web.rendering import render
from parley.workbench.editing import bytes_of, mark_of

if TYPE_CHECKING:
    from parley.workbench.codings import CodedShown, CodingChoices

router = APIRouter()
Text = Annotated[str, Form()]
FILE = "coding.yaml"


@dataclass(frozen=True)
class CodingPage:
    """Every move of the record with what it counts as; `missing` says why there is nothing to show."""

    moves: tuple[CodedShown, ...]
    missing: str
    undoable: bool


@dataclass(frozen=True)
class CountingPage:
    """One move and what it counts as by itself, to be changed.

    `own` says whether the file says anything of it by itself. `faults` were made by what was typed, and
    nothing was saved; nor was it where `difference` shows that the file has changed meanwhile.
    """

    move: CodedShown
    counting: StatedCounting
    choices: CodingChoices
    own: bool
    mark: str
    faults: tuple[str, ...]
    difference: str


@router.get("/cases/{name}/coding")
def coding(request: Request, name: str, hall: InHall) -> Response:
    """The record of a case with what each move counts as."""
    from parley.workbench.codings import coded_moves

    case = hall.case(name)
    missing = "" if case.has_coding else "There is no coding.yaml yet: nothing says what a move counts as."
    moves = coded_moves(case) if case.has_coding else ()
    folder = hall.shelf.folder(name)
    undoable = hall.past.can(name, FILE, mark_of(bytes_of(folder, FILE)))
    frame = frame_of(request, f"Coding: {name}", name, "record")
    return HTMLResponse(render("coding.html", frame, CodingPage(moves, missing, undoable)))


@router.get("/cases/{name}/coding/move")
def counting(request: Request, name: str, hall: InHall, id: str) -> Response:
    """One move and what it counts as, to be changed."""
    from parley.workbench.codings import stated_counting

    own, mark = stated_counting(hall.shelf.folder(name), id)
    return _shown(request, hall, name, id, own or StatedCounting(), mark, own=own is not None)


@router.post("/cases/{name}/coding/move")
def save(
    request: Request,
    name: str,
    hall: InHall,
    session: Changer,
    id: Text,
    mark: Text = "",
    counts_as: Text = "",
    by: Text = "",
    to: Text = "",
    reason: Text = "",
    what: Text = "save",
) -> Response:
    """Save what a move counts as, or leave it to the rules; what was typed stays where it makes faults."""
    from parley.workbench.codings import keep_counting

    folder = hall.shelf.folder(name)
    if id not in hall.case(name).record.by_id:
        raise UsageError("there is no move of that name in the record.")
    typed = StatedCounting(counts_as.strip(), by.strip(), to.strip(), " ".join(reason.split()))
    with hall.writing:
        before = bytes_of(folder, FILE)
        try:
            saved, faults = keep_counting(folder, id, None if what == "rules" else typed, mark)
        except OutputError as problem:
            return _shown(request, hall, name, id, typed, mark, faults=(str(problem),), status=422)
        if faults:
            said = tuple(map(_said, faults))
            return _shown(request, hall, name, id, typed, mark, faults=said, status=422)
        if not saved.done:
            difference = saved.difference
            return _shown(request, hall, name, id, typed, saved.mark, difference=difference, status=409)
        if saved.mark != mark_of(before):
            hall.past.note(name, FILE, before, saved.mark)
    return RedirectResponse(f"/cases/{name}/coding#coded-{quote(id)}", 303)


def _shown(
    request: Request,
    hall: Hall,
    name: str,
    move: str,
    counting: StatedCounting,
    mark: str,
    *,
    own: bool = True,
    faults: tuple[str, ...] = (),
    difference: str = "",
    status: int = 200,
) -> Response:
    from parley.workbench.codings import choices, coded_moves

    case = hall.case(name)
    shown = next((one for one in coded_moves(case) if one.id == move), None)
    if shown is None:
        raise UsageError("there is no move of that name in the record.")
    page = CountingPage(shown, counting, choices(case), own, mark, faults, difference)
    frame = frame_of(request, f"What {move} counts as: {name}", name, "record")
    return HTMLResponse(render("counting.html", frame, page), status)


def _said(fault: Fault) -> str:
    advice = f"; {fault.advice}" if fault.advice else ""
    return f"expected {fault.expected}; got {fault.got}{advice}"
