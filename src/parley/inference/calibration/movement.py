"""Which assumptions the record has moved: where in its stated range each lies after."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from parley.game import Floats

LEVELS = (0.1, 0.5, 0.9)
# Of places spread evenly over a range.
SPREAD = math.sqrt(1 / 12)
# The chance that any number at all is called moved where the record moved none.
FALSE_ALARM = 0.05


@dataclass(frozen=True)
class Movement:
    """One number after the record, in places of its stated spread: 0 its low end, 1 its high end.

    `after` are the places below which one, five and nine draws in ten lie; before the record these are
    0.1, 0.5 and 0.9. `shift` says how far the mean moved, in standard deviations of the stated spread,
    `error` how exact that is with the draws at hand, `width` what is left of the spread. `moved`: further
    than chance would explain.
    """

    path: str
    after: tuple[float, float, float]
    shift: float
    error: float
    width: float
    moved: bool


def movements(paths: Sequence[str], places: Floats, share: Floats) -> tuple[Movement, ...]:
    """Each number's movement, moved ones first and furthest first; `places` [n, p], weights `share` [n].

    With many numbers some would seem to move by chance; the bar is raised for all of them (Bonferroni).
    """
    # How far a mean strays if the record says nothing of the number. The error around the mean found will not
    # do: where one heavy draw makes the shift it also makes that error small.
    strays = float(np.sqrt(np.sum(share**2)))
    bar = -NormalDist().inv_cdf(FALSE_ALARM / (2 * len(paths))) * strays
    found = [_movement(path, places[:, p], share, bar) for p, path in enumerate(paths)]
    return tuple(sorted(found, key=lambda m: (not m.moved, -abs(m.shift))))


def _movement(path: str, places: Floats, share: Floats, bar: float) -> Movement:
    mean = float(share @ places)
    shift = (mean - 0.5) / SPREAD
    error = float(np.sqrt(np.sum(share**2 * (places - mean) ** 2))) / SPREAD
    width = float(np.sqrt(share @ (places - mean) ** 2)) / SPREAD
    low, middle, high = (float(place) for place in levels(places, share))
    return Movement(path, (low, middle, high), shift, error, width, abs(shift) > bar)


def levels(values: Floats, share: Floats) -> Floats:
    """Levels [3, ...] below which one, five and nine in ten of the weighted draws `values` [n, ...] lie."""
    counted = share > 0
    return np.asarray(
        np.quantile(values[counted], LEVELS, axis=0, weights=share[counted], method="inverted_cdf")
    )
