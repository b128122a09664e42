"""The record weighed against the model: what the moves told, how probable each was, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from parley import workbench
from parley.errors import UsageError
from parley.web.guard import session_of
from parley.web.hall import Changes, InHall, frame_of, frozen
from parley.web.rendering import fragment, render
from parley.web.waiting import in_time, waiting_page

router = APIRouter()


@dataclass(frozen=True)
class WeighPage:
    """The weighing of a case up to a day; `dates` are the days of its moves, for the slider."""

    as_of: str
    dates: tuple[str, ...]
    body: str
    missing: str


@router.get("/cases/{name}/weigh")
async def weigh(request: Request, name: str, hall: InHall, asked: Changes, as_of: str = "") -> Response:
    """The record of a case held against its solved game, up to a day."""
    case = hall.case(name)
    frame = frame_of(request, f"Weigh: {name}", name, "weigh")
    if not case.has_coding:
        said = "There is no coding.yaml: nothing says yet which move counts as which action of the game."
        return HTMLResponse(render("weigh.html", frame, WeighPage("", (), "", said)))
    try:
        day = date.fromisoformat(as_of) if as_of else None
    except ValueError:
        raise UsageError(f"'{as_of}' is no day; a day is written 2025-03-19") from None
    changes = asked.changes(case)
    mark = (name, tuple(case.input_hashes.items()), "weigh", as_of, frozen(changes))
    request_ = workbench.WeighRequest(as_of=day)
    weighing = hall.turns.newest(
        (session_of(request.scope).name, name, "weigh"),
        mark,
        lambda: workbench.weigh(case, request_, changes, memory_limit=hall.serving.memory_limit),
    )
    found = await in_time(request, weighing)
    if found is None:
        return waiting_page(request, frame, "The case is being solved and its record weighed")
    sections = await hall.turns.aside(lambda: workbench.weighed_record_sections(found))
    shown = (day or case.as_of).isoformat()
    dates = tuple(sorted({move.date.isoformat() for move in case.record.moves if move.date <= case.as_of}))
    page = WeighPage(shown, dates, fragment(sections), "")
    return HTMLResponse(render("weigh.html", frame, page, sections))
