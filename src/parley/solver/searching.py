"""The plain search for log-odds that agree with the choices of the hidden party that they rest on.

It says which of several points is meant, step by step as the kernel goes: damped steps in the direction of
the gap, shorter where it turns round and where choices answer steeply; Newton steps where damped ones would
arrive too. What the kernel does for eight nodes at a time is done here for one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from parley.game import Floats

TIE = 1e-9
SETTLED = 1e-12
MOST_ITERATIONS, MOST_ITERATIONS_PERFECT = 2000, 100
DAMPING, LEAST_DAMPING, LEAST_STEP = 0.5, 1 / 64, 1 / 32
NEAR = 0.5
ALIKE, ALIKE_FROM = 1e-9, 4
CALM = 20
STUCK, CLOSE = 40, 1e-3
NUDGE = 1e-7

ENOUGH = 1e-9
"""A gap, in log-odds, up to which a search is left as it ended."""

EXACT, NARROW = 1e-13, 1e-15
MOST_STEPS, MOST_STRIDES = 200, 60

News = Callable[[Floats], Floats]


def choose(worths: list[float], precision: float) -> list[float]:
    """Logit probabilities of options; with perfect precision the first of the best, up to rounding."""
    best = max(worths)
    if math.isinf(precision):
        first = next(o for o, worth in enumerate(worths) if worth >= best - TIE)
        return [float(o == first) for o in range(len(worths))]
    weights = [math.exp(precision * (worth - best)) for worth in worths]
    return [weight / sum(weights) for weight in weights]


def news_of(chance_0: float, chance_1: float) -> float:
    """What an event says about the disposition, in log-odds; an event nobody expected says nothing."""
    if chance_0 == chance_1:
        return 0.0
    if chance_0 == 0.0 or chance_1 == 0.0:
        return math.copysign(math.inf, chance_0 - chance_1)
    return math.log(chance_0) - math.log(chance_1)


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
    """A choice whose point is closed in on where steps go to and fro for ever.

    Let one option be taken to leave y behind. What all others leave behind then follows, each from an
    equation of its own, and what the choice so found says of the first one either exceeds y or falls short
    of it. It exceeds any y that is low enough and falls short of any that is high enough, so a point lies
    between, however steeply choices answer, as long as no other option's own equation has several roots.
    `news` maps log-odds after each option to those implied, not clipped.  `low` and `high` are the ends of
    the grid, `cell` its step; `same` [o] is the first option that one is held alike to, itself where there
    is none. `begin` is where the search had started.
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


@dataclass
class Question:
    """A choice of the hidden party whose news is looked for.

    `worths` maps log-odds after the first options to the worths [o, h] of all of them; options past the
    first tell something too, but nobody acts on it. `here` are the log-odds before the choice, `low` and
    `high` the ends of the grid, `cell` its step.
    """

    worths: Callable[[Floats], Floats]
    here: float
    low: float
    high: float
    cell: float
    precision: float

    def answer(self, told: Floats) -> tuple[Floats, Floats]:
        """Chances [o, h] of all options, and the log-odds after the first that follow from them."""
        z = self.worths(told)
        chances = np.array([choose([float(w) for w in z[:, h]], self.precision) for h in range(2)]).T
        if math.isinf(self.precision):
            news = np.array([news_of(*chances[o]) for o in range(len(told))])
        else:
            news = read_news(z, self.precision)[: len(told)]
        return chances, np.clip(self.here + news, self.low, self.high)

    def implied(self, told: Floats) -> Floats:
        """The log-odds after the first options that follow from them, not clipped."""
        return np.asarray(self.here + read_news(self.worths(told), self.precision)[: len(told)])

    def slopes(self, told: Floats) -> Floats:
        """How the worths of the first options move with the log-odds after them, [o, h]; 0 at the ends."""
        rise = self.worths(told + NUDGE)[: len(told)] - self.worths(told)[: len(told)]
        inside = (told > self.low) & (told < self.high)
        return np.where(inside[:, None], rise / NUDGE, 0.0)


