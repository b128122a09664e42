"""Where draws are made: over the stated ranges first, then more often where the record is more probable.

Draws from the stated ranges alone seldom come where a record of many moves is probable. So a later stage
draws from tilted ranges, and every draw is weighed by how much more probable the tilting made it: the
answer stays that of the stated ranges, with more effective draws. All stages count together (multiple
importance sampling with the mixture of all stages below the line; Cornuet, Marin, Mira and Robert 2012).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import qmc

from parley.game import Floats

# The part of every stage that is drawn from the stated ranges, so that no draw can weigh without bound.
PLAIN = 0.25
# Slopes beyond this would leave parts of a range unvisited; e to this is the most ends differ by.
STEEPEST = 4.0
RIDGES = np.geomspace(1e-2, 1e4, 25)


@dataclass(frozen=True)
class Proposal:
    """A density over places of the stated spreads: e^(slope * place) for each number, mixed with evenness.

    `slope` [p] in nats from the low end to the high end of a range; all zero is the stated ranges.
    """

    slope: Floats

    def draw(self, count: int, seed: int | tuple[int, ...]) -> Floats:
        """Places of `count` draws, [n, p], from a scrambled Sobol sequence (Owen 1998)."""
        power = max(1, int(np.ceil(np.log2(count))))
        # One more coordinate says which draws are plain; every fourth point of the sequence is not even.
        sobol = qmc.Sobol(len(self.slope) + 1, scramble=True, rng=np.random.default_rng(seed))
        even = np.asarray(sobol.random_base2(power))[:count]
        leans = np.where(even[:, :1] < PLAIN, 0.0, 1.0)
        return _inverse(even[:, 1:], leans * self.slope)

    def log_density(self, places: Floats) -> Floats:
        """Logarithm of the density at places [n, p], shape [n]; 0 everywhere for the stated ranges."""
        tilted = (self.slope * places - _log_mean_exp(self.slope)).sum(axis=1)
        return np.asarray(np.logaddexp(np.log(PLAIN), np.log1p(-PLAIN) + tilted))


def stated(numbers: int) -> Proposal:
    """The stated ranges themselves."""
    return Proposal(np.zeros(numbers))


def log_mixture(stages: Sequence[tuple[Proposal, int]], places: Floats) -> Floats:
    """Logarithm of the density that all stages, each with its number of draws, have at places, [n]."""
    total = sum(count for _, count in stages)
    parts = [np.log(count / total) + proposal.log_density(places) for proposal, count in stages]
    return np.asarray(np.logaddexp.reduce(parts, axis=0))


def tilted_towards(places: Floats, log_likelihood: Floats) -> Proposal:
    """The proposal that leans as the log-likelihood does, by ridge regression on places [n, p].

    The strength of the ridge is the one that predicts draws left out best (generalised cross-validation;
    Golub, Heath and Wahba 1979). Draws that rule the record out are left aside.
    """
    possible = np.isfinite(log_likelihood)
    x = places[possible] - places[possible].mean(axis=0)
    y = log_likelihood[possible] - log_likelihood[possible].mean()
    u, sizes, v = np.linalg.svd(x, full_matrices=False)
    along = u.T @ y
    best, slope = np.inf, np.zeros(places.shape[1])
    for ridge in RIDGES:
        kept = sizes**2 / (sizes**2 + ridge)
        left = float(np.sum((y - u @ (kept * along)) ** 2))
        score = left / (1.0 - (kept.sum() + 1.0) / len(y)) ** 2
        if score < best:
            best, slope = score, v.T @ (kept / np.maximum(sizes, 1e-300) * along)
    return Proposal(np.clip(slope, -STEEPEST, STEEPEST))


def _log_mean_exp(slope: Floats) -> Floats:
    """Logarithm of the mean of e^(slope * place) over a range."""
    size = np.abs(slope)
    with np.errstate(divide="ignore", invalid="ignore"):
        steep = np.maximum(slope, 0.0) + np.log(-np.expm1(-size) / size)
    return np.where(size < 1e-6, slope / 2, steep)


def _inverse(even: Floats, slope: Floats) -> Floats:
    """Places at which the tilted distribution reaches the chances `even`."""
    flat = np.abs(slope) < 1e-6
    safe = np.where(flat, 1.0, slope)
    with np.errstate(over="ignore"):
        bent = np.log1p(even * np.expm1(safe)) / safe
    return np.asarray(np.where(flat, even, np.clip(bent, 0.0, 1.0)))
