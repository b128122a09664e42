"""Why a package is signed or not: the deal table, what stands in the way, and the reasons of each party."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from parley import workbench
from parley.errors import UsageError
from parley.report.context import Section
from parley.report.sensitivity.number_names import supposed
from parley.web.guard import session_of
from parley.web.hall import Changes, InHall, frame_of, frozen
from parley.web.rendering import fragment, render
from parley.web.waiting import in_time, waiting_page

router = APIRouter()


@dataclass(frozen=True)
class ExplainPage:
    """The packages that can be asked about, and the answer."""

    packages: tuple[tuple[str, str], ...]
    chosen: str
    label: str
    kept: tuple[tuple[str, str], ...]
    body: str
    missing: str


@router.get("/cases/{name}/explain")
async def explain(request: Request, name: str, hall: InHall, asked: Changes, package: str = "") -> Response:
    """Who would sign a package of a case under the changes that the address carries, and why."""
    case = hall.case(name)
    changes = asked.changes(case)
    mark = (name, tuple(case.input_hashes.items()), "explain", package, frozen(changes))
    limit = hall.serving.memory_limit
    wanted = workbench.ExplainRequest(why=package)
    sections: tuple[Section, ...] = ()
    missing = ""
    frame = frame_of(request, f"Why: {case.scenario.title}", name, "outlook")
    try:
        explaining = hall.turns.newest(
            (session_of(request.scope).name, name, "explain"),
            mark,
            lambda: workbench.explain(case, wanted, changes, memory_limit=limit),
        )
        found = await in_time(request, explaining)
        if found is None:
            return waiting_page(request, frame)
        sections = await hall.turns.aside(lambda: workbench.explained_sections(found))
    except UsageError as problem:
        missing = str(problem)
    said = supposed(workbench.case_words(case), changes)
    page = ExplainPage(
        packages=tuple((plan.id, plan.name) for plan in case.scenario.plans.values()),
        chosen=package,
        label=f"Supposing {said}" if said else "As stated",
        kept=tuple(pair for pair in request.query_params.multi_items() if pair[0] in ("set", "if")),
        body=fragment(sections),
        missing=missing,
    )
    return HTMLResponse(render("explain.html", frame, page, sections))
