"""Draws reweighed by how probable each makes the record, and whether that can be relied on."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from parley.errors import SolutionError
from parley.game import Floats

# Fewer than this and the tail that is fitted has no five draws in it.
LEAST_DRAWS = 25
# A tenth of the draws lie below p10: with fewer effective draws than this it would rest on fewer than five.
LEAST_EFFECTIVE = 50.0
WORST_KHAT = 0.7


@dataclass(frozen=True)
class Weights:
    """What each draw counts once the record has spoken.

    `share` [n] sums to one. `effective` is the number of equal draws that would say as much. `khat` is
    the shape of the tail of the weights, None where they have none; `limit` is the most it may be for
    this number of draws. `impossible` draws rule out what was recorded and count nothing.
    """

    share: Floats
    effective: float
    khat: float | None
    limit: float
    impossible: int

    @property
    def trusted(self) -> bool:
        """Whether anything may be reported under these weights."""
        return (self.khat is None or self.khat <= self.limit) and self.effective >= LEAST_EFFECTIVE


def reweigh(log_likelihood: Floats) -> Weights:
    """Smoothed weights of draws from their log-likelihoods [n] in nats, -inf where the record is impossible.

    The largest weights are replaced by what a generalised Pareto tail fitted to them expects (PSIS;
    Vehtari, Simpson, Gelman, Yao and Gabry 2024). Raises SolutionError where no draw allows the record
    or too few are left to see a tail.
    """
    possible = np.isfinite(log_likelihood)
    count = int(possible.sum())
    if count == 0:
        raise SolutionError(
            "none of the draws allows what was recorded. `parley weigh` shows which move the stated numbers "
            "rule out, and by what least change they would allow it."
        )
    if count < LEAST_DRAWS:
        raise SolutionError(
            f"{count} of {len(log_likelihood)} draws allow what was recorded; at least {LEAST_DRAWS} are "
            "needed to see how unevenly the record weighs them. Use more draws: --draws."
        )
    share = np.zeros(len(log_likelihood))
    share[possible], khat = _smoothed(log_likelihood[possible])
    effective = float(1.0 / np.sum(share**2))
    limit = min(1.0 - 1.0 / math.log10(count), WORST_KHAT)
    return Weights(share, effective, khat, limit, len(log_likelihood) - count)


def _smoothed(logs: Floats) -> tuple[Floats, float | None]:
    raw = np.exp(logs - logs.max())
    tail = np.sort(logs)[-math.floor(len(logs) / 5) :]
    if np.ptp(tail) < 1e-12:
        return raw / raw.sum(), None
    # Loaded here, for it takes a second that no other command should wait for.
    from arviz_stats.base import array_stats

    # The library's function is meant for leaving one observation out, and so takes minus the log weights.
    smooth, khat = array_stats.psislw(-logs)
    return np.exp(smooth), float(khat)


def require_trust(weights: Weights) -> None:
    """Refuse to report under weights that a few draws carry; raise SolutionError saying what to do."""
    if weights.trusted:
        return
    draws = len(weights.share)
    enough = 1.3 * draws * LEAST_EFFECTIVE / weights.effective
    count = 2 ** math.ceil(math.log2(max(enough, 2 * draws)))
    shape = "" if weights.khat is None else f", and their tail has k-hat {weights.khat:.2f}"
    raise SolutionError(
        f"the record puts its weight on too few draws to report: {draws} draws count like "
        f"{weights.effective:.1f} equal ones (at least {LEAST_EFFECTIVE:g} are needed){shape} (at most "
        f"{weights.limit:.2f}). Use more draws, about --draws {count}, or narrow the ranges of the numbers "
        "the record speaks of: `parley influence` says which ones carry the answer."
    )
