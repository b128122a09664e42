"""How much better than a base rate, and how sure one can be of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import bootstrap

from parley.game import Floats, Ints

RESAMPLES = 2000
CONFIDENCE = 0.9
# Below this many rounds, rounds drawn again from themselves are too alike for an interval to mean anything.
LEAST_ROUNDS = 8


@dataclass(frozen=True)
class Skill:
    """The part of a base rate's score that a forecaster saves: 1 is perfect, 0 no better, below 0 worse.

    `low` and `high` hold nine cases in ten; None where no interval can be given.
    """

    value: float | None
    low: float | None
    high: float | None


def skill(own: Floats, other: Floats, rounds: Ints, seed: int) -> Skill:
    """Skill of scores `own` [n] against `other` [n], with a percentile interval from drawing rounds again.

    Questions of one round stand or fall together, so whole rounds are drawn, not questions (a bootstrap
    by blocks; Efron and Tibshirani 1993).
    """
    which, place = np.unique(rounds, return_inverse=True)
    sums = np.zeros((2, len(which)))
    np.add.at(sums[0], place, own)
    np.add.at(sums[1], place, other)
    value = _saved(sums[0], sums[1])
    if not np.isfinite(value):
        return Skill(None, None, None)
    if len(which) < LEAST_ROUNDS or not np.isfinite(sums).all():
        return Skill(float(value), None, None)
    drawn = bootstrap(
        (sums[0], sums[1]),
        _saved,
        paired=True,
        vectorized=True,
        n_resamples=RESAMPLES,
        confidence_level=CONFIDENCE,
        method="percentile",
        rng=np.random.default_rng(seed),
    ).bootstrap_distribution
    kept = drawn[np.isfinite(drawn)]
    low, high = np.quantile(kept, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return Skill(float(value), float(low), float(high))


def _saved(own: Floats, other: Floats, axis: int = -1) -> Floats:
    mine, base = own.sum(axis=axis), other.sum(axis=axis)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(1.0 - mine / base)
