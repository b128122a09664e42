"""Where steps go to and fro for ever: the point is closed in on along one option, as between brackets.

A choice of two kinds has one log-odds to settle for every option. Let one option be taken to leave y behind.
What all others leave behind then follows, each from an equation of its own, and what the choice so found says
of the first one either exceeds y or falls short of it. It exceeds any y that is low enough and falls short
of any that is high enough, so a point lies between, however steeply choices answer and whatever kinks there
are, as long as no other option's own equation has several roots. `parley.solver.kernel.closing` does the
same step by step.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from parley.game import Floats

ENOUGH = 1e-9
"""A gap, in log-odds, up to which a search is left as it ended."""

EXACT, NARROW = 1e-13, 1e-15
MOST_STEPS, MOST_STRIDES = 200, 60

News = Callable[[Floats], Floats]


def read_news(worths: Floats, precision: float) -> Floats:
    """What each option says, in log-odds, by its worths [o, 2] to two kinds, however rarely it is taken."""
    scaled = precision * (worths - worths.max(axis=0))
    common = np.log(np.exp(scaled).sum(axis=0))
    best = precision * (worths.max(axis=0)[0] - worths.max(axis=0)[1])
    news = precision * (worths[:, 0] - worths[:, 1])
    return np.asarray(news - best - (common[0] - common[1]))


@dataclass
class Bracket:
    """A root kept between `low`, where a gap was above nought, and `high`, where it was below."""

    low: float
    high: float
    gap_low: float
    gap_high: float
    side: int = 0

    def guess(self, step: int) -> float:
        """Where to look next: on the straight line between the ends, and every third time half-way."""
        middle = 0.5 * (self.low + self.high)
        if step % 3 == 2:
            return middle
        ahead = self.low + (self.high - self.low) * (self.gap_low / (self.gap_low - self.gap_high))
        return ahead if self.low < ahead < self.high else middle

    def take(self, at: float, gap: float) -> bool:
        """Put an end where the gap was found; whether the root is found."""
        # An end that stays twice is believed half as much (the Illinois rule), or it would stay for ever.
        if gap > 0.0:
            self.low, self.gap_low = at, gap
            self.gap_high *= 0.5 if self.side == 1 else 1.0
            self.side = 1
        else:
            self.high, self.gap_high = at, gap
            self.gap_low *= 0.5 if self.side == -1 else 1.0
            self.side = -1
        return abs(gap) < EXACT or self.high - self.low < NARROW


@dataclass
class Closing:
    """A choice to be closed in on: `news` maps log-odds after each option to those implied, not clipped.

    `low` and `high` are the ends of the grid, `cell` its step; `same` [o] is the first option that one is
    held alike to, itself where there is none. `begin` is where the search had started.
    """

    news: News
    begin: Floats
    low: float
    high: float
    cell: float
    same: Sequence[int]

    def __post_init__(self) -> None:
        """An option held alike to one that is held alike itself is held to the first of them."""
        same = list(self.same)
        for o, first in enumerate(same):
            same[o] = same[first]
        self.same = same

    def run(self, point: Floats, residual: float) -> tuple[Floats, float]:
        """The best point found, and its gap; from where a search ended with a gap above `ENOUGH`."""
        self.best, self.residual = point.copy(), residual
        gaps = np.abs(np.clip(self.news(point), self.low, self.high) - point)
        order = np.argsort(-gaps, kind="stable")
        for pivot in (int(o) for o in order if self.same[int(o)] == o):
            self._close_in_on(pivot)
            if self.residual < ENOUGH:
                break
        return self.best, self.residual

    def _close_in_on(self, pivot: int) -> None:
        at, stride = float(self.begin[pivot]), self.cell
        gap = self._gap(at, pivot)
        bracket = Bracket(-math.inf, math.inf, 0.0, 0.0)
        for _ in range(MOST_STRIDES):
            if bracket.take(at, gap):
                return
            if not math.isinf(bracket.low) and not math.isinf(bracket.high):
                break
            at += stride if gap > 0.0 else -stride
            stride *= 2.0
            gap = self._gap(at, pivot)
        else:
            return
        bracket.side = 0
        for step in range(MOST_STEPS):
            at = bracket.guess(step)
            if bracket.take(at, self._gap(at, pivot)):
                return

    def _gap(self, at: float, pivot: int) -> float:
        """How far what is said of the option lies above where it is taken to lie; keeps the point if best."""
        point = np.full(len(self.begin), self.low)
        point[pivot] = min(max(at, self.low), self.high)
        others = [o for o in range(len(point)) if o != pivot and self.same[o] == o]
        ends = []
        for end in (self.low, self.high):
            point[others] = end
            news = self.news(self._joined(point))
            ends.append(at + news - news[pivot] - point)
        brackets = {}
        for o in others:
            if ends[0][o] <= 0.0:
                point[o] = self.low
            elif ends[1][o] >= 0.0:
                point[o] = self.high
            else:
                brackets[o] = Bracket(self.low, self.high, float(ends[0][o]), float(ends[1][o]))
        for step in range(MOST_STEPS):
            for o, bracket in brackets.items():
                point[o] = bracket.guess(step)
            point = self._joined(point)
            news = self.news(point)
            found = [
                o
                for o in brackets
                if brackets[o].take(point[o], float(at + news[o] - news[pivot] - point[o]))
            ]
            for o in found:
                del brackets[o]
            if not brackets:
                break
        residual = float(np.abs(np.clip(news, self.low, self.high) - point).max())
        if residual < self.residual:
            self.best, self.residual = point.copy(), residual
        return float(news[pivot]) - at

    def _joined(self, point: Floats) -> Floats:
        """Options that are held alike leave the same behind."""
        return np.asarray(point[list(self.same)])
