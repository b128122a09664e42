"""Frictions fitted on half of the wars and tested on the other half, and what so few wars can tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

import numpy as np
from benchmarks.past_talks.forecasting import PRESENT, Frictions

SPLITS = 20
REDRAWN = 4000


@dataclass(frozen=True)
class Split:
    """Half of the wars to fit on: the frictions with the least mean loss there, and losses on the rest."""

    seed: int
    fitted_on: tuple[str, ...]
    best: Frictions
    fitted: float
    present: float
    outside: float
    counted: float


def halves(slugs: Sequence[str], seed: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Wars to fit on and wars to test on, as a seed has it."""
    order = np.random.default_rng(seed).permutation(len(slugs))
    half = len(slugs) // 2
    chosen = {slugs[n] for n in order[:half]}
    return tuple(s for s in slugs if s in chosen), tuple(s for s in slugs if s not in chosen)


def best_of(losses: Mapping[Frictions, Mapping[str, float]], slugs: Sequence[str]) -> Frictions:
    """The frictions with the least mean loss on some wars; of equal ones the least in order."""
    return min(sorted(losses), key=lambda one: round(mean(losses[one], slugs), 9))


def within_noise(
    losses: Mapping[Frictions, Mapping[str, float]], slugs: Sequence[str]
) -> tuple[Frictions, ...]:
    """The combinations at most one standard error worse than the best (Breiman and others 1984)."""
    best = losses[best_of(losses, slugs)]
    found = []
    for one, loss in losses.items():
        worse = np.array([loss[slug] - best[slug] for slug in slugs])
        if worse.mean() <= worse.std(ddof=1) / np.sqrt(len(slugs)) + 1e-12:
            found.append(one)
    return tuple(found)


def simplest(combinations: Sequence[Frictions], losses: Mapping[Frictions, Mapping[str, float]]) -> Frictions:
    """Of some combinations the one that departs from `PRESENT` in the fewest places, the best of such."""
    present = astuple(PRESENT)

    def departs(one: Frictions) -> int:
        return sum(mine != theirs for mine, theirs in zip(astuple(one), present, strict=True))

    return min(combinations, key=lambda one: (departs(one), mean(losses[one], list(losses[one])), one))


def mean(loss: Mapping[str, float], slugs: Sequence[str]) -> float:
    """Mean loss over some wars."""
    return float(np.mean([loss[slug] for slug in slugs]))


def redrawn(differences: Sequence[float], seed: int = 1) -> tuple[float, float]:
    """What holds nine tenths of mean differences when the wars are redrawn from themselves."""
    values = np.asarray(differences)
    rng = np.random.default_rng(seed)
    means = values[rng.integers(0, len(values), size=(REDRAWN, len(values)))].mean(axis=1)
    low, high = np.quantile(means, [0.05, 0.95])
    return float(low), float(high)
