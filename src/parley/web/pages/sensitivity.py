"""What would change it: the case's what-ifs side by side, and one number followed along its range."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from parley import workbench
from parley.report.context import Section
from parley.report.sensitivity.number_names import number_names
from parley.watching import tell
from parley.web.guard import session_of
from parley.web.hall import InHall, frame_of
from parley.web.pages.influence import USUAL_DRAWS, job_of
from parley.web.rendering import fragment, render
from parley.web.solving.jobs import SOLVES, JobShown
from parley.web.waiting import in_time, waiting_page
from parley.web.wording import on_pages
from parley.workbench.adjusting import adjustable

router = APIRouter()


@dataclass(frozen=True)
class SensitivityPage:
    """What can be asked of a case, the answer to what was asked, and what carries the case's answer.

    `numbers` are paths with their names in words. `carries` is empty before influence was worked out, and
    `stale` says why one that is kept no longer holds.
    """

    what_ifs: dict[str, str]
    numbers: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    along: str
    body: str
    carries: str
    stale: str
    job: JobShown
    watch: str
    draws: int


@router.get("/cases/{name}/sensitivity")
async def sensitivity(request: Request, name: str, hall: InHall, along: str = "") -> Response:
    """The what-ifs that were chosen, or a number along its range, solved and compared."""
    case = hall.case(name)
    chosen = tuple(request.query_params.getlist("if"))
    mark = (name, tuple(case.input_hashes.items()), "sensitivity", chosen, along)
    limit = hall.serving.memory_limit

    def work() -> tuple[Section, ...]:
        if along:
            moved = workbench.along_number(case, along, memory_limit=limit, progress=several)
            return workbench.along_sections(moved)
        return workbench.what_if_sections(
            workbench.what_if(case, chosen, memory_limit=limit, progress=several)
        )

    frame = frame_of(request, f"Sensitivity: {name}", name, "sensitivity")
    sections: tuple[Section, ...] = ()
    if chosen or along:
        solving = hall.turns.newest((session_of(request.scope).name, name, "sensitivity"), mark, work)
        solved = await in_time(request, solving)
        if solved is None:
            return waiting_page(request, frame, "The case is being solved again for each change")
        sections = solved
    paths = [one.path for one in adjustable(case)]

    def carrying() -> tuple[tuple[Section, ...], str]:
        run = hall.answers.kept(case, {})
        return workbench.kept_influence_sections(hall.serving.out / name, case, run.outlook if run else None)

    carries, stale = await hall.turns.aside(carrying)
    page = SensitivityPage(
        what_ifs={one: what_if.note for one, what_if in case.stated.what_ifs.items()},
        numbers=tuple(number_names(workbench.case_words(case), paths).items()),
        chosen=chosen,
        along=along,
        body=fragment(sections),
        carries=fragment(carries),
        stale=on_pages(stale),
        job=JobShown.of_job(hall.jobs.get(job_of(name))),
        watch=f"/api/cases/{name}/influence",
        draws=USUAL_DRAWS,
    )
    return HTMLResponse(render("sensitivity.html", frame, page, (*sections, *carries)))


def several(done: int, of: int) -> None:
    """Tell whoever watches how many of several solves are done."""
    tell(SOLVES, done, of)
