"""Studies: started, watched, stopped and gone on with; what is counted as done survives page and server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from parley import workbench
from parley.report.context import Section
from parley.web.hall import Changer, Hall, InHall, frame_of
from parley.web.rendering import fragment, render
from parley.web.solving.jobs import Job

router = APIRouter()
MOST_DRAWS = 20_000


@dataclass(frozen=True)
class StudiesPage:
    """The study of a case: how far it is, how it ended, and what it says."""

    state: str
    done: int
    of: int
    minutes_left: str
    problem: str
    kept: int
    body: str


@router.get("/cases/{name}/studies")
def studies(request: Request, name: str, hall: InHall) -> Response:
    """The study of a case, as far as it has come."""
    job = hall.jobs.get(_job(name))
    place = _place(hall, name)
    sections: tuple[Section, ...] = ()
    kept = workbench.stored_draws(place)
    if kept and (job is None or job.ended):
        sections = workbench.kept_study_sections(place, hall.case(name))
    page = StudiesPage(
        state=job.state if job else "",
        done=job.done if job else 0,
        of=job.of if job else 0,
        minutes_left=_left(job),
        problem=job.problem if job else "",
        kept=kept,
        body=fragment(sections),
    )
    frame = frame_of(request, f"Studies: {name}", name, "studies")
    return HTMLResponse(render("studies.html", frame, page, sections))


@router.get("/api/cases/{name}/study")
def progress(name: str, hall: InHall) -> dict[str, Any]:
    """How far the study of a case is, for the page's script."""
    job = hall.jobs.get(_job(name))
    if job is None:
        return {"state": "", "done": 0, "of": 0, "left": "", "problem": ""}
    return {
        "state": job.state,
        "done": job.done,
        "of": job.of,
        "left": _left(job),
        "problem": job.problem,
    }


@router.post("/cases/{name}/studies")
def start(
    name: str, hall: InHall, session: Changer, draws: Annotated[int, Form(ge=1, le=MOST_DRAWS)] = 128
) -> Response:
    """Begin a study, or go on with the one that is kept."""
    case, place = hall.case(name), _place(hall, name)
    kept = workbench.stored_draws(place)
    asked = workbench.StudyAsked(draws=max(draws, kept), workers=1, resume=kept > 0)

    def work(job: Job) -> None:
        job.of = max(draws, kept)
        result = workbench.study(case, asked, out=place, told=lambda told: job.tell(told.done, told.count))
        workbench.write_study(result)

    hall.jobs.start(_job(name), work)
    return RedirectResponse(f"/cases/{name}/studies", 303)


@router.post("/cases/{name}/studies/stop")
def stop(name: str, hall: InHall, session: Changer) -> Response:
    """Stop a study; its draws stay, and it can be gone on with."""
    hall.jobs.stop(_job(name))
    return RedirectResponse(f"/cases/{name}/studies", 303)


def _job(name: str) -> str:
    return f"study of {name}"


def _place(hall: Hall, name: str) -> Path:
    hall.shelf.folder(name)
    return hall.serving.out / name / "study"


def _left(job: Job | None) -> str:
    seconds = job.seconds_left if job else None
    if seconds is None:
        return ""
    return f"about {max(1, round(seconds / 60))} min left" if seconds > 50 else f"about {seconds:.0f} s left"