@dataclass
class Search:
    """Where a search stands: the log-odds `told` [o], and what it remembers of its way."""

    question: Question
    told: Floats
    trying: bool = False
    step: float = 0.0
    base_gap: float = 0.0
    damp: float = DAMPING
    rest: int = 0
    patience: int = 3
    begin: Floats = field(init=False)
    before: Floats = field(init=False)
    alike: Floats = field(init=False)
    base: Floats = field(init=False)
    base_implied: Floats = field(init=False)
    direction: Floats = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing remembered."""
        self.begin, nothing = self.told.copy(), np.zeros(len(self.told))
        self.before, self.alike, self.base, self.base_implied, self.direction = (
            nothing.copy() for _ in range(5)
        )

    def run(self) -> tuple[Floats, Floats, float]:
        """The log-odds found, the chances [o, h] they rest on, and the gap that is left."""
        perfect = math.isinf(self.question.precision)
        longest = MOST_ITERATIONS_PERFECT if perfect else MOST_ITERATIONS
        for iteration in range(longest):
            chances, implied = self.question.answer(self.told)
            if iteration >= ALIKE_FROM:
                implied = self._keep_alike(implied)
            gap = float(np.abs(implied - self.told).max())
            if gap < SETTLED or iteration == longest - 1:
                break
            if perfect:
                self.told = implied
            else:
                self._move(chances, implied, gap, iteration)
        if gap > ENOUGH and not perfect:
            gap = self._close_in(gap)
            chances, _ = self.question.answer(self.told)
        return self.told, chances, gap

    def _close_in(self, gap: float) -> float:
        q, options = self.question, range(len(self.told))
        same = [
            next(p for p in range(o + 1) if p == o or (self.alike[o] > 0.0 and self.told[p] == self.told[o]))
            for o in options
        ]
        closing = Closing(q.implied, self.begin, q.low, q.high, q.cell, same)
        self.told, gap = closing.run(self.told, gap)
        return gap

    def _move(self, chances: Floats, implied: Floats, gap: float, iteration: int) -> None:
        q, slopes = self.question, self.question.slopes(self.told)
        steep = np.maximum(1.0 - q.precision * (slopes[:, 0] - slopes[:, 1]), 1.0)
        if self.trying and gap > (1.0 - 0.1 * self.step) * self.base_gap:
            self._step_back()
            return
        now = implied - self.told
        near = bool(np.all(np.abs(now) < NEAR * steep))
        turned = float((now * self.before).sum())
        self.before = now
        self.damp = max(self.damp * 0.5, LEAST_DAMPING) if turned < 0.0 else min(self.damp * 1.2, 1.0)
        direction = None
        if self.rest == 0 and near:
            direction = self._direction(chances, implied, slopes, gap < CLOSE and iteration >= STUCK)
        if direction is not None:
            self.trying, self.step, self.base_gap = True, 1.0, gap
            self.base, self.base_implied, self.direction = self.told, implied, direction
            self.told = np.clip(self.told - direction, q.low, q.high)
            return
        self.trying, self.rest = False, max(self.rest - 1, 0)
        reach = 0.5 * q.cell if iteration >= CALM else math.inf
        self.told = self.told + np.clip(self.damp * now / steep, -reach, reach)

    def _step_back(self) -> None:
        """Where a Newton step fell short try a shorter one, or give it up for damped steps."""
        q = self.question
        self.step *= 0.5
        if self.step < LEAST_STEP:
            self.trying, self.rest, self.patience = False, self.patience, 2 * self.patience
            self.told = self.base + self.damp * (self.base_implied - self.base)
        else:
            self.told = np.clip(self.base - self.step * self.direction, q.low, q.high)

    def _direction(self, chances: Floats, implied: Floats, slopes: Floats, anywhere: bool) -> Floats | None:
        """The Newton direction, where damped steps would converge too (or `anywhere`); else None."""
        q, n = self.question, len(self.told)
        free = (implied > q.low) & (implied < q.high)
        diagonal = np.where(free, 1.0 - q.precision * (slopes[:, 0] - slopes[:, 1]), 1.0)
        negative = float(np.where(diagonal < 0.0, 1.0 - np.maximum(self.alike, 0.0), 0.0).sum())
        if np.abs(diagonal).min() < 1e-6:
            return None
        weight = q.precision * (chances[:n, 0] * slopes[:, 0] - chances[:n, 1] * slopes[:, 1])
        scaled = weight / diagonal
        scale = 1.0 + float(np.where(free, scaled, 0.0).sum())
        stable = negative <= 1.0 and (-scale if negative == 1.0 else scale) >= 1e-3
        if abs(scale) < 1e-6 or not (stable or anywhere):
            return None
        top = float((scaled * (self.told - implied)).sum())
        direction = (self.told - implied - np.where(free, top / scale, 0.0)) / diagonal
        return np.asarray(direction) if np.abs(direction).max() <= 4.0 * NEAR else None

    def _keep_alike(self, implied: Floats) -> Floats:
        """Hold options equal that tell the same and are told the same, but for rounding.

        One that was found different stays so: on the border it would else be joined and parted for ever.
        """
        told, implied = self.told.copy(), implied.copy()
        for o in range(1, len(told)):
            may_be, joined = self.alike[o] >= 0.0, False
            for p in range(o):
                if may_be and max(abs(told[o] - told[p]), abs(implied[o] - implied[p])) < ALIKE:
                    told[o], implied[o], joined = told[p], implied[p], True
            self.alike[o] = 1.0 if joined else -1.0
        self.told = told
        return implied


def close_in(question: Question, begin: float) -> tuple[Floats, Floats, float]:
    """Settle a final answer: log-odds after acceptance and refusal, chances, and the gap that is left.

    Only the log-odds after a refusal are unknown. They are bracketed on the side the gap points to; an end
    of the grid is tried once, for where the gap there points inward they lie further in.
    """
    q = question
    below, above, at = q.low, q.high, begin
    tried: set[float] = set()
    for iteration in range(MOST_ITERATIONS):
        told = np.array([q.here, at])
        chances, implied = q.answer(told)
        gap = float(implied[1]) - at
        if abs(gap) < SETTLED or above - below < SETTLED or iteration == MOST_ITERATIONS - 1:
            break
        below, above = (max(below, at), above) if gap > 0 else (below, min(above, at))
        rise = q.precision * (1.0 - chances[1]) * q.slopes(told)[1]
        steep = float(rise[0] - rise[1])
        middle = 0.5 * (below + above)
        ahead = at + gap / (1.0 - steep) if steep < 0.999 else middle
        tried.add(at)
        if ahead <= q.low and below == q.low and q.low not in tried:
            at = q.low
        elif ahead >= q.high and above == q.high and q.high not in tried:
            at = q.high
        else:
            at = ahead if below < ahead < above else middle
    return np.array([implied[0], at]), chances, abs(gap)
