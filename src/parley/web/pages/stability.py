"""The graph lens: states nobody would leave, and why."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from parley import workbench
from parley.errors import UsageError
from parley.report.context import Section
from parley.web.guard import session_of
from parley.web.hall import InHall, frame_of
from parley.web.rendering import fragment, render
from parley.web.waiting import in_time, waiting_page

router = APIRouter()


@dataclass(frozen=True)
class StabilityPage:
    """The stability of a case's states; `missing` says why there is nothing to show."""

    body: str
    missing: str


@router.get("/cases/{name}/stability")
async def stability(request: Request, name: str, hall: InHall) -> Response:
    """The case as a graph model, stated or derived from its scenario."""
    folder = hall.shelf.folder(name)
    mark = (name, tuple((p.name, p.stat().st_mtime_ns) for p in sorted(folder.iterdir())), "stability")

    def work() -> tuple[Section, ...]:
        stated = (folder / "graph.yaml").is_file()
        source = workbench.GraphSource(derive=not stated)
        return workbench.stability_sections(workbench.stability(folder, source=source))

    frame = frame_of(request, f"Stability: {name}", name, "stability")
    sections: tuple[Section, ...] = ()
    missing = ""
    try:
        finding = hall.turns.newest((session_of(request.scope).name, name, "stability"), mark, work)
        found = await in_time(request, finding)
        if found is None:
            return waiting_page(request, frame, "The states of the case are being gone through")
        sections = found
    except UsageError as problem:
        missing = str(problem)
    return HTMLResponse(
        render("stability_page.html", frame, StabilityPage(fragment(sections), missing), sections)
    )
