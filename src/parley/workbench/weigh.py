"""The record of a case held against its solved game."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from parley import __version__
from parley.case import Case, open_case
from parley.compiler import compile_game
from parley.game import Floats
from parley.game.general import hidden_sides, profile_kinds
from parley.game.size import DEFAULT_LIMIT
from parley.inference import weighing as filters
from parley.inference.days import day_to_weigh
from parley.inference.weighing import Coding, Strategies, Weighed, code_record, next_moves
from parley.inference.weighing.ahead import course_from, endings_by_date
from parley.inference.weighing.one_side import about_side
from parley.outlook import belief_check
from parley.outlook.belief_range import settle_grid
from parley.record import Record
from parley.report.inference.weighing.document import Weighing, compose_coding, compose_weighing
from parley.report.inference.weighing.form import WeighedRecord
from parley.report.inference.weighing.naming import Naming, blind_naming, open_naming
from parley.scenario.parts import Scenario
from parley.solver import Equilibrium, Solution, solve_and_play
from parley.workbench.attached import Finding, Kind, texts
from parley.workbench.writing import as_text, write_whole

DATA_FILE, PAGE_FILE = "weighing.json", "weighing.html"
COMING_ROUNDS = 8


@dataclass(frozen=True)
class WeighRun:
    """A case whose record was weighed, and the document as `weighing.json` has it."""

    case: Case
    weighing: dict[str, Any]

    @property
    def weighed(self) -> WeighedRecord:
        """The weighing as its sections read it."""
        return WeighedRecord.read(self.weighing)

    @property
    def finding(self) -> Finding:
        """The weighing as it is kept beside an outlook."""
        return Finding(Kind.WEIGHING, self.weighing, date.fromisoformat(self.weighing["asked_for"]))

    @property
    def scenario(self) -> Scenario:
        """What was assumed."""
        return self.case.scenario


@dataclass(frozen=True)
class WeighRequest:
    """What to weigh: the record up to a day (None: up to the scenario's), and whether to withhold names."""

    as_of: date | None = None
    blind: bool = False
    rounds: int = COMING_ROUNDS


@dataclass(frozen=True)
class SolvedCoding:
    """A case that was solved as its coding has it, on which its record can be weighed up to any day."""

    case: Case
    coding: Coding
    solved: Equilibrium


def solve_coding(
    case: str | Path | Case,
    changes: Mapping[str, object] | None = None,
    *,
    memory_limit: int = DEFAULT_LIMIT,
) -> SolvedCoding:
    """Solve a case as its coding has it. Raises as `weigh`."""
    opened = open_case(case, changes)
    coding = opened.coding
    coding = replace(coding, scenario=settle_grid(coding.scenario, memory_limit))
    return SolvedCoding(opened, coding, solve_and_play(compile_game(coding.scenario, memory_limit)))


def weigh(
    case: str | Path | Case,
    request: WeighRequest | None = None,
    changes: Mapping[str, object] | None = None,
    *,
    memory_limit: int = DEFAULT_LIMIT,
    solved: SolvedCoding | None = None,
) -> WeighRun:
    """Weigh a case's record: beliefs by date, surprises, impossible moments, and what comes next.

    Nothing dated after the request's day, or the scenario's own, is read. `solved` is the case under the
    changes where that was solved before. Raises CaseError for faults of the
    case or its coding, UsageError where there is no coding, SolutionError where nothing may rest on it.
    """
    request = request or WeighRequest()
    ready = solved or solve_coding(case, changes, memory_limit=memory_limit)
    opened, coding, found = ready.case, ready.coding, ready.solved
    said = weigh_record(found.solution, opened.scenario, coding, opened.record, request)
    if not request.blind:
        said |= {"case": opened.name, "input_hashes": opened.input_hashes}
    check = belief_check(coding.scenario, found.solution, found.course)
    if request.blind and check.unsettled_on is not None:
        # Days count from a first one that tells of nobody.
        check = replace(check, unsettled_on=None)
    return WeighRun(opened, {"version": __version__, **said, "certificate": check.document()})


def weigh_record(
    solution: Solution, scenario: Scenario, coding: Coding, record: Record, request: WeighRequest
) -> dict[str, Any]:
    """The document of a record weighed against a solution of its coding's scenario."""
    as_of = day_to_weigh(scenario, coding, record, request.as_of)
    coded = code_record(coding, record, as_of)
    strategies = Strategies(solution)
    weighed = filters.weigh(solution, coded, strategies=strategies)
    ahead = next_moves(solution, weighed, request.rounds, strategies) if weighed.state else None
    course = course_from(solution, weighed)
    weighing = Weighing(
        stated=scenario,
        coding=coding,
        coded=coded,
        record=record,
        solution=solution,
        weighed=_of_the_first_side(solution, weighed),
        ahead=ahead,
        endings=endings_by_date(solution, weighed, course),
        naming=_naming(coding, record, request.blind),
        others=_of_other_sides(solution, weighed),
    )
    return compose_weighing(weighing)


def _of_the_first_side(solution: Solution, weighed: Weighed) -> Weighed:
    """What was weighed as it tells of the first hidden party; another that hides is summed over."""
    sides = hidden_sides(solution.game)
    return about_side(weighed, profile_kinds(sides)[:, 0]) if len(sides) > 1 else weighed


def _of_other_sides(solution: Solution, weighed: Weighed) -> dict[str, Floats]:
    """Beliefs [t, holder, kind] in the kinds of every hidden side after the first."""
    sides = hidden_sides(solution.game)
    kinds = profile_kinds(sides)
    return {side.name: about_side(weighed, kinds[:, n]).beliefs for n, side in enumerate(sides) if n > 0}


def _naming(coding: Coding, record: Record, blind: bool) -> Naming:
    moves = [move.id for move in record.moves]
    if not blind:
        return open_naming(coding.scenario, "", moves)
    actors = {word.lower() for move in record.moves for word in (*move.actor, *move.target)}
    return blind_naming(coding.scenario, moves, actors)


def coded_record(case: Case) -> dict[str, Any]:
    """How the record of a case is coded, which needs nothing solved; a case without a coding is refused."""
    coding, record = case.coding, case.record
    coded = code_record(coding, record, case.as_of)
    return compose_coding(coding, coded, record, _naming(coding, record, False))


def write_weighing(result: WeighRun, out: Path) -> tuple[Path, Path]:
    """Write `weighing.json` and `weighing.html`, both whole or neither; raise OutputError otherwise.

    A blind weighing goes to `blind-weighing.json` and `blind-weighing.html`, beside an open one.
    """
    from parley.report.inference.weighing import render_weighing

    before = "blind-" if result.weighing["blind"] else ""
    data, page = out / f"{before}{DATA_FILE}", out / f"{before}{PAGE_FILE}"
    shown = {page: render_weighing(result.weighed)}
    if result.weighing["blind"]:
        # Nothing in the open may tell whose the letters are.
        write_whole(out, {data: as_text(result.weighing), **shown})
    else:
        write_whole(out, {**shown, **texts(out, result.case, (result.finding,))})
    return data, page
