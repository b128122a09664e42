"""Rates of ending with exact intervals: counts over the time wars were at risk."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from parley.files.results import Result

LEVEL = 0.90


@dataclass(frozen=True)
class Hazard(Result):
    """A monthly rate of ending with the ends of its exact interval."""

    count: int
    """endings"""
    exposure: float
    """months at risk, over all wars"""
    rate: float
    """endings a month"""
    low: float
    """the lower end of the interval"""
    high: float
    """the upper end of the interval"""


def exact_interval(count: int, exposure: float, level: float = LEVEL) -> Hazard:
    """The rate of a Poisson count with its exact central interval (Garwood 1936); per month of exposure."""
    tail = (1.0 - level) / 2.0
    low = _quantile(count, tail) if count else 0.0
    high = _quantile(count + 1, 1.0 - tail)
    return Hazard(count, exposure, count / exposure, low / exposure, high / exposure)


def weighted_interval(
    counts: Sequence[int], weights: Sequence[float], level: float = LEVEL
) -> tuple[float, float, float]:
    """A weighted sum of Poisson counts with its interval (Fay and Feuer 1997): middle, low, high.

    With one count it is the exact interval; with several it is at least as wide as the level asks for.
    """
    tail = (1.0 - level) / 2.0
    middle = math.fsum(w * k for w, k in zip(weights, counts, strict=True))
    variance = math.fsum(w * w * k for w, k in zip(weights, counts, strict=True))
    largest = max(weights, default=0.0)
    if largest == 0.0:
        return 0.0, 0.0, 0.0
    low = variance / middle * _quantile(middle**2 / variance, tail) if middle else 0.0
    upper_mean, upper_variance = middle + largest, variance + largest**2
    high = upper_variance / upper_mean * _quantile(upper_mean**2 / upper_variance, 1.0 - tail)
    return middle, low, high


def _quantile(shape: float, part: float) -> float:
    """The quantile of a gamma variable of scale one."""
    # Reading a case asks for no interval, and should not wait for scipy.
    from scipy.special import gammaincinv

    return float(gammaincinv(shape, part))
