"""A weighed record as it tells of one hidden side, where several hide: the others' kinds are summed over."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from parley.game import Floats, Ints
from parley.inference.weighing.weighed import Seen, Weighed


def about_side(weighed: Weighed, kinds: Ints) -> Weighed:
    """What was weighed, told of one side; `kinds` [h] is the side's kind in each profile of all hidden sides.

    A likelihood under a kind is the mean over the profiles that have it, each with the analyst's probability
    of it just before. Beliefs add up. `mass` and `weights` stay as they are, by profile.
    """
    count = int(kinds.max()) + 1
    weights = weighed.prior[-1]
    with np.errstate(divide="ignore"):
        likelihood = np.log(_mean(np.exp(weighed.by_disposition), weights, kinds, count))
    rounds = []
    for one in weighed.rounds:
        seen: list[Seen] = []
        for entry in one.seen:
            by = _mean(entry.by_disposition, weights, kinds, count)
            seen.append(replace(entry, by_disposition=by, beliefs=_folded(entry.beliefs, kinds, count)))
            after = weights * entry.by_disposition
            weights = after / after.sum() if after.sum() > 0.0 else weights
        rounds.append(replace(one, seen=tuple(seen), beliefs=_folded(one.beliefs, kinds, count)))
        weights = one.beliefs[-1]
    return replace(
        weighed,
        prior=_folded(weighed.prior, kinds, count),
        rounds=tuple(rounds),
        by_disposition=likelihood,
    )


def _folded(beliefs: Floats, kinds: Ints, count: int) -> Floats:
    """Beliefs [holder, h] added up to beliefs of the side's kinds [holder, kind]."""
    return np.stack([beliefs[:, kinds == kind].sum(axis=1) for kind in range(count)], axis=1)


def _mean(values: Floats, weights: Floats, kinds: Ints, count: int) -> Floats:
    """The mean of values [h] over the profiles of each kind, by their weights; 0 where a kind has none."""
    total = np.bincount(kinds, weights, count)
    return np.divide(np.bincount(kinds, weights * values, count), total, out=np.zeros(count), where=total > 0)
