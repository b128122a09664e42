"""The brief: read here, printed from here, or taken along as one page that opens offline."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from parley import workbench
from parley.report import render_brief
from parley.report.context import BriefContext, Finding
from parley.web.guard import session_of
from parley.web.hall import Asked, Changes, Hall, InHall, frame_of, frozen
from parley.web.pages.outlook import Solved
from parley.web.rendering import fragment, render

router = APIRouter()


@dataclass(frozen=True)
class BriefPage:
    """A brief within the workbench: its head, its bottom line and its parts."""

    title: str
    as_of: str
    banner: str
    basis: str
    bottom_line: tuple[Finding, ...]
    parts: tuple[tuple[str, str, str], ...]


@router.get("/cases/{name}/brief")
async def brief(request: Request, name: str, hall: InHall, asked: Changes) -> Response:
    """The brief of a case, part by part; parts can be left out before printing."""
    context = await _context(request, hall, name, asked)
    chapters = [chapter for chapter in context.chapters if chapter.sections]
    page = BriefPage(
        title=context.masthead.title,
        as_of=context.masthead.as_of.isoformat(),
        banner=context.masthead.banner,
        basis=context.basis,
        bottom_line=context.bottom_line,
        parts=tuple((one.id, one.title, fragment(one.sections)) for one in chapters),
    )
    sections = [section for one in chapters for section in one.sections]
    frame = frame_of(request, f"Brief: {context.masthead.title}", name, "brief")
    return HTMLResponse(render("brief_page.html", frame, page, sections))


@router.get("/cases/{name}/brief.html")
async def whole(request: Request, name: str, hall: InHall, asked: Changes) -> Response:
    """The brief as one page that needs nothing but itself, to keep or to send."""
    context = await _context(request, hall, name, asked)
    page = await hall.turns.aside(lambda: render_brief(context))
    headers = {"content-disposition": f'attachment; filename="{name}-brief.html"'}
    return HTMLResponse(page, headers=headers)


async def _context(request: Request, hall: Hall, name: str, asked: Asked) -> BriefContext:
    case = hall.case(name)
    changes = asked.changes(case)
    mark = (case.name, tuple(case.input_hashes.items()), False, frozen(changes) if changes else ())
    solved = await hall.turns.newest(
        (session_of(request.scope).name, name, "brief"),
        mark,
        lambda: Solved(workbench.run(case, changes, memory_limit=hall.serving.memory_limit), ""),
    )
    context: BriefContext = await hall.turns.aside(lambda: workbench.brief_context(solved.run))
    return context
