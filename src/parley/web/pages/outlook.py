"""The outlook, the deal table and the assumptions that carry them: move one, and everything follows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from parley import workbench
from parley.case import Case, open_case
from parley.report.context import Finding, Section
from parley.report.outlook.certified import first_doubted
from parley.report.reading import CaseWords, Reading
from parley.report.sensitivity.number_names import number_names, supposed
from parley.report.words import together
from parley.web.guard import session_of
from parley.web.hall import LONGEST_CHANGE, MOST_CHANGES, Asked, Changes, Hall, InHall, frame_of, frozen
from parley.web.rendering import fragment, render, specs_of
from parley.web.solving.room import Urgency
from parley.web.wording import on_pages
from parley.workbench import CaseOrigin, Run
from parley.workbench.adjusting import Adjustable, adjustable

router = APIRouter()
SLIDERS = 8
MOST_BESIDE = 4
NOT_YET, ORIGIN = "Not solved yet", "origin"


@dataclass(frozen=True)
class Slider:
    """A number as a slider shows it, in canonical units; `words` as the file writes its value."""

    path: str
    name: str
    low: float
    high: float
    value: float
    stated: float
    words: str
    low_words: str
    high_words: str
    moved: bool


@dataclass(frozen=True)
class Lever:
    """A choice that is no number: where a lever stands at the start."""

    path: str
    name: str
    settings: tuple[str, ...]
    value: str


@dataclass(frozen=True)
class WhatIf:
    """A what-if of the scenario, which can be in force."""

    name: str
    note: str
    on: bool


@dataclass(frozen=True)
class OutlookPage:
    """The page as it first comes; `changes` and `body` are what the script replaces.

    `took` says for how many seconds the case was solved the last time, 0 where that is not known.
    """

    title: str
    as_of: str
    sliders: tuple[Slider, ...]
    more: tuple[Slider, ...]
    levers: tuple[Lever, ...]
    what_ifs: tuple[WhatIf, ...]
    changes: str
    body: str
    label: str
    bottom_line: tuple[tuple[str, str], ...]
    packages: tuple[tuple[str, str], ...]
    beside: tuple[str, ...]
    kept: str
    took: float


@router.get("/cases/{name}/outlook")
async def outlook(request: Request, name: str, hall: InHall, asked: Changes, kept: str = "") -> Response:
    """The outlook of a case under the changes that the address carries."""
    case = hall.case(name)
    changes = asked.changes(case)
    who = (session_of(request.scope).name, name, "page")
    beside = _beside(request, case)
    shown = await hall.turns.within(hall.serving.patience, _shown(hall, who, case, changes, beside))
    words = workbench.case_words(case)
    changed = open_case(case, changes)
    pinned = request.query_params.getlist("pin")
    numbers = adjustable(changed)
    names = number_names(words, [one.path for one in numbers])
    sliders = [_slider(names[one.path], one) for one in numbers]
    chosen = _chosen(sliders, pinned)
    page = OutlookPage(
        title=case.scenario.title,
        as_of=case.as_of.isoformat(),
        sliders=tuple(chosen),
        more=tuple(one for one in sliders if one not in chosen),
        levers=_levers(changed, words),
        what_ifs=tuple(
            WhatIf(one, what_if.note, one in asked.what_ifs) for one, what_if in case.stated.what_ifs.items()
        ),
        changes=fragment(shown.changes, "h2") if shown else "",
        body=fragment(shown.sections, contents=True) if shown else "",
        label=shown.label if shown else NOT_YET,
        bottom_line=shown.said if shown else (),
        packages=tuple((plan, words.plan(plan)) for plan in case.scenario.plans),
        beside=tuple(beside),
        kept=kept if kept in case.stated.what_ifs else "",
        took=shown.took if shown else hall.answers.took(case.name),
    )
    frame = frame_of(request, f"Outlook: {case.scenario.title}", name, "outlook")
    return HTMLResponse(render("outlook.html", frame, page, shown.every if shown else ()))


@router.get("/api/cases/{name}/outlook")
async def outlook_data(
    request: Request, name: str, hall: InHall, asked: Changes, preview: bool = False
) -> dict[str, Any]:
    """The same for the page's script: sections as text, charts as specifications, what it is about."""
    case = hall.case(name)
    began = time.perf_counter()
    who = (session_of(request.scope).name, name, "slider")
    beside = {} if preview else _beside(request, case)
    shown = await _shown(hall, who, case, asked.changes(case), beside, preview=preview)
    return {
        "changes": fragment(shown.changes, "h2"),
        "html": fragment(shown.sections, contents=True),
        "bottom_line": [[about, together(text)] for about, text in shown.said],
        "specs": specs_of(shown.every),
        "label": together(shown.label),
        "preview": shown.preview,
        "full": shown.full,
        "took": shown.took,
        "seconds": time.perf_counter() - began,
    }


