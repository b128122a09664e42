"""What playing a solution gives, where play may begin, and strategies as they are read off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parley.game import Floats, Ints, hidden_sides, log_weights, profile_kinds
from parley.solver.solution import Solution

USUAL_RESIDUAL = 1e-6
"""Log-odds. The search for beliefs stops at 1e-11, and what is below a millionth moves no printed figure."""


@dataclass(frozen=True)
class Course:
    """What happens, given each disposition h of the hidden party; probabilities, not samples.

    `ended` [t, e, h] in round t; `situation` [t, s, h] and `belief` [t, f, h] still fighting at the start of
    round t (t = rounds: at the horizon), belief by public log-odds `log_odds` [f], or [f, d] where there are
    several; `actions` [t, a, h] expected counts; `answers` [j, k, 3, h] expected acceptances, refusals and
    walk-outs of the whole course.
    Under the analyst's prior, given still fighting: `range_open` [t, x], `range_empty` [t], `waiting` [t, i]
    (nan where no package would be taken). `gain` [t, i, h, x]: worth of fighting on less that of each
    package, given still fighting and the disposition (nan where the war is over, or reserved).
    Certificate at the nodes reached: `residual`, and `regret` and `allowed` [i] in points; `unsettled` [t] is
    the probability, under the analyst's prior, of standing in round t where a node decides whose residual is
    above `USUAL_RESIDUAL`. `residual_off_path` is the largest residual at nodes that one deviation from play
    leads to; it is that of all nodes where that is no larger than usual, for then nobody looks further.
    """

    ended: Floats
    situation: Floats
    belief: Floats
    log_odds: Floats
    actions: Floats
    answers: Floats
    range_open: Floats
    range_empty: Floats
    waiting: Floats
    gain: Floats
    regret: Floats
    allowed: Floats
    residual: float
    residual_off_path: float
    unsettled: Floats


@dataclass(frozen=True)
class Certificate:
    """How good the strategies are at nodes that play reaches, or would after one deviation: see `Course`."""

    residual: float
    residual_off_path: float
    unsettled: Floats
    regret: Floats
    allowed: Floats


@dataclass(frozen=True)
class Beginning:
    """Where play begins: in a round, with a mass [h, s, f] that sums to one for each disposition.

    It stands on the log-odds of play (`play_log_odds`). `weights` [h] are the analyst's probabilities of the
    dispositions there.
    """

    round: int
    mass: Floats
    weights: Floats


@dataclass(frozen=True)
class Policy:
    """What everybody does in one round at the belief nodes of some situations.

    `situations` [n]. `chance` [n, b, a, h] probability of an action, given that its party has the floor.
    `accept`, `walk` [n, b, j, k, h] of the k-th to answer joint action j, given that it is asked.
    """

    round: int
    situations: Ints
    chance: Floats
    accept: Floats
    walk: Floats


def analyst_prior(solution: Solution) -> Floats:
    """The analyst's probability of each disposition or profile, shape [h]."""
    sides, (_, analyst) = hidden_sides(solution.game), log_weights(solution.game)
    kinds, result = profile_kinds(sides), np.ones(solution.values.shape[4])
    if len(sides) == 1 and len(sides[0].kinds) == 2:
        first = 1.0 / (1.0 + np.exp(analyst[0][1] - analyst[0][0]))
        return np.array([first, 1.0 - first])
    for g, weights in enumerate(analyst):
        odds = np.exp(weights - weights.max())
        result = result * (odds / odds.sum())[kinds[:, g]]
    return np.asarray(result)
