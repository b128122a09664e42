"""Cooperative bargaining on a finite set of outcomes: the efficient ones, and the classical solutions.

Outcomes are rows of gains over the threat point, one column for each bargainer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from parley.game import Flags, Floats, Ints

_PIVOTS = 48
_BLOCK = 512
_SEED = 0


def nash(gains: Floats) -> int:
    """The outcome with the largest product of gains (Nash 1950), among those that hurt nobody."""
    fair = np.all(gains >= 0, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        product = np.where(fair, np.log(np.maximum(gains, 1e-300)).sum(axis=1), -np.inf)
    return int(np.argmax(product))


def kalai_smorodinsky(gains: Floats) -> int:
    """The largest equal share of everybody's best fair gain (Kalai and Smorodinsky 1975).

    On finitely many outcomes shares are rarely equal: the smallest of them is made as large as possible.
    """
    fair = np.all(gains >= 0, axis=1)
    ideal = gains[fair].max(axis=0)
    share = np.min(gains / np.maximum(ideal, 1e-12), axis=1)
    return _best(share, gains, fair)


def egalitarian(gains: Floats) -> int:
    """The outcome whose smallest gain is largest (Kalai 1977)."""
    return _best(gains.min(axis=1), gains, np.all(gains >= 0, axis=1))


def utilitarian(gains: Floats) -> int:
    """The outcome with the largest sum of gains, among those that hurt nobody."""
    return _best(gains.sum(axis=1), gains, np.all(gains >= 0, axis=1))


SOLUTIONS: Mapping[str, Callable[[Floats], int]] = {
    "nash": nash,
    "kalai-smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
    "utilitarian": utilitarian,
}


def _best(score: Floats, gains: Floats, fair: Flags) -> int:
    """The fair outcome with the best score; of several the one with the largest sum."""
    score = np.where(fair, score, -np.inf)
    best = np.flatnonzero(score >= score.max() - 1e-12)
    return int(best[np.argmax(gains[best].sum(axis=1))])


def efficient(gains: Floats) -> Ints:
    """The places of outcomes that no other betters for somebody without hurting anybody, in their order."""
    left = np.arange(len(gains))
    if gains.shape[1] == 1:
        return np.flatnonzero(gains[:, 0] >= gains[:, 0].max())
    if gains.shape[1] == 2:
        return _efficient_pairs(gains)
    rng = np.random.default_rng(_SEED)
    for weights in rng.dirichlet(np.ones(gains.shape[1]), _PIVOTS):
        pivot = gains[left[np.argmax(gains[left] @ weights)]]
        left = left[~_dominated(gains[left], pivot[None])]
    order = left[np.argsort(-gains[left].sum(axis=1), kind="stable")]
    front = np.zeros((0, gains.shape[1]))
    found: list[Ints] = []
    for start in range(0, len(order), _BLOCK):
        block = order[start : start + _BLOCK]
        block = block[~_dominated(gains[block], front)]
        block = block[~_dominated(gains[block], gains[block])]
        front = np.concatenate([front, gains[block]])
        found.append(block)
    return np.sort(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)


def _dominated(points: Floats, by: Floats) -> Flags:
    """Which points some other is at least as good as for all, and better for one."""
    result = np.zeros(len(points), dtype=np.bool_)
    for start in range(0, len(by), _BLOCK):
        others = by[start : start + _BLOCK, None, :]
        no_worse, better = np.ones((len(others), len(points)), dtype=np.bool_), None
        for column in range(points.shape[1]):
            above = others[:, :, column] - points[None, :, column]
            no_worse &= above >= 0
            better = above > 0 if better is None else better | (above > 0)
        if better is not None:
            result |= (no_worse & better).any(axis=0)
    return result


def _efficient_pairs(gains: Floats) -> Ints:
    """Two columns: a sweep from the best of the first, keeping what betters the second."""
    order = np.lexsort((-gains[:, 1], -gains[:, 0]))
    first, second = gains[order, 0], gains[order, 1]
    # Of equal firsts only the best second can be efficient; of smaller firsts only a second above all before.
    lead = np.concatenate([[True], first[1:] < first[:-1]])
    group = np.cumsum(lead) - 1
    best = second[lead]
    before = np.concatenate([[-np.inf], np.maximum.accumulate(best)[:-1]])
    keep = (second == best[group]) & (best > before)[group]
    return np.sort(order[keep])
