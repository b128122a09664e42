"""The application: its pages put together behind the guard, and what becomes of errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from parley import __version__
from parley.errors import CaseError, ParleyError, TooLargeError, UsageError
from parley.web import entrance
from parley.web.door import Door
from parley.web.guard import App, Guard
from parley.web.hall import Hall
from parley.web.pages import (
    brief,
    cases,
    explain,
    influence,
    outlook,
    record,
    seat,
    sensitivity,
    stability,
    studies,
    weigh,
    working,
)
from parley.web.pages.editing import assumptions, coding, elicit, grounds, keeping, rows
from parley.web.rendering import Frame, render
from parley.web.serving import Serving
from parley.web.solving.jobs import StoppedError
from parley.web.solving.turns import SupersededError

SENTENCES = {404: "There is no such page.", 413: "That is more than can be sent."}
ROOMS = (
    entrance,
    cases,
    outlook,
    explain,
    keeping,
    assumptions,
    grounds,
    coding,
    elicit,
    record,
    rows,
    weigh,
    sensitivity,
    influence,
    studies,
    stability,
    seat,
    brief,
    working,
)


def create_app(serving: Serving, door: Door) -> App:
    """The application behind its guard."""

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        app.state.hall = Hall(serving, door)
        yield
        app.state.hall.close()

    inner = FastAPI(title="Parley", version=__version__, docs_url=None, redoc_url=None, lifespan=life)
    for room in ROOMS:
        # A file edited as text is one field of a form; the guard measures the whole request already.
        inner.include_router(room.router, form_limits={"max_part_size": serving.largest_body})
    inner.add_exception_handler(ParleyError, _refused)
    inner.add_exception_handler(SupersededError, _stale)
    inner.add_exception_handler(StoppedError, _stopped)
    inner.add_exception_handler(HTTPException, _no_page)
    inner.add_exception_handler(RequestValidationError, _misstated)
    inner.add_exception_handler(Exception, _broken)
    return Guard(inner, serving, door)


async def _refused(request: Request, problem: Exception) -> Response:
    """What Parley refuses, in its own words; paths of the server are left out."""
    status = 404 if isinstance(problem, UsageError) else 413 if isinstance(problem, TooLargeError) else 422
    return _said(request, status, without_paths(request, str(problem)), faults=isinstance(problem, CaseError))


async def _stale(request: Request, problem: Exception) -> Response:
    if request.url.path.startswith("/api/"):
        # Nothing went wrong: a browser would report any other status as a fault.
        return JSONResponse({"stale": True})
    return _said(request, 409, "Something newer was asked for meanwhile.")


async def _stopped(request: Request, problem: Exception) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"stopped": True})
    return _said(request, 409, "The work on this page was stopped. Ask for it again to go on.")


async def _no_page(request: Request, problem: Exception) -> Response:
    status = problem.status_code if isinstance(problem, HTTPException) else 404
    return _said(request, status, SENTENCES.get(status, "That cannot be asked here."))


async def _misstated(request: Request, problem: Exception) -> Response:
    names = []
    if isinstance(problem, RequestValidationError):
        names = [str(error["loc"][-1]) for error in problem.errors()]
    return _said(request, 400, f"The request misstates {', '.join(names) or 'something'}.")


async def _broken(request: Request, problem: Exception) -> Response:
    said = (
        f"Something went wrong inside ({type(problem).__name__}); this is a fault of Parley, not of the case."
    )
    return _said(request, 500, said)


def without_paths(request: Request, said: str) -> str:
    """A message with the folders of the server taken off the files it names."""
    hall: Hall | None = getattr(request.app.state, "hall", None)
    for place in hall.serving.places if hall else ():
        said = said.replace(f"{place}/", "").replace(str(place), place.name)
    return said


def _said(request: Request, status: int, sentence: str, *, faults: bool = False) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"problem": sentence}, status)
    frame = Frame(
        title="That did not work", token="", case=_case_of(request), problem=sentence, faulty=faults
    )
    return HTMLResponse(render("problem.html", frame), status)


def _case_of(request: Request) -> str:
    """The case whose page was asked for, if there is one: its other pages can still be reached."""
    steps = request.url.path.split("/")
    hall: Hall | None = getattr(request.app.state, "hall", None)
    if hall is None or len(steps) < 3 or steps[1] != "cases":
        return ""
    return steps[2] if steps[2] in hall.shelf.folders() else ""
