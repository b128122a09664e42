"""Shares of the spread: Sobol's first-order and total indices (Saltelli and others 2010), with intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from parley.game import Floats
from parley.scenario.quantities import Number
from parley.sensitivity.influence.screening import drawn, valid_blocks
from parley.sensitivity.influence.trials import Trials

STAGE = "shares of the spread"
TRIES = 8
"""So many times more base draws than wanted are laid out, for some may leave what is valid."""

STILL = 1e-12
"""An outcome that varies less than this over all draws has no spread to share out."""

RESAMPLES, HALF_WIDTH = 200, 1.96
"""Bootstrap samples of the base draws, and the half-width of a 95 % interval in their standard deviations."""

MOVED, ALIKE, TOTAL = 0, 1, 2

Together = tuple[int, ...]
"""The places of numbers that are swapped together: one number, or all numbers of a group."""


@dataclass(frozen=True)
class Sobol:
    """Sobol indices of single numbers or of groups, every number anywhere in its range; [together, outcome].

    `first` is the part of the variance that numbers explain alone (a group: all of its numbers between
    them), `total` with all interactions with numbers outside; the margins are half-widths of 95 % intervals
    (bootstrap). `levels` [outcome, 3]: p10, p50 and p90 of each outcome over the draws. `bases` counts the
    base draws solved whole.
    """

    first: Floats
    first_margin: Floats
    total: Floats
    total_margin: Floats
    levels: Floats
    bases: int


def share_out(
    trials: Trials, numbers: Sequence[Number], swapped: Sequence[Together], bases: int, seed: int
) -> Sobol | None:
    """Solve `bases` x (swapped + 2) draws and share the variance out; None if fewer than two bases hold.

    A base draw is two draws of all numbers; each swap puts the second's values of its numbers into the first
    (Saltelli's scheme; the columns of a group are swapped together, as if it were one number).
    """
    count = len(swapped)
    valid = valid_blocks(trials, STAGE, numbers, _blocks(len(numbers), swapped, TRIES * bases, seed), bases)
    draws = [drawn(numbers, row) for block in valid for row in block]
    if not draws:
        return None
    found = trials.outcomes_of(STAGE, draws).reshape(len(valid), count + 2, -1)
    whole = np.isfinite(found).all(axis=(1, 2))
    if whole.sum() < 2:
        return None
    return _analysed(found[whole], seed)


def _blocks(numbers: int, swapped: Sequence[Together], count: int, seed: int) -> Iterator[Floats]:
    """Base draws as parts of the spreads, each [1 + swapped + 1, number]: first, each swap, second."""
    from scipy.stats import qmc

    points = qmc.Sobol(2 * numbers, scramble=True, rng=np.random.default_rng(seed)).random(count)
    for first, second in zip(points[:, :numbers], points[:, numbers:], strict=True):
        block = np.repeat(first[None, :], len(swapped) + 2, axis=0)
        for place, together in enumerate(swapped, start=1):
            block[place, list(together)] = second[list(together)]
        block[-1] = second
        yield block


def _analysed(found: Floats, seed: int) -> Sobol:
    """Analyse the outcomes [base, draw, outcome] of whole blocks."""
    # Only the first and last row of a block are drawn independently of what is swapped.
    ends = found[:, [0, -1], :].reshape(-1, found.shape[2])
    varied = ends.std(axis=0) > STILL
    centred = np.where(varied, found - ends.mean(axis=0), 0.0)
    generator = np.random.default_rng(seed)
    again = generator.integers(len(found), size=(RESAMPLES, len(found)))
    estimates = _estimated(centred)
    margins = HALF_WIDTH * np.std([_estimated(centred[rows]) for rows in again], axis=0, ddof=1)
    narrower = margins[ALIKE] < margins[MOVED]
    return Sobol(
        first=np.where(narrower, estimates[ALIKE], estimates[MOVED]),
        first_margin=np.where(narrower, margins[ALIKE], margins[MOVED]),
        total=estimates[TOTAL],
        total_margin=margins[TOTAL],
        levels=np.quantile(ends, [0.1, 0.5, 0.9], axis=0).T,
        bases=len(found),
    )


def _estimated(found: Floats) -> Floats:
    """Estimates of the first-order index (MOVED, ALIKE) and of the TOTAL one; [estimate, swapped, outcome].

    Each swap stands between two draws: with the first it shares all numbers but its own, with the second its
    own. MOVED goes by what the swap moves (Saltelli and others 2010), and is sharp for numbers that do
    little; ALIKE by how alike it is to the second draw (Janon and others 2014), and is sharp for groups that
    do nearly all. TOTAL goes by how far the swap is from the first draw (Jansen 1999).
    """
    first, swapped, second = found[:, :1], found[:, 1:-1], found[:, -1:]
    variance = found[:, [0, -1]].var(axis=(0, 1))
    middle = (swapped + second).mean(axis=0) / 2
    spread = (swapped**2 + second**2).mean(axis=0) / 2 - middle**2
    parts = (
        ((second * (swapped - first)).mean(axis=0), np.broadcast_to(variance, spread.shape)),
        ((second * swapped).mean(axis=0) - middle**2, spread),
        (((first - swapped) ** 2).mean(axis=0) / 2, np.broadcast_to(variance, spread.shape)),
    )
    return np.stack([np.divide(up, low, out=np.zeros_like(up), where=low > STILL**2) for up, low in parts])
