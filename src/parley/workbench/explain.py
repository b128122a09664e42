"""Who would sign what, and why: the deal table of a case, a party's acts now, a worth taken apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from parley.case import Case, open_case
from parley.compiler import compile_game
from parley.dealing import (
    Acts,
    Change,
    DealTable,
    Taken,
    Why,
    acts_now,
    deal_table,
    position_on,
)
from parley.game.size import DEFAULT_LIMIT
from parley.outlook.belief_range import settle_grid
from parley.solver import solve_and_play

MOST_TAKEN_APART = 40
"""Blocked packages for which the smallest change is looked for."""


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
    opened = open_case(case, changes)
    scenario = opened.scenario
    scenario = settle_grid(scenario, memory_limit)
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
