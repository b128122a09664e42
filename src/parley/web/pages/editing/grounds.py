"""A number of the scenario in a form: its value and range, why, and the rows of the record it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from parley import workbench
from parley.errors import Fault, OutputError
from parley.scenario.grounding import Grounds, grounds_at, with_grounds
from parley.web.hall import Changer, Hall, InHall, frame_of
from parley.web.rendering import render
from parley.workbench.editing import bytes_of, citable_rows, fresh_faults

router = APIRouter()
Text = Annotated[str, Form()]
BASES = ("", "sourced", "partly sourced", "judged")
FILE = "scenario.yaml"


@dataclass(frozen=True)
class SourceShown:
    """A row of the record that a number may rest on."""

    id: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class GroundsPage:
    """A number and what it rests on, chosen rows first; `difference` where others wrote meanwhile."""

    path: str
    grounds: Grounds
    bases: tuple[str, ...]
    sources: tuple[SourceShown, ...]
    mark: str
    faults: tuple[str, ...]
    difference: str


@router.get("/cases/{name}/number")
def number(request: Request, name: str, hall: InHall, path: str) -> Response:
    """A number of the scenario and what it rests on, to be changed."""
    opened = workbench.open_text(hall.shelf.folder(name), FILE)
    return _shown(request, hall, name, path, grounds_at(opened.text, path), opened.mark)


@router.post("/cases/{name}/grounds")
def save(
    request: Request,
    name: str,
    hall: InHall,
    session: Changer,
    path: Text,
    value: Text,
    mark: Text,
    low: Text = "",
    high: Text = "",
    basis: Text = "",
    note: Text = "",
    source: Annotated[tuple[str, ...], Form()] = (),
) -> Response:
    """Save a number and what it rests on; what was typed stays on the page where it makes faults."""
    folder = hall.shelf.folder(name)
    typed = Grounds(value.strip(), low.strip(), high.strip(), source, basis.strip(), note.strip())
    with hall.writing:
        opened = workbench.open_text(folder, FILE)
        text = with_grounds(opened.text, path, typed)
        faults = tuple(_said(fault) for fault in fresh_faults(folder, FILE, text))
        if faults:
            return _shown(request, hall, name, path, typed, mark, faults=faults, status=422)
        before = bytes_of(folder, FILE)
        try:
            kept = workbench.save_text(folder, FILE, text, mark)
        except OutputError as problem:
            return _shown(request, hall, name, path, typed, mark, faults=(str(problem),), status=422)
        if not kept.done:
            # Whoever saves again has seen that the file is another now; only this number would be written.
            return _shown(request, hall, name, path, typed, kept.mark, difference=kept.difference, status=409)
        hall.past.note(name, FILE, before, kept.mark)
    return RedirectResponse(f"/cases/{name}/assumptions?saved=1#number-{path}", 303)


def _shown(
    request: Request,
    hall: Hall,
    name: str,
    path: str,
    grounds: Grounds,
    mark: str,
    *,
    faults: tuple[str, ...] = (),
    difference: str = "",
    status: int = 200,
) -> Response:
    rows = citable_rows(hall.shelf.folder(name))
    known = [SourceShown(one, text, one in grounds.sources) for one, text in rows.items()]
    # What is named and is not there is shown, so that it can be taken away.
    gone = [SourceShown(one, "no row of the record", True) for one in grounds.sources if one not in rows]
    page = GroundsPage(
        path=path,
        grounds=grounds,
        bases=BASES,
        sources=tuple(sorted([*gone, *known], key=lambda one: not one.chosen)),
        mark=mark,
        faults=faults,
        difference=difference,
    )
    frame = frame_of(request, f"Number: {name}", name, "assumptions")
    return HTMLResponse(render("grounds.html", frame, page), status)


def _said(fault: Fault) -> str:
    advice = f"; {fault.advice}" if fault.advice else ""
    return f"expected {fault.expected}; got {fault.got}{advice}"
