"""The door, what pages are dressed in, and a key for another browser."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from parley.web.guard import COOKIE
from parley.web.hall import Changer, InHall, frame_of
from parley.web.rendering import render

router = APIRouter()
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
WRONG_KEY = "That key was used already, or is none. A page of Parley gives new ones under 'Open elsewhere'."


@dataclass(frozen=True)
class Elsewhere:
    """An address that opens once."""

    address: str


@router.get("/door")
def door(request: Request, hall: InHall, key: str = "") -> Response:
    """Let in whoever holds an unused key."""
    session = hall.door.admit(key)
    if session is None:
        return PlainTextResponse(WRONG_KEY, 401)
    answer = RedirectResponse("/", 303)
    sealed = hall.serving.origin_of(request.headers["host"]).startswith("https:")
    answer.set_cookie(COOKIE, session.name, httponly=True, samesite="strict", path="/", secure=sealed)
    return answer


@router.get("/static/charts.js")
def charts() -> Response:
    """The chart library, as briefs carry it."""
    from parley.report.charts.script import chart_library

    return Response(chart_library(), media_type="text/javascript", headers={"cache-control": "max-age=86400"})


@router.get("/static/{name}")
def static(name: str) -> Response:
    """A script or style of ours."""
    folder = files("parley.web") / "static"
    known = {entry.name for entry in folder.iterdir()}
    suffix = "." + name.rpartition(".")[2]
    if name not in known or suffix not in KINDS:
        raise HTTPException(404)
    return Response((folder / name).read_bytes(), media_type=KINDS[suffix])


@router.post("/elsewhere")
def elsewhere(request: Request, hall: InHall, session: Changer) -> Response:
    """A new key, for another browser of the same person."""
    address = f"{hall.serving.origin_of(request.headers['host'])}/door?key={hall.door.new_key()}"
    frame = frame_of(request, "Open elsewhere")
    return HTMLResponse(render("elsewhere.html", frame, Elsewhere(address)))