@router.get("/api/cases/{name}/words")
def words(name: str, hall: InHall, path: str, value: float) -> dict[str, str]:
    """A value of a number, in canonical units, as the file has it."""
    changes = workbench.adjusted(hall.case(name), {path: value})
    return {"words": str(changes[path])}


@dataclass(frozen=True)
class Solved:
    """A case that was solved, and what a reader of a coarse answer must know.

    What a change does is told of full answers, and of those worked out `near` a full one.
    """

    run: Run
    caveat: str
    near: bool = False


@dataclass(frozen=True)
class Shown:
    """What the page shows of a case: the outlook under the changes, beside the one as stated."""

    stated: Run
    changed: Run
    changes: tuple[Section, ...]
    sections: tuple[Section, ...]
    bottom_line: tuple[Finding, ...]
    label: str
    preview: str
    full: bool

    @property
    def every(self) -> tuple[Section, ...]:
        """Every section, what changed first."""
        return (*self.changes, *self.sections)

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """The bottom line as pages say it: what each finding is about, and its sentences."""
        return tuple((one.about, on_pages(one.text)) for one in self.bottom_line)

    @property
    def took(self) -> float:
        """For how many seconds the case was solved."""
        return float(self.changed.outlook.solver.seconds)


async def _shown(
    hall: Hall,
    who: tuple[str, ...],
    case: Case,
    changes: dict[str, object],
    beside: Mapping[str, dict[str, object]],
    *,
    preview: bool = False,
) -> Shown:
    """Solve what is not known yet, newest request first, and arrange it."""
    if preview and await _all_known(hall, case, [{}, changes]):
        preview = False
    mark = (*_mark(case), preview)
    limit = hall.serving.memory_limit
    full = hall.turns.known((*_mark(case), False, ()))
    near: CaseOrigin | None = hall.turns.known((*_mark(case), ORIGIN)) or None if preview else None
    mark = (*mark, ORIGIN) if near else mark

    def solve(what: dict[str, object]) -> Solved:
        if not preview:
            return Solved(hall.answers.found(case, what), "")
        if near is not None and not what and isinstance(full, Solved):
            return replace(full, near=True)
        known = full.run.outlook if isinstance(full, Solved) and not what else None
        quick = workbench.preview(case, what, full=known, beside=near, memory_limit=limit)
        solved = Run(replace(quick.case, scenario=quick.scenario), quick.outlook)
        return Solved(solved, quick.caveat, quick.beside is not None)

    urgency = Urgency.QUICK if preview else Urgency.USUAL
    stated = await hall.turns.newest((*who, "stated"), (*mark, ()), lambda: solve({}), urgency=urgency)
    if not preview:
        _get_ready(hall, case)
    changed = stated
    if changes:
        changed = await hall.turns.newest(
            who, (*mark, frozen(changes)), lambda: solve(changes), urgency=urgency
        )

    def task(one: dict[str, object]) -> Callable[[], Solved]:
        return lambda: solve(one)

    others = {
        query: (await hall.turns.newest((*who, query), (*mark, frozen(one)), task(one))).run
        for query, one in beside.items()
    }
    return await hall.turns.aside(lambda: _arranged(hall, stated.run, changed, others, full=not preview))


