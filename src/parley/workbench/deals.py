"""Who would sign what, and why; advice for a party; packages nobody has named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from parley.case import Case, open_case
from parley.compiler import compile_game
from parley.dealing import (
    Acts,
    Advice,
    Candidate,
    Change,
    DealTable,
    Screen,
    Taken,
    Why,
    acts_now,
    advise_party,
    deal_table,
    position_on,
    screen,
)
from parley.errors import UsageError
from parley.files import closest_name
from parley.game.names import Name
from parley.game.size import DEFAULT_LIMIT
from parley.outlook.belief_range import settle_grid
from parley.scenario.adding import NewPlan, add_plan
from parley.solver import solve_and_play
from parley.workbench.writing import as_text, document, write_whole

MOST_TAKEN_APART = 40
"""Blocked packages for which the smallest change is looked for."""


def _opened(case: str | Path | Case, changes: Mapping[str, object] | None, memory_limit: int) -> Case:
    """A case with its belief grid settled."""
    opened = open_case(case, changes)
    return replace(opened, scenario=settle_grid(opened.scenario, memory_limit))


@dataclass(frozen=True)
class ExplainRequest:
    """What to explain: a day (None: the first), parts of the situation, a party's acts, a package."""

    on: date | None = None
    given: Mapping[str, str] | None = None
    party: str = ""
    why: str = ""


@dataclass(frozen=True)
class Explanation:
    """What a case says of its packages: the deal table, the smallest changes, and what else was asked for."""

    table: DealTable
    changes: tuple[Change, ...]
    acts: Acts | None
    why: Why | None


@dataclass(frozen=True)
class ExplainRun:
    """A case that was solved and explained."""

    case: Case
    explanation: Explanation


def explain(
    case: str | Path | Case,
    request: ExplainRequest | None = None,
    changes: Mapping[str, object] | None = None,
    *,
    memory_limit: int = DEFAULT_LIMIT,
) -> ExplainRun:
    """Solve a case and say who would sign which package, who blocks it by how much, and what would change it.

    Raises UsageError for a day, part, party or package that is not there.
    """
    request = request or ExplainRequest()
    opened = _opened(case, changes, memory_limit)
    scenario = opened.scenario
    solved = solve_and_play(compile_game(scenario, memory_limit))
    position = position_on(scenario, solved.solution, solved.course, request.on, request.given)
    table = deal_table(scenario, solved.solution, position, opened.name)
    acts = acts_now(solved.solution, position, request.party) if request.party else None
    taken = Taken(scenario, solved.solution, position)
    blocked = [(deal.package, s.party, s.disposition) for deal in table.deals for s in deal.blockers]
    found = [taken.smallest_change(*one) for one in blocked[:MOST_TAKEN_APART]]
    smallest = tuple(change for change in found if change is not None)
    why = taken.why(request.why) if request.why else None
    return ExplainRun(opened, Explanation(table, smallest, acts, why))


@dataclass(frozen=True)
class AdviseRequest:
    """Whom to advise, on which day (None: the first), in which situation, and a plan of its own to judge."""

    party: str
    plan: tuple[str, ...] = ()
    on: date | None = None
    given: Mapping[str, str] | None = None


@dataclass(frozen=True)
class AdviseRun:
    """A case that was solved, and the advice read off it."""

    case: Case
    advice: Advice


def advise(
    case: str | Path | Case,
    request: AdviseRequest,
    changes: Mapping[str, object] | None = None,
    *,
    memory_limit: int = DEFAULT_LIMIT,
) -> AdviseRun:
    """Solve a case and advise a party; UsageError for a party, an act, a day or a part that is not there."""
    opened = _opened(case, changes, memory_limit)
    solved = solve_and_play(compile_game(opened.scenario, memory_limit))
    position = position_on(opened.scenario, solved.solution, solved.course, request.on, request.given)
    advice = advise_party(
        opened.scenario, solved.solution, solved.course, position, opened.name, request.party, request.plan
    )
    return AdviseRun(opened, advice)


DATA_FILE, PAGE_FILE = "packages.json", "packages.html"


@dataclass(frozen=True)
class PackagesRequest:
    """What to screen: the day (None: the first), parts of the situation, who signs, options held fixed."""

    on: date | None = None
    given: Mapping[str, str] | None = None
    signatories: tuple[str, ...] = ()
    fixed: Mapping[str, str] | None = None


@dataclass(frozen=True)
class PackagesRun:
    """A case whose packages were screened."""

    case: Case
    found: Screen


def packages(
    case: str | Path | Case,
    request: PackagesRequest | None = None,
    changes: Mapping[str, object] | None = None,
    *,
    memory_limit: int = DEFAULT_LIMIT,
) -> PackagesRun:
    """Solve a case and screen every combination of options; UsageError for names that are not there."""
    request = request or PackagesRequest()
    opened = _opened(case, changes, memory_limit)
    solved = solve_and_play(compile_game(opened.scenario, memory_limit))
    position = position_on(opened.scenario, solved.solution, solved.course, request.on, request.given)
    found = screen(
        opened.scenario, solved.solution, position, opened.name, request.signatories, request.fixed
    )
    return PackagesRun(opened, found)


def write_packages(result: PackagesRun, out: Path) -> tuple[Path, Path]:
    """Write `packages.json` and `packages.html`, both whole or neither."""
    from parley.report.deals.packages import render_packages

    paths = out / DATA_FILE, out / PAGE_FILE
    page = render_packages(result.found, result.case.scenario)
    write_whole(out, {paths[0]: as_text(document(result.found)), paths[1]: page})
    return paths


def picked(found: Screen, role: str) -> Candidate:
    """The package with a role, such as `nash`, `nash:mild` or `closest:PLAN`; UsageError where there is none.

    A role without a disposition is that of the first for which there is one, `every` before the others.
    """
    name = Name(role)
    if name.head == "closest":
        fitting = [one for one in found.repairs if one.plan == name.about and one.package is not None]
        if fitting and fitting[0].package is not None:
            return fitting[-1].package or fitting[0].package
    roles = {each: one for one in found.references for each in one.roles}
    if role in roles:
        return roles[role]
    for kind in reversed(found.kinds):
        if Name.joined(role, kind) in roles:
            return roles[Name.joined(role, kind)]
    known = [*roles, *(Name.joined("closest", one.plan) for one in found.repairs if one.package is not None)]
    if not known:
        raise UsageError("no combination of options is better than going on for everybody; none can be added")
    near = closest_name(role, known)
    meant = f"; did you mean '{near}'?" if near else ""
    raise UsageError(f"no package '{role}'{meant} (there are {', '.join(dict.fromkeys(known))})")


def add_package(result: PackagesRun, plan: str, role: str) -> Path:
    """Write the package with a role into the scenario of the case as a plan; return the file."""
    candidate = picked(result.found, role)
    if plan in result.case.scenario.plans:
        raise UsageError(f"the scenario has a plan called '{plan}' already; choose another name")
    note = f"found by parley packages as {role}, of {result.found.day}; judgement"
    return add_plan(result.case.folder, NewPlan(plan, candidate.terms, result.found.signatories, note))
