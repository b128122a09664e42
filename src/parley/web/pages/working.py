"""Work that somebody waits for: how far it is, and how to have it stopped."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from parley.errors import UsageError
from parley.web.door import Session
from parley.web.guard import session_of
from parley.web.hall import Asker, InHall, frame_of
from parley.web.rendering import render
from parley.web.solving.jobs import Job

router = APIRouter()
STAGES = {"": "Working", "solving": "Solving", "playing": "Following play to the horizon"}


@dataclass(frozen=True)
class StoppedPage:
    """Where work that was stopped can be begun again."""

    back: str


@router.get("/api/cases/{name}/working")
def working(request: Request, name: str, hall: InHall) -> dict[str, str | float]:
    """What this session waits for: `said` in words, and the `part` of it that is done (-1: not known)."""
    found = hall.turns.working(_mine(session_of(request.scope), name))
    if found is None:
        return {"said": "", "part": -1.0}
    job, before = found
    return {"said": _said(job, before), "part": job.part if job.begun and job.stage else -1.0}


@router.post("/api/cases/{name}/stop")
async def stop(name: str, hall: InHall, session: Asker) -> dict[str, int]:
    """Break off what this session waits for of a case; what others wait for as well goes on for them."""
    return {"stopped": hall.turns.stop(_mine(session, name))}


@router.post("/cases/{name}/stop")
async def stop_page(
    request: Request, name: str, hall: InHall, session: Asker, back: Annotated[str, Form()] = ""
) -> Response:
    """The same for a page that waits; `back` is its address."""
    if not back.startswith(f"/cases/{name}/"):
        raise UsageError("there is nothing of that case to go back to.")
    hall.turns.stop(_mine(session, name))
    return HTMLResponse(render("stopped.html", frame_of(request, "Stopped", name), StoppedPage(back)))


def _mine(session: Session, name: str) -> Callable[[Hashable], bool]:
    return lambda who: isinstance(who, tuple) and who[:2] == (session.name, name)


def _said(job: Job, before: int) -> str:
    if not job.begun:
        waits = "1 piece of work comes" if before == 1 else f"{before} pieces of work come"
        return f"{waits} first" if before else "Next in turn"
    several = f"Case {min(job.done + 1, job.of)} of {job.of}: " if job.of > 1 else ""
    stage = STAGES.get(job.stage, STAGES[""])
    stage = stage[:1].lower() + stage[1:] if several else stage
    return f"{several}{stage}, {job.part:.0%}" if job.stage else f"{several}{stage}"
