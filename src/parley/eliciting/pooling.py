"""Several experts' numbers made into one, with a range that keeps their disagreement.

The mean of probabilities is the linear opinion pool. Averaging quantiles instead is sharper (Lichtendahl,
Grushka-Cockayne and Winkler 2013), and the median heeds no single voice.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

Weighed = tuple[float, float, float, float]
"""An expert's weight, lower end, middle and upper end; both ends are the middle where no range was given."""


class Pooling(StrEnum):
    """How experts are pooled: mean, median, or the means of their lower ends, middles and upper ends."""

    MEAN = "mean"
    MEDIAN = "median"
    QUANTILES = "quantiles"


def pooled(given: Sequence[Weighed], how: Pooling) -> float:
    """One number out of several, by their weights."""
    if how is Pooling.MEDIAN:
        return _median([(weight, middle) for weight, _, middle, _ in given])
    return _mean([(weight, middle) for weight, _, middle, _ in given])


def spanned(given: Sequence[Weighed], how: Pooling) -> tuple[float, float] | None:
    """The range of what several said; None for one bare number.

    All that any of them holds possible, or with `quantiles` from the mean lower end to the mean upper one.
    """
    if how is Pooling.QUANTILES:
        low = _mean([(weight, low) for weight, low, _, _ in given]) if given else 0.0
        high = _mean([(weight, high) for weight, _, _, high in given]) if given else 0.0
        return (low, high) if low < high else None
    ends = [end for _, low, middle, high in given for end in (low, middle, high)]
    return (min(ends), max(ends)) if ends and min(ends) < max(ends) else None


def _mean(found: Sequence[tuple[float, float]]) -> float:
    total = sum(weight for weight, _ in found)
    return sum(weight * value for weight, value in found) / total


def _median(found: Sequence[tuple[float, float]]) -> float:
    """Half of the weight lies on either side; between two values where it does so for both."""
    half, below = sum(weight for weight, _ in found) / 2, 0.0
    ordered = sorted(found, key=lambda pair: pair[1])
    for place, (weight, value) in enumerate(ordered):
        below += weight
        if abs(below - half) <= 1e-12 and place + 1 < len(ordered):
            return (value + ordered[place + 1][1]) / 2
        if below > half:
            return value
    return ordered[-1][1]
