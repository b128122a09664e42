"""What is supposed, kept as a what-if of the case; the last edit of a file, taken back."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from parley import workbench
from parley.web.hall import Asked, Changer, InHall
from parley.workbench.editing import bytes_of

router = APIRouter()
Text = Annotated[str, Form()]


@router.post("/cases/{name}/what-if")
def keep(
    name: str,
    hall: InHall,
    session: Changer,
    what_if: Text,
    note: Text = "",
    supposed: Annotated[tuple[str, ...], Form()] = (),
    also: Annotated[tuple[str, ...], Form()] = (),
) -> Response:
    """Write the changes in force (`supposed`, and what-ifs `also` ticked) into the scenario under a name."""
    changes = Asked(supposed, also).changes(hall.case(name))
    with hall.writing:
        folder = hall.shelf.folder(name)
        before = bytes_of(folder, "scenario.yaml")
        saved = workbench.keep_what_if(folder, what_if.strip(), note, changes)
        hall.past.note(name, "scenario.yaml", before, saved.mark)
    return RedirectResponse(f"/cases/{name}/outlook?{urlencode({'if': what_if, 'kept': what_if})}", 303)


@router.post("/cases/{name}/undo")
def undo(name: str, hall: InHall, session: Changer, file: Text, back: Text = "") -> Response:
    """Take back the last edit of a file that was made here, unless it has changed since."""
    with hall.writing:
        hall.past.undo(name, hall.shelf.folder(name), file)
    page = back if back in ("outlook", "record") else f"assumptions?{urlencode({'file': file})}"
    return RedirectResponse(f"/cases/{name}/{page}", 303)
