"""The plain search for log-odds that agree with the choices of the hidden party that they rest on.

It says which of several points is meant, step by step as the kernel goes: damped steps in the direction of
the gap, shorter where it turns round and where choices answer steeply; Newton steps where damped ones would
arrive too. What the kernel does for eight nodes at a time is done here for one.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from parley.game import Floats
from parley.solver.closing import ENOUGH, Closing, read_news

TIE = 1e-9
SETTLED = 1e-12
MOST_ITERATIONS, MOST_ITERATIONS_PERFECT = 2000, 100
DAMPING, LEAST_DAMPING, LEAST_STEP = 0.5, 1 / 64, 1 / 32
NEAR = 0.5
ALIKE, ALIKE_FROM = 1e-9, 4
CALM = 20
STUCK, CLOSE = 40, 1e-3
NUDGE = 1e-7


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
