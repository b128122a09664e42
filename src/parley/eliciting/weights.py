"""Cooke's weights of experts: what their answers to questions with known answers say of their judgement.

The classical model (Cooke 1991; Colson and Cooke 2017, Reliability Engineering and System Safety 163:
109-120).
An expert gives the 5, 50 and 95 % points of each quantity. Statistical accuracy is the probability of
discrepancies at least as large as those seen if these were right; information is how far the points are from
saying nothing over the range of all answers. The weight is their product.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BETWEEN = (0.05, 0.45, 0.45, 0.05)
"""The probability of a quantity below, between and above an expert's three points."""
OVERSHOOT = 0.1
"""By what part the range of all answers is widened at both ends."""
Points = tuple[float, float, float]
"""The 5, 50 and 95 % points of a quantity."""


@dataclass(frozen=True)
class Scored:
    """How an expert did on questions with known answers, and the weight that follows (they sum to one)."""

    accuracy: float
    information: float
    weight: float


def accuracy(points: Sequence[Points], truths: Sequence[float]) -> float:
    """Statistical accuracy: the tail of chi-square with three degrees of freedom at 2 m I(s, p)."""
    # Beginning an interview asks for no statistics, and should not wait for scipy.
    from scipy.special import gammaincc

    counts = [0, 0, 0, 0]
    for three, truth in zip(points, truths, strict=True):
        counts[sum(truth > point for point in three)] += 1
    shares = [count / len(truths) for count in counts]
    apart = math.fsum(s * math.log(s / p) for s, p in zip(shares, BETWEEN, strict=True) if s > 0.0)
    return float(gammaincc(1.5, len(truths) * apart))


def information(points: Sequence[Points], ranges: Sequence[tuple[float, float]]) -> float:
    """The mean relative information of an expert's densities over the range of all answers to a question."""
    found = []
    for (low, middle, high), (start, end) in zip(points, ranges, strict=True):
        widths = [
            one - other
            for one, other in zip((low, middle, high, end), (start, low, middle, high), strict=True)
        ]
        found.append(
            math.fsum(
                p * math.log(p * (end - start) / width) for p, width in zip(BETWEEN, widths, strict=True)
            )
        )
    return math.fsum(found) / len(found)


def score(answers: Mapping[str, Sequence[Points]], truths: Sequence[float]) -> dict[str, Scored]:
    """Score experts on the same questions; each gives its three points for every one of them."""
    ranges = []
    for n, truth in enumerate(truths):
        seen = [truth, *(point for points in answers.values() for point in points[n])]
        margin = OVERSHOOT * (max(seen) - min(seen))
        ranges.append((min(seen) - margin, max(seen) + margin))
    scores = {who: (accuracy(points, truths), information(points, ranges)) for who, points in answers.items()}
    total = math.fsum(a * i for a, i in scores.values())
    return {
        who: Scored(a, i, a * i / total if total > 0.0 else 1.0 / len(scores))
        for who, (a, i) in scores.items()
    }
