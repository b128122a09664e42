"""The cases there are: what each is about, and whether it is sound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from parley import workbench
from parley.web.archive import pack, unpack
from parley.web.hall import Changer, Hall, InHall, frame_of
from parley.web.rendering import render

router = APIRouter()


@dataclass(frozen=True)
class Shelved:
    """A case on the shelf: `faults` counts what check finds, `solvable` whether it has a sound scenario."""

    name: str
    title: str
    faults: int
    solvable: bool
    moves: int
    graph: bool
    interview: bool


@dataclass(frozen=True)
class CasesPage:
    """The cases of a server."""

    cases: tuple[Shelved, ...]


@router.get("/")
def cases(request: Request, hall: InHall) -> Response:
    """Every case on the shelf."""
    found = tuple(_shelved(hall, name) for name in hall.shelf.folders())
    return HTMLResponse(render("cases.html", frame_of(request, "Cases"), CasesPage(found)))


@router.get("/cases/{name}")
def case(name: str, hall: InHall) -> Response:
    """A case begins with its outlook, or with its record where there is no scenario."""
    shelved = _shelved(hall, name)
    others = "record" if shelved.moves else "elicit" if shelved.interview else "stability"
    page = "outlook" if shelved.solvable else others
    return RedirectResponse(f"/cases/{name}/{page if not shelved.faults else 'assumptions'}", 303)


@router.get("/cases/{name}/case.zip")
def hand_out(name: str, hall: InHall) -> Response:
    """The files of a case, to be sent to a colleague."""
    data = pack(hall.shelf.folder(name))
    headers = {"content-disposition": f'attachment; filename="{name}.zip"'}
    return Response(data, media_type="application/zip", headers=headers)


@router.post("/cases")
async def take_in(
    hall: InHall, session: Changer, name: Annotated[str, Form()], upload: Annotated[UploadFile, File()]
) -> Response:
    """Take in a case that somebody sent, under a name that is free."""
    data = await upload.read()
    await hall.turns.aside(lambda: unpack(data, hall.shelf, name))
    return RedirectResponse(f"/cases/{name}", 303)


@router.post("/cases/new")
async def new(hall: InHall, session: Changer, name: Annotated[str, Form()]) -> Response:
    """A case from the starter, under a name that is free."""
    folder = hall.shelf.free(name)
    await hall.turns.aside(lambda: workbench.new_case(folder))
    return RedirectResponse(f"/cases/{name}/assumptions", 303)


def _shelved(hall: Hall, name: str) -> Shelved:
    """A case as the shelf shows it; whatever is wrong with it is counted, not raised."""
    checked = workbench.checked_case(hall.folder(name), record_alone=True)
    folder = hall.shelf.folder(name)
    title = checked.scenario.title if checked.scenario else name
    # A case that is nothing yet but an interview lacks its scenario, and that is no fault.
    begun = hall.shelf.only_interview(name)
    return Shelved(
        name=name,
        title=title,
        faults=0 if begun else len(checked.faults),
        solvable=checked.scenario is not None,
        moves=len(checked.record.moves),
        graph=(folder / "graph.yaml").is_file(),
        interview=(folder / "elicitation.json").is_file(),
    )
