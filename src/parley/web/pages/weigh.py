"""The record weighed against the model: what the moves told, how probable each was, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from parley import workbench
from parley.case import Case
from parley.errors import UsageError
from parley.report.sensitivity.number_names import supposed
from parley.web.guard import session_of
from parley.web.hall import Changes, Hall, InHall, frame_of, frozen
from parley.web.rendering import fragment, render
from parley.web.waiting import in_time, waiting_page
from parley.workbench import WeighRun

router = APIRouter()


@dataclass(frozen=True)
class WeighPage:
    """The weighing of a case up to a day, under what is supposed; `dates` are the days of its moves.

    `kept` are the changes in force, as fields of the address.
    """

    as_of: str
    dates: tuple[str, ...]
    body: str
    missing: str
    label: str = ""
    kept: tuple[tuple[str, str], ...] = ()


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
    found = await in_time(request, _weighed(request, hall, case, day, changes))
    if found is None:
        return waiting_page(request, frame, "The case is being solved and its record weighed")
    sections = await hall.turns.aside(lambda: workbench.weighed_record_sections(found))
    shown = (day or case.as_of).isoformat()
    kept = tuple(pair for pair in request.query_params.multi_items() if pair[0] in ("set", "if"))
    dates = tuple(sorted({move.date.isoformat() for move in case.record.moves if move.date <= case.as_of}))
    said = supposed(workbench.case_words(case), changes)
    label = f"Supposing {said}" if said else "As stated"
    page = WeighPage(shown, dates, fragment(sections), "", label, kept)
    return HTMLResponse(render("weigh.html", frame, page, sections))


async def _weighed(
    request: Request, hall: Hall, case: Case, day: date | None, changes: Mapping[str, object]
) -> WeighRun:
    """The record weighed up to a day; the game is solved once for all days."""
    limit, who = hall.serving.memory_limit, (session_of(request.scope).name, case.name)
    mark = (case.name, tuple(case.input_hashes.items()), "weigh", frozen(changes))
    solved = await hall.turns.newest(
        (*who, "coding"),
        (*mark, "solved"),
        lambda: workbench.solve_coding(case, changes, memory_limit=limit),
        large=True,
    )
    asked = workbench.WeighRequest(as_of=day)
    return await hall.turns.newest(
        (*who, "weigh"), (*mark, day), lambda: workbench.weigh(case, asked, solved=solved)
    )
