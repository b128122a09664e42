"""The brief: read here, printed from here, or taken along as one page that opens offline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from parley import workbench
from parley.report.context import Section
from parley.report.wording import wording_in
from parley.web.guard import session_of
from parley.web.hall import Asked, Changes, Hall, InHall, frame_of, frozen
from parley.web.pages.outlook import Solved, label_of
from parley.web.rendering import fragment, render
from parley.web.waiting import in_time, waiting_page
from parley.web.wording import on_pages
from parley.workbench import Form, Run

router = APIRouter()
Language = Literal["en", "de", "fr"]
KINDS = {
    Form.HTML: "text/html; charset=utf-8",
    Form.PDF: "application/pdf",
    Form.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class BriefPage:
    """A brief within the workbench: its head, what is supposed, its bottom line and its parts.

    `changes` is what differs from the case as stated, where that has been solved. `kept` are the fields of
    the address that a download goes on from.
    """

    title: str
    as_of: str
    label: str
    changes: str
    banner: str
    basis: str
    bottom_line: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str, str], ...]
    kept: tuple[tuple[str, str], ...]


@router.get("/cases/{name}/brief")
async def brief(request: Request, name: str, hall: InHall, asked: Changes) -> Response:
    """The brief of a case, part by part; parts can be left out before printing."""
    run = await in_time(request, _solved(request, hall, name, asked))
    if run is None:
        return waiting_page(request, frame_of(request, f"Brief: {name}", name, "brief"))
    context = await hall.turns.aside(lambda: hall.answers.context(run))
    changes = await hall.turns.aside(lambda: _changes(hall, name, run))
    chapters = [chapter for chapter in context.chapters if chapter.sections]
    page = BriefPage(
        title=context.masthead.title,
        as_of=context.masthead.as_of.isoformat(),
        label=label_of(run),
        changes=fragment(changes, "h2"),
        banner=context.masthead.banner,
        basis=context.basis,
        bottom_line=tuple((one.about, on_pages(one.text)) for one in context.bottom_line),
        parts=tuple((one.id, one.title, fragment(one.sections)) for one in chapters),
        kept=tuple(pair for pair in request.query_params.multi_items() if pair[0] in ("set", "if")),
    )
    sections = [*changes, *(section for one in chapters for section in one.sections)]
    frame = frame_of(request, f"Brief: {context.masthead.title}", name, "brief")
    return HTMLResponse(render("brief_page.html", frame, page, sections))


@router.get("/cases/{name}/brief.{form}")
async def whole(
    request: Request, name: str, hall: InHall, asked: Changes, form: Form, language: Language = "en"
) -> Response:
    """The brief as a file to keep or to send: a page that needs nothing but itself, a PDF, or for Word."""
    if form is Form.MARKDOWN:
        raise HTTPException(404)
    run = await _solved(request, hall, name, asked)
    wording = wording_in(language, "icd203")
    made = await hall.turns.aside(lambda: workbench.brief_as(hall.answers.context(run, wording), form))
    stem = f"{name}-brief" if language == "en" else f"{name}-brief.{language}"
    headers = {"content-disposition": f'attachment; filename="{stem}.{form.value}"'}
    return Response(made, media_type=KINDS[form], headers=headers)


def _changes(hall: Hall, name: str, run: Run) -> tuple[Section, ...]:
    """What differs from the case as stated, where its answer is kept; nothing is solved for it."""
    case = hall.case(name)
    stated = hall.answers.kept(case, {}) if run.case.changes else None
    section = None if stated is None else workbench.changed_section(stated, run)
    return () if section is None else (section,)


async def _solved(request: Request, hall: Hall, name: str, asked: Asked) -> Run:
    case = hall.case(name)
    changes = asked.changes(case)
    mark = (case.name, tuple(case.input_hashes.items()), False, frozen(changes) if changes else ())
    solved = await hall.turns.newest(
        (session_of(request.scope).name, name, "brief"),
        mark,
        lambda: Solved(hall.answers.found(case, changes), ""),
    )
    return solved.run
