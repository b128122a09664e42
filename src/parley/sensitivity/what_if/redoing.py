"""Solve a changed scenario, doing again only what the change can move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np

from parley.compiler import compile_game
from parley.game import NONE, Game
from parley.game.size import DEFAULT_LIMIT
from parley.outlook import Outlook, compose
from parley.scenario.parts import Scenario
from parley.solver import Solution, play_certified, solve


class Redone(StrEnum):
    """How much had to be done again: nothing, the forward pass alone, or all of it."""

    NOTHING = "nothing"
    FORECAST = "forecast"
    ALL = "all"


@dataclass(frozen=True)
class Solved:
    """A scenario with its game, its solution and its outlook."""

    scenario: Scenario
    game: Game
    solution: Solution
    outlook: Outlook


def solve_stated(
    scenario: Scenario,
    case: str,
    hashes: Mapping[str, str],
    memory_limit: int = DEFAULT_LIMIT,
) -> Solved:
    """Solve a scenario as it is stated."""
    game = compile_game(scenario, memory_limit)
    solution = solve(game)
    return _played(scenario, solution, case, hashes)


def redo(stated: Solved, scenario: Scenario, memory_limit: int = DEFAULT_LIMIT) -> tuple[Solved, Redone]:
    """Solve a changed scenario; a game that is still the same is not solved again.

    The analyst's own prior moves no choice of any party, so where nothing else has changed the solution
    stands and only the forward pass is done again.
    """
    game = compile_game(scenario, memory_limit)
    if same(stated.game, game):
        return stated, Redone.NOTHING
    case, hashes = stated.outlook.case, stated.outlook.input_hashes
    if same(stated.game, _as_believed(game, stated.game)):
        solution = replace(stated.solution, game=game)
        return _played(scenario, solution, case, hashes), Redone.FORECAST
    return _played(scenario, solve(game), case, hashes), Redone.ALL


def _as_believed(game: Game, by: Game) -> Game:
    """A game under the analyst's prior of another; the hidden party's own entry is that prior too."""
    prior, hidden = game.numbers.prior.copy(), game.structure.hidden
    if hidden != NONE and len(by.numbers.prior) == len(prior):
        prior[hidden] = by.numbers.prior[hidden]
    numbers = replace(game.numbers, prior=prior, analyst_prior=by.numbers.analyst_prior)
    return replace(game, numbers=numbers)


def _played(scenario: Scenario, solution: Solution, case: str, hashes: Mapping[str, str]) -> Solved:
    course = play_certified(solution)
    outlook = compose(scenario, solution, course, case=case, input_hashes=hashes, seconds=0.0)
    return Solved(scenario, solution.game, solution, outlook)


def same(first: Any, second: Any) -> bool:
    """Tell whether two games, or two parts of games, hold the same numbers; labels may differ."""
    if isinstance(first, np.ndarray):
        return first.shape == second.shape and bool(np.array_equal(first, second))
    if isinstance(first, tuple) and isinstance(second, tuple):
        return len(first) == len(second) and all(map(same, first, second))
    if is_dataclass(first) and not isinstance(first, type):
        return type(first) is type(second) and all(
            same(getattr(first, field.name), getattr(second, field.name))
            for field in fields(first)
            if field.name not in ("labels", "size")
        )
    return bool(first == second)
