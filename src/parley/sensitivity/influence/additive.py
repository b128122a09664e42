"""Shares of the spread where effects are known one at a time: a regression of draws on what each number
does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from parley.game import Floats, Ints
from parley.sensitivity.influence.influence_result import Shares

MOST_NUMBERS = 10
"""So many numbers are given a share of their own; the rest is told as one."""

PENALTIES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 100.0)
FOLDS, RESAMPLES, HALF_WIDTH = 10, 200, 1.96
STILL = 1e-12


@dataclass(frozen=True)
class Sharing:
    """First-order shares of the numbers and groups that do most, and what all effects together tell.

    `told` is the part of the spread of draws held out that the effects, added up, tell.
    """

    numbers: Mapping[int, Shares]
    groups: Mapping[str, Shares]
    told: float

    def of_number(self, n: int) -> Shares | None:
        """The shares of the number at a place; None where it was not among those that do most."""
        return self.numbers.get(n)

    def of_group(self, group: str) -> Shares | None:
        """The shares of all numbers about one thing together."""
        return self.groups.get(group)


def share_additively(effects: Floats, found: Floats, groups: Mapping[str, Ints], seed: int) -> Sharing:
    """Share the spread of `found` [draw] out between numbers whose effects [draw, number] are known one at a
    time.

    `found` and effects are on a scale without ends. How much an effect found at the stated values counts
    anywhere in the ranges is fitted: one factor for all, and one more for each of those that do most, shrunk
    to it (ridge; Hoerl and Kennard 1970; the penalty is the one that tells draws held out best). Intervals
    are those of the bootstrap over draws (Efron 1979). Interactions are in no share: they are what is not
    told.
    """
    # How many threads share a sum moves its last bits; and for sums this small they cost more than they save.
    with threadpool_limits(1, user_api="blas"):
        return _shared(effects, found, groups, seed)


def _shared(effects: Floats, found: Floats, groups: Mapping[str, Ints], seed: int) -> Sharing:
    if len(found) < 2 * FOLDS or found.std() <= STILL or effects.std() <= STILL:
        return Sharing({}, {}, 0.0)
    effects = effects - effects.mean(axis=0)
    chief = np.argsort(-effects.var(axis=0), kind="stable")[:MOST_NUMBERS]
    penalty = min(PENALTIES, key=lambda one: _missed(effects, found, chief, one))
    told = max(0.0, 1.0 - _missed(effects, found, chief, penalty) / float(found.var()))
    generator = np.random.default_rng(seed)
    again = [_parts(effects, found, chief, groups, penalty)]
    for _ in range(RESAMPLES):
        rows = generator.integers(len(found), size=len(found))
        again.append(_parts(effects[rows], found[rows], chief, groups, penalty))
    first, margins = again[0], HALF_WIDTH * np.std(again[1:], axis=0, ddof=1)
    shares = [
        Shares(float(one), float(margin), float(one), float(margin))
        for one, margin in zip(first, margins, strict=True)
    ]
    return Sharing(
        dict(zip((int(n) for n in chief), shares, strict=False)),
        dict(zip(groups, shares[len(chief) :], strict=True)),
        told,
    )


def _factors(effects: Floats, found: Floats, chief: Ints, penalty: float) -> Floats:
    """How much each number's effect counts, [number]."""
    centred = found - found.mean()
    total = effects.sum(axis=1)
    common = float(total @ centred / max(float(total @ total), STILL))
    factors = np.full(effects.shape[1], common)
    own = effects[:, chief]
    inner = own.T @ own
    ridge = penalty * max(float(np.trace(inner)) / len(chief), STILL)
    factors[chief] += np.linalg.solve(inner + ridge * np.eye(len(chief)), own.T @ (centred - common * total))
    return factors


def _missed(effects: Floats, found: Floats, chief: Ints, penalty: float) -> float:
    """The mean square of what is missed of draws held out."""
    folds, missed = np.arange(len(found)) % FOLDS, np.empty_like(found)
    for fold in range(FOLDS):
        out = folds == fold
        seen, told = effects[~out], found[~out]
        factors = _factors(seen - seen.mean(axis=0), told, chief, penalty)
        missed[out] = found[out] - told.mean() - (effects[out] - seen.mean(axis=0)) @ factors
    return float((missed**2).mean())


def _parts(effects: Floats, found: Floats, chief: Ints, groups: Mapping[str, Ints], penalty: float) -> Floats:
    """The shares of the chief numbers, then of the groups."""
    effects = effects - effects.mean(axis=0)
    each = (effects * _factors(effects, found, chief, penalty)).var(axis=0)
    # Effects that are added up are those of numbers drawn by themselves, so their variances add up too.
    spread = max(float(found.var()), float(each.sum()), STILL)
    return np.concatenate([each[chief], [each[places].sum() for places in groups.values()]]) / spread
