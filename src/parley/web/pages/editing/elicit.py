"""The interview: one question at a time, every answer kept at once, several experts, contradictions said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from parley.eliciting import Given, Question, contradictions, questions
from parley.eliciting.sitting import Sitting, by_hand
from parley.errors import UsageError
from parley.files import Folder
from parley.web.hall import Changer, Hall, InHall, frame_of
from parley.web.rendering import render
from parley.workbench.editing import bytes_of, mark_of
from parley.workbench.elicited import write_elicited

router = APIRouter()
Text = Annotated[str, Form()]
Texts = Annotated[tuple[str, ...], Form()]
ANALYST = "analyst"
LONGEST = 2000


@dataclass(frozen=True)
class AnswerShown:
    """An answer that was given, in the words of the page."""

    id: str
    question: str
    expert: str
    said: str
    on: str
    note: str


@dataclass(frozen=True)
class Against:
    """Two answers that do not go together, and where to look again."""

    prefix: str
    text: str


@dataclass(frozen=True)
class Typed:
    """An answer as it was typed, or as it stands before anything is."""

    values: tuple[str, ...] = ()
    low: str = ""
    high: str = ""
    note: str = ""

    @property
    def value(self) -> str:
        """The first of what was typed, for a question that has one field."""
        return self.values[0] if self.values else ""


@dataclass(frozen=True)
class ElicitPage:
    """The question that comes next (none once all are answered), and what has been said so far.

    `places` are those of an order, with what stands there. `wrong` says why what was typed was not taken;
    `fresh` are contradictions of the last answer.
    """

    expert: str
    experts: tuple[str, ...]
    question: Question | None
    kind: str
    typed: Typed
    places: tuple[tuple[int, str], ...]
    wrong: str
    fresh: tuple[str, ...]
    against: tuple[Against, ...]
    answers: tuple[AnswerShown, ...]
    missing: str


@router.get("/cases/{name}/elicit")
def elicit(request: Request, name: str, hall: InHall, expert: str = ANALYST) -> Response:
    """The interview of an expert, where it was left; for a scenario written by hand, why there is none."""
    if by_hand(Folder(hall.shelf.folder(name))):
        frame = frame_of(request, f"Elicit: {name}", name, "elicit")
        return HTMLResponse(render("no_interview.html", frame))
    return _shown(request, hall, name, _sitting(hall, name, expert))


@router.post("/cases/{name}/elicit")
def answer(
    request: Request,
    name: str,
    hall: InHall,
    session: Changer,
    question: Text,
    expert: Text = ANALYST,
    value: Texts = (),
    low: Text = "",
    high: Text = "",
    note: Text = "",
) -> Response:
    """Keep an answer; one that cannot be read comes back with what was expected."""
    with hall.writing:
        sitting = _sitting(hall, name, expert)
        asked = next((one for one in questions(sitting.sheet) if one.id == question), None)
        if asked is None:
            return _shown(
                request, hall, name, sitting, wrong="That is no longer asked: see what is.", status=409
            )
        if sitting.sheet.answered(question, expert):
            wrong = f"“{asked.text}” has been answered meanwhile; it stays so. Ask it again to change it."
            return _shown(request, hall, name, sitting, wrong=wrong, status=409)
        try:
            fresh = sitting.answer(asked, _words(value, low, high, note))
        except ValueError as problem:
            wrong = str(problem).partition(", or stop with")[0]
            return _shown(
                request, hall, name, sitting, wrong=wrong, typed=Typed(value, low, high, note), status=422
            )
    if fresh:
        return _shown(request, hall, name, sitting, fresh=tuple(fresh))
    return RedirectResponse(_address(name, expert), 303)


@router.post("/cases/{name}/elicit/again")
def again(name: str, hall: InHall, session: Changer, prefix: Text, expert: Text) -> Response:
    """Forget an answer, or those that begin so, to be asked again."""
    with hall.writing:
        _sitting(hall, name, expert).revise(prefix)
    return RedirectResponse(_address(name, expert), 303)


@router.post("/cases/{name}/elicit/write")
def write(name: str, hall: InHall, session: Changer, expert: Text = ANALYST) -> Response:
    """Write the scenario of a finished interview; in one that a person wrote, everything else stays."""
    with hall.writing:
        folder = hall.shelf.folder(name)
        before = bytes_of(folder, "scenario.yaml")
        write_elicited(_sitting(hall, name, expert))
        hall.past.note(name, "scenario.yaml", before, mark_of(bytes_of(folder, "scenario.yaml")))
    return RedirectResponse(f"/cases/{name}", 303)


@router.post("/cases/interview")
def begin(hall: InHall, session: Changer, name: Text) -> Response:
    """A case that begins with an interview, under a name that is free."""
    with hall.writing:
        folder = hall.shelf.free(name)
        Sitting.begin(folder, ANALYST, date.today().isoformat()).keep()
    return RedirectResponse(f"/cases/{name}/elicit", 303)


def _sitting(hall: Hall, name: str, expert: str) -> Sitting:
    expert = expert.strip()
    if not expert or len(expert) > 80:
        raise UsageError("who answers? a name of at most 80 letters is expected.")
    return Sitting.begin(hall.shelf.folder(name), expert, date.today().isoformat())


def _address(name: str, expert: str) -> str:
    return f"/cases/{name}/elicit?{urlencode({'expert': expert})}"


def _words(value: tuple[str, ...], low: str, high: str, note: str) -> str:
    """An answer as the interview reads it: a value, its range in brackets, its grounds after a semicolon."""
    said = ", ".join(one.strip() for one in value if one.strip())[:LONGEST]
    if low.strip() or high.strip():
        said = f"{said} ({low.strip()} to {high.strip()})"
    return f"{said}; {note.strip()[:LONGEST]}" if note.strip() else said


def _shown(
    request: Request,
    hall: Hall,
    name: str,
    sitting: Sitting,
    *,
    wrong: str = "",
    typed: Typed | None = None,
    fresh: tuple[str, ...] = (),
    status: int = 200,
) -> Response:
    sheet, asked = sitting.sheet, sitting.question()
    texts = {one.id: one.text for one in questions(sheet)}
    answers = tuple(
        AnswerShown(ident, texts.get(ident, ident), who, _said(one), one.on, one.note)
        for ident, row in sheet.given.items()
        for who, one in row.items()
    )
    first = Sitting(sitting.folder, sheet.experts[0] if sheet.experts else sitting.expert, sitting.day, sheet)
    open_ = first.question()
    filled = typed or Typed((asked.default,) if asked and asked.default else ())
    page = ElicitPage(
        expert=sitting.expert,
        experts=tuple(dict.fromkeys((*sheet.experts, sitting.expert))),
        question=asked,
        kind=asked.kind.value if asked else "",
        typed=filled,
        places=tuple(enumerate(filled.values or asked.options, start=1)) if asked else (),
        wrong=wrong,
        fresh=fresh,
        against=tuple(Against(prefix, text) for prefix, text in contradictions(sheet)),
        answers=answers,
        missing=open_.text if open_ else "",
    )
    frame = frame_of(request, f"Elicit: {name}", name, "elicit")
    return HTMLResponse(render("elicit.html", frame, page), status)


def _said(one: Given) -> str:
    said = ", ".join(one.value) if isinstance(one.value, list) else f"{one.value}"
    if isinstance(one.value, float):
        said = f"{one.value:g}"
    ranged = one.low is not None and one.high is not None
    return f"{said} ({one.low:g} to {one.high:g})" if ranged else said
