"""How much of what is played stands at the ends of the belief grid, where evidence is thrown away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parley.game import NONE, hidden_sides, log_weights
from parley.solver.course import Course, analyst_prior
from parley.solver.solution import Solution

MOST_WITHHELD = 0.0025
"""Certainty the ends of a grid may keep back: on the Ukraine case a quarter of a point there moves an ending
by less than that, and one and a half points by twelve."""


@dataclass(frozen=True)
class BeliefEnds:
    """Probability at the ends of the belief grid, each the largest over all dates.

    `lower` and `upper` are the probabilities that the war goes on with public log-odds at that end, where
    further evidence that way is lost while evidence the other way counts. `withheld` is how much certainty
    that keeps back: the probability at an end times the doubt left there to whoever doubts most; the grid is
    `wide_enough` where that is at most `MOST_WITHHELD`.
    """

    lower: float
    upper: float
    withheld: float
    wide_enough: bool


NOTHING_HIDDEN = BeliefEnds(0.0, 0.0, 0.0, wide_enough=True)


def belief_ends(solution: Solution, course: Course) -> BeliefEnds:
    """How much of a course stands at the ends of its belief grid; nothing where no party hides anything."""
    s, numbers = solution.game.structure, solution.game.numbers
    sides = hidden_sides(solution.game)
    if not sides:
        return NOTHING_HIDDEN
    if course.log_odds.ndim > 1 or sides[0].party == NONE:
        return _ends_of_axes(solution, course)
    at_ends = course.belief[:, [0, -1]] @ analyst_prior(solution)
    open_parties = [i for i in range(len(s.parties)) if i != s.hidden]
    priors = np.array([numbers.analyst_prior, *numbers.prior[open_parties]])
    doubt = np.array(
        [
            (1.0 / (1.0 + np.exp(s.belief_limit - priors))).max(),
            (1.0 / (1.0 + np.exp(s.belief_limit + priors))).max(),
        ]
    )
    lower, upper = at_ends.max(axis=0)
    withheld = float((at_ends @ doubt).max())
    return BeliefEnds(float(lower), float(upper), withheld, withheld <= MOST_WITHHELD)


def _ends_of_axes(solution: Solution, course: Course) -> BeliefEnds:
    """The same where there are several log-odds: the worst of them, with the doubt about its own kind."""
    by_node, (parties, analyst) = course.belief @ analyst_prior(solution), log_weights(solution.game)
    log_odds = course.log_odds if course.log_odds.ndim > 1 else course.log_odds[:, None]
    lower = upper = withheld = 0.0
    axis = 0
    for g, side in enumerate(hidden_sides(solution.game)):
        weights = np.vstack([analyst[g], parties[g]])
        for k in range(len(side.kinds) - 1):
            odds, values = weights[:, k] - weights[:, -1], log_odds[:, axis]
            below, above = (
                by_node[:, values == end].sum(axis=1).max() for end in (values.min(), values.max())
            )
            doubt = 1.0 / (1.0 + np.exp(side.limit - np.abs(odds).max()))
            lower, upper = max(lower, float(below)), max(upper, float(above))
            withheld = max(withheld, float(max(below, above) * doubt))
            axis += 1
    return BeliefEnds(lower, upper, withheld, withheld <= MOST_WITHHELD)
