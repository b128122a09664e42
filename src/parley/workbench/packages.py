"""Packages nobody has named: every combination of options screened against going on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from parley.case import Case, open_case
from parley.compiler import compile_game
from parley.dealing import Candidate, Screen, position_on, screen
from parley.errors import UsageError
from parley.files import closest_name
from parley.game.names import Name
from parley.game.size import DEFAULT_LIMIT
from parley.outlook.belief_range import settle_grid
from parley.scenario.adding import NewPlan, add_plan
from parley.solver import solve_and_play
from parley.workbench.documents import document
from parley.workbench.writing import as_text, write_whole

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
    opened = open_case(case, changes)
    opened = replace(opened, scenario=settle_grid(opened.scenario, memory_limit))
    solved = solve_and_play(compile_game(opened.scenario, memory_limit))
    position = position_on(opened.scenario, solved.solution, solved.course, request.on, request.given)
    found = screen(
        opened.scenario, solved.solution, position, opened.name, request.signatories, request.fixed
    )
    return PackagesRun(opened, found)


def write_packages(result: PackagesRun, out: Path) -> tuple[Path, Path]:
    """Write `packages.json` and `packages.html`, both whole or neither."""
    from parley.report.packages import render_packages

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