def _get_ready(hall: Hall, case: Case) -> None:
    """Begin to solve a case so that changes of it can be previewed near it; nobody waits for that."""
    mark = (*_mark(case), ORIGIN)
    if hall.turns.known(mark) is not None:
        return
    limit = hall.serving.memory_limit
    work = hall.turns.newest(
        (ORIGIN, case.name),
        mark,
        lambda: workbench.case_origin(case, memory_limit=limit) or False,
        large=True,
        urgency=Urgency.AHEAD,
    )
    asyncio.ensure_future(work).add_done_callback(lambda late: late.cancelled() or late.exception())


def _mark(case: Case) -> tuple[object, ...]:
    """What an answer about a case is known by, but for the changes and whether it is a preview."""
    return (case.name, tuple(case.input_hashes.items()))


async def _all_known(hall: Hall, case: Case, asked: Iterable[dict[str, object]]) -> bool:
    """Whether nothing of what is asked for has to be solved: it is in memory, or kept on the disk."""
    for changes in asked:
        mark = (*_mark(case), False, frozen(changes))
        if hall.turns.known(mark) is None:
            kept = await hall.turns.aside(partial(hall.answers.kept, case, changes))
            if kept is None:
                return False
            hall.turns.keep(mark, Solved(kept, ""))
    return True


def _beside(request: Request, case: Case) -> dict[str, dict[str, object]]:
    """The outlooks that are pinned, by the part of the address that made each: what each supposes."""
    found = {}
    for query in request.query_params.getlist("beside")[:MOST_BESIDE]:
        pairs = parse_qsl(query[: LONGEST_CHANGE * MOST_CHANGES])
        sets = tuple(value for key, value in pairs if key == "set")
        found[query] = Asked(sets, tuple(value for key, value in pairs if key == "if")).changes(case)
    return found


def _arranged(hall: Hall, stated: Run, shown: Solved, others: Mapping[str, Run], *, full: bool) -> Shown:
    changed, caveat, near = shown.run, shown.caveat, shown.near
    # What was found out holds for the case in full, and says nothing of a preview.
    context = hall.answers.context(changed) if full else workbench.brief_context(changed)
    # Two coarse answers differ less than two full ones would: of them what changed is not said.
    beside = None if caveat and not near else workbench.changed_section(stated, changed)
    changes: list[Section] = [] if beside is None else [beside]
    label = label_of(changed)
    if others and not caveat:
        columns = {"As stated": stated}
        columns |= {_named(query) or "As stated": run for query, run in others.items()}
        columns |= {"Now on this page": changed} if changed is not stated else {}
        changes.append(workbench.side_by_side_section(columns))
    # Who would sign what is what people ask first.
    sections = sorted((*context.outlook, *context.drivers), key=lambda section: section.id != "deals")
    # Whatever comes first on the page says what a reader must know of the solution.
    told = first_doubted([*changes, *sections], changed.outlook.solver.check)
    first, rest = told[: len(changes)], told[len(changes) :]
    return Shown(stated, changed, first, rest, context.bottom_line, label, caveat, full)


def _named(query: str) -> str:
    """What a pinned part of an address supposes, as the head of a column."""
    return ", ".join(value.replace("_", " ") for _, value in parse_qsl(query))


def label_of(run: Run) -> str:
    """What an answer supposes, in a line."""
    said = supposed(Reading(run.outlook, run.scenario), run.case.changes)
    return f"Supposing {said}" if said else "As stated"


def _slider(name: str, one: Adjustable) -> Slider:
    return Slider(
        path=one.path,
        name=name,
        low=one.low,
        high=one.high,
        value=one.value,
        stated=one.stated,
        words=one.words,
        low_words=one.low_words,
        high_words=one.high_words,
        moved=one.value != one.stated,
    )


def _chosen(sliders: list[Slider], pinned: Iterable[str]) -> list[Slider]:
    """The pinned numbers and those that were moved, filled up from the first of the file."""
    wanted = set(pinned)
    first = [one for one in sliders if one.path in wanted or one.moved]
    rest = [one for one in sliders if one not in first]
    return [*first, *rest[: max(0, SLIDERS - len(first))]]


def _levers(case: Case, reading: CaseWords) -> tuple[Lever, ...]:
    return tuple(
        Lever(f"levers.{lever.id}.start", reading.part(lever.id), tuple(lever.settings), lever.start)
        for lever in case.scenario.levers.values()
    )
