"""A page that takes long to make: what stands in its place until it is there, and follows by itself."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from parley.web.hall import hall_of
from parley.web.rendering import Frame, render

AnswerT = TypeVar("AnswerT")
MARK = "x-parley-waiting"


@dataclass(frozen=True)
class WaitingPage:
    """What is being made, how many seconds solving took the last time (0: not known), and its address."""

    what: str
    took: float
    here: str


async def in_time(request: Request, answer: Awaitable[AnswerT]) -> AnswerT | None:
    """An answer, if it is there before a reader loses patience; work on it goes on where it is not."""
    hall = hall_of(request)
    return await hall.turns.within(hall.serving.patience, answer)


def waiting_page(request: Request, frame: Frame, what: str = "The case is being solved") -> Response:
    """The page that stands in for one that is being made, and asks for it again until it is there."""
    hall = hall_of(request)
    here = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    page = WaitingPage(what, hall.answers.took(frame.case), here)
    return HTMLResponse(render("waiting.html", frame, page), headers={MARK: "1"})
