"""What is kept of one draw: endings by date, worths, durability and a few beliefs, as one row of figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from parley.compiler import compile_game, date_of
from parley.errors import CaseError, ParleyError, SolutionError
from parley.game import Floats, Game
from parley.game.names import STILL_FIGHTING
from parley.outlook import hidden, series, worths
from parley.scenario import restate
from parley.scenario.parts import Scenario
from parley.solver import Course, Solution, solve_and_play

# How far ahead beliefs are kept, in days: a month, a quarter, half a year, one year, two.
_LOOK_AHEAD = (30, 91, 182, 365, 730)


@dataclass(frozen=True)
class Entry:
    """What one figure of an outcome is.

    `what` is ending, worth, kept, belief or residual; `name` an ending, party, plan or holder;
    `disposition` and `day` are empty where they mean nothing.
    """

    what: str
    name: str
    disposition: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Recipe:
    """All that is needed to work out a draw, wherever that is done."""

    scenario: Scenario
    paths: tuple[str, ...]
    memory_limit: int


@dataclass(frozen=True)
class Found:
    """What came of one draw: figures in the order of the layout or, where there are none, the reason."""

    draw: int
    figures: Floats | None
    reason: str = ""


def layout(scenario: Scenario, game: Game) -> tuple[Entry, ...]:
    """What each figure of an outcome is, in order; the same for every draw of a study."""
    s = game.structure
    days = [date_of(scenario, t) for t in range(scenario.rounds + 1)]
    entries = [Entry("ending", name, day=day) for name in (*s.endings, STILL_FIGHTING) for day in days]
    entries += [Entry("worth", party) for party in s.parties]
    entries += [Entry("kept", plan) for plan in s.packages]
    entries += [
        Entry("belief", holder, kind, days[t])
        for holder, kinds in hidden.holders(game).items()
        for kind in kinds
        for t in _few_rounds(scenario)
    ]
    return (*entries, Entry("residual", "residual"))


def _few_rounds(scenario: Scenario) -> list[int]:
    """The rounds that start nearest to the dates at which beliefs are kept, and the horizon."""
    ahead = map(scenario.pace.nearest, _LOOK_AHEAD)
    return sorted({t for t in ahead if 0 < t < scenario.rounds} | {scenario.rounds})


def work_out(recipe: Recipe, draws: Sequence[tuple[int, Sequence[float]]]) -> list[Found]:
    """Solve draws, each a number and its values; one that cannot be solved says why, and the rest goes on."""
    return [_found(recipe, number, dict(zip(recipe.paths, row, strict=True))) for number, row in draws]


def _found(recipe: Recipe, number: int, values: Mapping[str, float]) -> Found:
    try:
        scenario = restate(recipe.scenario, values)
        figures = _figures(scenario, compile_game(scenario, recipe.memory_limit))
    except MemoryError:
        # Whether memory suffices is no property of the draw: another time it may.
        raise
    except CaseError as problem:
        return Found(
            number, None, "; ".join(_in_a_line(fault.expected, fault.got) for fault in problem.faults)
        )
    except ParleyError as problem:
        return Found(number, None, f"{problem.slug}: {problem}")
    except Exception as problem:
        # A draw that meets a defect of ours must not take the others with it.
        return Found(number, None, f"unexpected {type(problem).__name__}: {problem}")
    return Found(number, figures)


def _in_a_line(expected: str, got: str) -> str:
    return f"not a valid scenario: expected {expected}, got {got}"


def _figures(scenario: Scenario, game: Game) -> Floats:
    """The outcome of a game, on one thread."""
    found = solve_and_play(game, workers=1)
    solution, course = found.solution, found.course
    figures = np.concatenate([_endings(solution, course), _rest(scenario, solution, course)])
    if not np.isfinite(figures).all():
        raise SolutionError("an outcome came out infinite or undefined")
    return figures


def _endings(solution: Solution, course: Course) -> Floats:
    ended, fighting = series.endings(solution, course)
    return np.concatenate([*(np.asarray(path) for path in ended.values()), np.asarray(fighting)])


def _rest(scenario: Scenario, solution: Solution, course: Course) -> Floats:
    rounds = _few_rounds(scenario)
    beliefs = hidden.beliefs(solution, course)
    figures = [worth.mean for worth in worths.worth_now(solution).values()]
    figures += [kept.mean for kept in worths.durability(solution).values()]
    figures += [path[t] for held in beliefs.values() for path in held.values() for t in rounds]
    return np.array([*figures, max(solution.residual, course.residual)], dtype=np.float64)
