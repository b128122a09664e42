"""A game solved, played forward and judged: the certificate that every figure of an outlook rests on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parley.errors import SolutionError
from parley.game import Game
from parley.solver.course import Beginning, Course
from parley.solver.play import play
from parley.solver.solution import Solution
from parley.solver.solving import solve

MOST_RESIDUAL = 0.5
"""Log-odds by which beliefs and choices may disagree where play leads; beyond it there is no outlook."""

MOST_LOST = 1e-6
"""Probability that may be missing from the sum of all endings by rounding."""


@dataclass(frozen=True)
class Equilibrium:
    """A solution and its course, which is certified: no residual where play leads is beyond the limit."""

    solution: Solution
    course: Course

    @property
    def residual(self) -> float:
        """The largest belief residual anywhere, in log-odds, whether play leads there or not."""
        return max(self.solution.residual, self.course.residual)


def solve_and_play(game: Game, workers: int = 2) -> Equilibrium:
    """Solve a game and play the solution forward on `workers` threads; raise SolutionError as `certify`."""
    solution = solve(game, workers)
    return Equilibrium(solution, play_certified(solution, workers))


def play_certified(solution: Solution, workers: int = 2, begin: Beginning | None = None) -> Course:
    """Play a solution forward, as `play` does; raise SolutionError as `certify`."""
    course = play(solution, workers, begin)
    certify(course)
    return course


def certify(course: Course) -> None:
    """Refuse a course whose beliefs do not follow from the choices they rest on, or whose probabilities do
    not sum to one; raise SolutionError."""
    if not course.residual <= MOST_RESIDUAL:
        raise SolutionError(
            f"beliefs and choices disagree by {course.residual:.2g} in log-odds where play leads; an outlook "
            f"may rest on {MOST_RESIDUAL:g} at most. Where the hidden party's precision is perfect there may "
            "be nothing to find: state a finite one. Else choices answer too steeply to beliefs: a lower "
            "precision helps, or more nodes in belief_grid."
        )
    sums = course.ended.sum(axis=(0, 1)) + course.situation[-1].sum(axis=0)
    if not np.all((np.abs(sums - 1.0) <= MOST_LOST) | (sums == 0.0)):
        raise SolutionError(
            f"the probabilities of all endings and of none sum to {float(sums[0]):.6g}: numbers of the case "
            "are too large or too small to reckon with. Look for a misplaced decimal point among points, "
            "precisions and rates."
        )
