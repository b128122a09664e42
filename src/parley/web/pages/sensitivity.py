"""What would change it: the case's what-ifs side by side, and one number followed along its range."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from parley import workbench
from parley.report.context import Section
from parley.web.guard import session_of
from parley.web.hall import InHall, frame_of
from parley.web.rendering import fragment, render
from parley.web.waiting import in_time, waiting_page
from parley.workbench.adjusting import adjustable

router = APIRouter()


@dataclass(frozen=True)
class SensitivityPage:
    """What can be asked of a case, and the answer to what was asked."""

    what_ifs: dict[str, str]
    numbers: tuple[str, ...]
    chosen: tuple[str, ...]
    along: str
    body: str


@router.get("/cases/{name}/sensitivity")
async def sensitivity(request: Request, name: str, hall: InHall, along: str = "") -> Response:
    """The what-ifs that were chosen, or a number along its range, solved and compared."""
    case = hall.case(name)
    chosen = tuple(request.query_params.getlist("if"))
    mark = (name, tuple(case.input_hashes.items()), "sensitivity", chosen, along)
    limit = hall.serving.memory_limit

    def work() -> tuple[Section, ...]:
        if along:
            return workbench.along_sections(workbench.along_number(case, along, memory_limit=limit))
        return workbench.what_if_sections(workbench.what_if(case, chosen, memory_limit=limit))

    frame = frame_of(request, f"Sensitivity: {name}", name, "sensitivity")
    sections: tuple[Section, ...] = ()
    if chosen or along:
        solving = hall.turns.newest((session_of(request.scope).name, name, "sensitivity"), mark, work)
        solved = await in_time(request, solving)
        if solved is None:
            return waiting_page(request, frame, "The case is being solved again for each change")
        sections = solved
    page = SensitivityPage(
        what_ifs={one: what_if.note for one, what_if in case.stated.what_ifs.items()},
        numbers=tuple(one.path for one in adjustable(case)),
        chosen=chosen,
        along=along,
        body=fragment(sections),
    )
    return HTMLResponse(render("sensitivity.html", frame, page, sections))
