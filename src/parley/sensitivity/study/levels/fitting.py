"""Regressions from draws to what comes of them, each judged on solves it has not seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from parley.game import Floats, Ints

FOLDS = 10
PENALTIES = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
"""Ridge penalties tried, each times the mean of what a draw has in common with itself."""


@dataclass(frozen=True)
class Ridge:
    """How a ridge regression in dual form is fitted: how much effects are shrunk, and which inputs count.

    `screened` weighs inputs by their squared correlation with what is told, `bent` adds their products.
    """

    penalty: float
    screened: bool
    bent: bool


def choices() -> Iterator[Ridge]:
    """Every way of fitting that is tried."""
    for screened in (False, True):
        for bent in (False, True):
            for penalty in PENALTIES:
                yield Ridge(penalty, screened, bent)


def predicted(how: Ridge, places: Floats, targets: Floats, asked: Floats) -> Floats:
    """Targets [m, f] at asked places [m, p], from n places [n, p] whose targets [n, f] are known."""
    middle = places.mean(axis=0)
    known, wanted = places - middle, asked - middle
    if how.screened:
        weights = _weights(known, targets)
        known, wanted = known * weights, wanted * weights
    own, other = known @ known.T, wanted @ known.T
    if how.bent:
        scale = float(np.mean(np.diag(own))) or 1.0
        own, other = own + own**2 / scale, other + other**2 / scale
    mean = targets.mean(axis=0)
    penalty = how.penalty * (float(np.mean(np.diag(own))) or 1.0)
    loads = np.linalg.solve(own + penalty * np.eye(len(own)), targets - mean)
    return np.asarray(mean + other @ loads)


def _weights(known: Floats, targets: Floats) -> Floats:
    """What each input has in common with the targets, root mean square; [p]."""
    apart = targets - targets.mean(axis=0)
    common = known.T @ apart
    size = np.outer(np.sqrt((known**2).sum(axis=0)), np.sqrt((apart**2).sum(axis=0)))
    correlation = np.divide(common, size, out=np.zeros_like(common), where=size > 0)
    return np.asarray(np.sqrt((correlation**2).mean(axis=1)))


def held_out(how: Ridge, places: Floats, targets: Floats) -> Floats:
    """Each target [n, f] as predicted from the draws that are not in its fold."""
    found, folds = np.empty_like(targets), np.arange(len(targets)) % FOLDS
    for fold in range(FOLDS):
        out = folds == fold
        if out.any():
            found[out] = predicted(how, places[~out], targets[~out], places[out])
    return found


def best(places: Floats, targets: Floats, judged: Ints) -> Ridge:
    """The way of fitting that tells the `judged` targets best on draws held out."""

    def missed(how: Ridge) -> float:
        misses = held_out(how, places, targets[:, judged]) - targets[:, judged]
        return float((misses**2).sum())

    return min(choices(), key=missed)


@dataclass(frozen=True)
class Correction:
    """From coarse figures to full ones: `level` + `slope` times a coarse one less `middle`, all [f]."""

    middle: Floats
    level: Floats
    slope: Floats

    def of(self, coarse: Floats) -> Floats:
        """Full figures as told by coarse ones, [n, f]."""
        return np.asarray(self.level + self.slope * (coarse - self.middle))


def corrected(coarse: Floats, full: Floats) -> tuple[Correction, Floats]:
    """The correction from draws solved both ways [m, f], and what it misses of each if that one is held out.

    Of a shift alone and a straight line the one that misses less of draws held out (PRESS; Allen 1974) is
    taken, figure by figure.
    """
    m = len(full)
    middle, level = coarse.mean(axis=0), full.mean(axis=0)
    apart, told = coarse - middle, full - level
    square = (apart**2).sum(axis=0)
    line = np.divide((apart * told).sum(axis=0), square, out=np.zeros_like(square), where=square > 1e-15)
    by_shift = (told - apart) / (1.0 - 1.0 / m)
    leverage = 1.0 / m + np.divide(apart**2, square, out=np.zeros_like(apart), where=square > 1e-15)
    by_line = (told - line * apart) / np.maximum(1.0 - leverage, 1e-3)
    shift = (by_shift**2).sum(axis=0) <= (by_line**2).sum(axis=0)
    slope = np.where(shift, 1.0, line)
    return Correction(middle, level, slope), np.where(shift, by_shift, by_line)
