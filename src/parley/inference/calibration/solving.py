"""Draws of the assumptions solved, and the record weighed under each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from parley.compiler import compile_game
from parley.errors import CaseError, SolutionError
from parley.game import Floats
from parley.inference.weighing import weigh
from parley.scenario import restate
from parley.scenario.coding import CodedRecord, Coding
from parley.solver import play_certified, solve

INVALID, UNCERTIFIED = "invalid", "uncertified"
Progress = Callable[[int, int], None]
"""Called with how many draws are done and how many there are."""


@dataclass(frozen=True)
class Task:
    """What is done with each draw: the coding and the coded record.

    `workers` draws are solved side by side; the answers do not depend on their number.
    """

    coding: Coding
    coded: CodedRecord
    workers: int = 2


@dataclass(frozen=True)
class Answer:
    """What one draw says.

    `log_likelihood` of what it allows of the record, in nats; `unforeseen` moments it does not allow.
    `ended` [t, e] is the probability that each ending has been reached by the start of each round from
    the one the record ends in; no rounds where the record ended the war. `residual` is the largest belief
    residual of the draw, in log-odds.
    """

    log_likelihood: float
    unforeseen: int
    ended: Floats
    residual: float


def solve_draws(
    task: Task, draws: Sequence[Mapping[str, float]], progress: Progress
) -> tuple[Answer | str, ...]:
    """Solve draws, each a mapping of scenario paths to values, and weigh the record under each.

    A draw that gives no answer gives the reason: numbers that make no valid scenario together, or a
    solution without certificate.
    """
    found: list[Answer | str] = []
    with ThreadPoolExecutor(task.workers) as pool:
        for answer in pool.map(lambda values: _answer(task, values), draws):
            found.append(answer)
            progress(len(found), len(draws))
    return tuple(found)


def _answer(task: Task, values: Mapping[str, float]) -> Answer | str:
    try:
        game = compile_game(restate(task.coding.scenario, values))
    except CaseError:
        return INVALID
    solution = solve(game, workers=1)
    weighed = weigh(solution, task.coded)
    unforeseen = len(weighed.impossible)
    if weighed.state is None:
        try:
            course = play_certified(solution, 1)
        except SolutionError:
            return UNCERTIFIED
        ended = np.zeros((0, len(game.structure.endings)))
        residual = max(solution.residual, course.residual)
        return Answer(weighed.log_likelihood, unforeseen, ended, residual)
    try:
        course = play_certified(solution, 1, weighed.state)
    except SolutionError:
        return UNCERTIFIED
    by_round = course.ended[weighed.state.round :] @ weighed.state.weights
    ended = np.concatenate([np.zeros((1, by_round.shape[1])), np.cumsum(by_round, axis=0)])
    return Answer(weighed.log_likelihood, unforeseen, ended, max(solution.residual, course.residual))
