"""What carries the answer: influence of every ranged number, worked out while pages are looked at."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from parley import workbench
from parley.web.hall import Changer, InHall
from parley.web.solving.jobs import Job, JobShown

router = APIRouter()
MOST_DRAWS = 100_000
USUAL_DRAWS = 2000


@router.post("/cases/{name}/influence")
def start(
    name: str,
    hall: InHall,
    session: Changer,
    draws: Annotated[int, Form(ge=1, le=MOST_DRAWS)] = USUAL_DRAWS,
) -> Response:
    """Begin to work out what carries a settlement; what is found is kept beside the outlook."""
    case, place = hall.case(name), hall.serving.out / name
    limit = hall.serving.memory_limit

    def work(job: Job) -> None:
        behind: dict[str, int] = {}

        def told(stage: str, done: int, of: int) -> None:
            behind[stage] = done
            job.tell(sum(behind.values()), max(draws, sum(behind.values())))

        job.of = draws
        found = workbench.influence(case, draws=draws, memory_limit=limit, progress=told)
        workbench.keep_findings(place, case, [found.finding])

    hall.jobs.start(job_of(name), work)
    return RedirectResponse(f"/cases/{name}/sensitivity#influence", 303)


@router.post("/cases/{name}/influence/stop")
def stop(name: str, hall: InHall, session: Changer) -> Response:
    """Stop it; what was worked out so far is lost."""
    hall.jobs.stop(job_of(name))
    return RedirectResponse(f"/cases/{name}/sensitivity#influence", 303)


@router.get("/api/cases/{name}/influence")
def progress(name: str, hall: InHall) -> JobShown:
    """How far it is, for the page's script."""
    return JobShown.of_job(hall.jobs.get(job_of(name)))


def job_of(name: str) -> str:
    """What the job of a case is known by."""
    return f"influence of {name}"
