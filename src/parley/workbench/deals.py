"""Who would sign what, and why; advice for a party; packages nobody has named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from parley.case import Case, open_case
from parley.compiler import compile_game
from parley.dealing import (
    Advice,
    Candidate,
    DealTable,
    Explanation,
    Screen,
    Taken,
    WedgeTable,
    acts_of,
    advise_party,
    any_settlement,
    deal_table,
    deals_at,
    nearest_blocked,
    position_on,
    remedy,
    screen,
    wedges,
)
from parley.errors import UsageError
from parley.files import closest_name
from parley.game.names import Name
from parley.game.size import DEFAULT_LIMIT
from parley.outlook import belief_check
from parley.outlook.belief_range import on_the_grid_of, settle_grid
from parley.scenario import all_numbers, parse_change
from parley.scenario.adding import NewPlan, add_plan
from parley.scenario.parts import Scenario
from parley.solver import Equilibrium, solve_and_play
from parley.workbench.attached import KINDS, Finding, Kind, texts
from parley.workbench.writing import as_text, write_whole

MOST_TAKEN_APART = 40
"""Blocked packages for which the smallest change is looked for."""


def _opened(case: str | Path | Case, changes: Mapping[str, object] | None, memory_limit: int) -> Case:
    """A case with its belief grid settled."""
    opened = open_case(case, changes)
    return replace(opened, scenario=settle_grid(opened.scenario, memory_limit))


@dataclass(frozen=True)
class ExplainRequest:
    """What to explain: a day (None: the first), parts of the situation, a party's acts, a package, a motive.

    `check` says for how many packages the smallest change is solved again with. `motive` is a party (its wish
    for any deal), a what-if of the case, or a path of the scenario, with or without `=VALUE`.
    """

    on: date | None = None
    given: Mapping[str, str] | None = None
    party: str = ""
    why: str = ""
    check: int = 1
    motive: str = ""


@dataclass(frozen=True)
class ExplainRun:
    """A case that was solved and explained."""

    case: Case
    explanation: Explanation

    @property
    def finding(self) -> Finding | None:
        """What a known motive costs, as it is kept beside an outlook; None where none was asked about."""
        wedge = self.explanation.wedge
        return None if wedge is None else Finding(Kind.WEDGE, wedge.document())


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
    scenario, name = opened.scenario, opened.name
    without = taken_away(opened, request.motive) if request.motive else None

    def again(changed: Scenario) -> tuple[Equilibrium, DealTable]:
        solved = solve_and_play(compile_game(changed, memory_limit))
        there = position_on(changed, solved.solution, solved.course, request.on, request.given)
        return solved, deal_table(changed, solved.solution, there, name)

    solved = solve_and_play(compile_game(scenario, memory_limit))
    position = position_on(scenario, solved.solution, solved.course, request.on, request.given)
    taken = Taken(scenario, solved.solution, position)
    table = deals_at(taken.standing, scenario, name)
    blocked = [(deal.package, s.party, s.disposition) for deal in table.deals for s in deal.blockers]
    found = [taken.smallest_change(*one) for one in blocked[:MOST_TAKEN_APART]]
    smallest = tuple(change for change in found if change is not None)
    nearest = nearest_blocked(table, request.check)
    checked = (remedy(scenario, solved, deal, smallest, again) for deal in nearest)
    explanation = Explanation(
        table=table,
        changes=smallest,
        remedies=tuple(one for one in checked if one is not None),
        acts=acts_of(taken.standing, request.party) if request.party else None,
        why=taken.why(request.why) if request.why else None,
        wedge=None if without is None else _wedge_of(opened, without, request.motive, (solved, table), again),
        certificate=belief_check(scenario, solved.solution, solved.course),
    )
    return ExplainRun(opened, explanation)


def write_wedge(result: ExplainRun, out: Path) -> Path:
    """Keep what a known motive costs beside the outlook in a folder, for its brief; return the file."""
    finding = result.finding
    if finding is None:
        raise UsageError("--out keeps what a motive costs: name the motive with --motive")
    write_whole(out, texts(out, result.case, [finding]))
    return out / KINDS[Kind.WEDGE].file


@dataclass(frozen=True)
class TakenAway:
    """What takes a motive away: whose it is (empty where it is not one party's), and changes by path."""

    holder: str
    changes: Mapping[str, object]


def taken_away(case: Case, motive: str) -> TakenAway:
    """What takes a motive of a party away; UsageError where there is no such motive."""
    scenario = case.scenario
    if motive in scenario.parties:
        if scenario.parties[motive].any_deal is None:
            raise UsageError(
                f"{motive} has no wish for any deal (parties.{motive}.any_deal); name its motive by a path, "
                f"such as parties.{motive}.flow.NAME, or a what-if of the case"
            )
        return TakenAway(motive, {f"parties.{motive}.any_deal": None})
    if motive in scenario.what_ifs:
        changes = scenario.what_ifs[motive].changes
    elif "=" in motive:
        changes = dict([parse_change(motive)])
    else:
        changes = {motive: _nothing(scenario, motive)}
    holders = {path.split(".")[1] for path in changes if path.startswith("parties.") and path.count(".") > 1}
    return TakenAway(holders.pop() if len(holders) == 1 else "", changes)


def _nothing(scenario: Scenario, path: str) -> object:
    """What stands for nothing at a path: 0 for a number, null for what holds numbers."""
    paths = [number.path for number in all_numbers(scenario)]
    if path in paths:
        return 0
    if any(one.startswith(f"{path}.") for one in paths):
        return None
    known = [*scenario.parties, *scenario.what_ifs, *paths]
    near = closest_name(path, known)
    meant = f"; did you mean '{near}'?" if near else ""
    raise UsageError(
        f"no motive '{path}'{meant}; a motive is a party (its wish for any deal), a what-if, or a path"
    )


def _wedge_of(
    case: Case,
    without: TakenAway,
    motive: str,
    stated: tuple[Equilibrium, DealTable],
    again: Callable[[Scenario], tuple[Equilibrium, DealTable]],
) -> WedgeTable:
    """The deal table with a motive beside the one without it, each solved."""
    changed = case.with_changes({**case.changes, **without.changes}).scenario
    changed = on_the_grid_of(case.scenario, changed)
    solved, table = again(changed)
    return WedgeTable(
        case=case.name,
        title=case.scenario.title,
        day=table.day,
        motive=motive,
        holder=without.holder,
        without=dict(without.changes),
        rows=wedges(stated[1], table),
        settled_with=any_settlement(stated[0]),
        settled_without=any_settlement(solved),
        certificate=belief_check(changed, solved.solution, solved.course),
    )


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
    check = belief_check(opened.scenario, solved.solution, solved.course)
    return PackagesRun(opened, replace(found, certificate=check))


def write_packages(result: PackagesRun, out: Path) -> tuple[Path, Path]:
    """Write `packages.json` and `packages.html`, both whole or neither."""
    from parley.report.deals.packages import render_packages

    paths = out / DATA_FILE, out / PAGE_FILE
    page = render_packages(result.found, result.case.scenario)
    write_whole(out, {paths[0]: as_text(result.found.document()), paths[1]: page})
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
