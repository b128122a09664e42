"""A game solved, played forward and judged: the certificate that every figure of an outlook rests on."""

from __future__ import annotations

from dataclasses import dataclass

from parley.errors import SolutionError
from parley.game import Game
from parley.solver.play import Beginning, Course, play
from parley.solver.solution import Solution, solve

MOST_RESIDUAL = 0.5
"""Log-odds by which beliefs and choices may disagree where play leads; beyond it there is no outlook."""


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
    """Refuse a course whose beliefs do not follow from the choices they rest on; raise SolutionError."""
    if not course.residual <= MOST_RESIDUAL:
        raise SolutionError(
            f"beliefs and choices disagree by {course.residual:.2g} in log-odds where play leads; an outlook "
            f"may rest on {MOST_RESIDUAL:g} at most. With perfect or very high precision of the hidden party "
            "there may be nothing to find: state a lower precision, or a finer belief_grid."
        )
