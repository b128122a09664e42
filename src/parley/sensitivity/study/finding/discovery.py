"""Scenario discovery: the circumstances under which something happens, as boxes of the assumptions.

What is looked for, coverage and density, is that of Bryant and Lempert (2010). Their box is peeled from all
sides at once (Friedman and Fisher 1999); with as many assumptions as a scenario has, most of what is peeled
is noise. Here a box grows like one path of a small tree: the circumstance that helps most comes next, the
limits of those that are there are set again, and one that chance alone could explain is not taken. As they
do, the draws of a box are taken out before the next one is looked for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from parley.game import Floats

Flags = npt.NDArray[np.bool_]
Limits = dict[int, tuple[float, float]]
"""Bounds by the place of the assumption: low and high, infinite where unbounded."""

FEWEST_DRAWS = 64
"""With fewer draws a box would describe luck."""
_FEWEST_INSIDE = 10
_MOST_CIRCUMSTANCES = 4
_MOST_BOXES = 3
# What coverage weighs beside density. With as much, one wide box spans several corners and tells none.
_COVERAGE = 0.6
WORTH_COVERAGE, WORTH_DENSITY = 0.1, 0.5
"""What a further box must have to be worth showing: this part of all cases, and a density that goes this part
of the way from what it is over all draws to certainty."""

_MOST_LUCK = 0.01
# A limit is sought among all draws; that makes about this many independent attempts a side.
_ATTEMPTS = 10
_SWEEPS = 3


@dataclass(frozen=True)
class Bound:
    """One circumstance of a box: an assumption, by its place among them, at least `low` and at most `high`.

    None where that side is not bounded. `without` is the density of the box if this circumstance is dropped.
    """

    assumption: int
    low: float | None
    high: float | None
    without: float


@dataclass(frozen=True)
class Box:
    """Circumstances, and how well they tell the cases of interest.

    `coverage` is the part of the cases of interest that lie inside, `density` the part of the draws inside
    that are cases of interest, `support` the part of all draws that lie inside. Draws in an earlier box
    count as not inside. All are measured on draws that the box was not found with.
    """

    bounds: tuple[Bound, ...]
    coverage: float
    density: float
    support: float


@dataclass(frozen=True)
class Discovery:
    """Up to three boxes, in the order they were found, and how well they tell the cases together.

    `base` is the part of all draws that are of interest, on the draws the boxes are measured on.
    """

    boxes: tuple[Box, ...]
    base: float

    @property
    def coverage(self) -> float:
        """The part of the cases of interest that lie in any box."""
        return sum(box.coverage for box in self.boxes)

    @property
    def density(self) -> float:
        """The part of the draws in any box that are cases of interest."""
        return self.coverage * self.base / sum(box.support for box in self.boxes)


def discover(values: Floats, cases: Flags, *, seed: int) -> Discovery | None:
    """The boxes of assumptions [n, p] that best tell the cases of interest [n]; None if no box tells them.

    One half of the draws, chosen by the seed, finds the boxes; the other half measures them. The first is
    given whatever it is worth; a further one, found among the draws in none so far, only if it is worth
    showing (WORTH_COVERAGE, WORTH_DENSITY).
    """
    n = len(cases)
    if n < FEWEST_DRAWS:
        return None
    order = np.random.default_rng(seed).permutation(n)
    finding, judging = order[: n // 2], order[n // 2 :]
    base = float(cases[judging].mean())
    boxes: list[Box] = []
    while len(boxes) < _MOST_BOXES:
        limits = grown(values[finding], cases[finding])
        box = _measured(limits, values, cases, judging, order[n // 2 :]) if limits else None
        if box is None or (boxes and not _worth_showing(box, base)):
            break
        boxes.append(box)
        finding, judging = (half[~inside(limits, values[half])] for half in (finding, judging))
    return Discovery(tuple(boxes), base) if boxes else None


def _worth_showing(box: Box, base: float) -> bool:
    return box.coverage >= WORTH_COVERAGE and box.density >= base + WORTH_DENSITY * (1 - base)


def inside(limits: Limits, values: Floats) -> Flags:
    """Which draws lie within the limits, shape [n]."""
    result = np.ones(len(values), dtype=np.bool_)
    for p, (low, high) in limits.items():
        result &= (values[:, p] >= low) & (values[:, p] <= high)
    return result


def grown(values: Floats, cases: Flags) -> Limits:
    """The box with the best balance of coverage and density that single steps lead to."""
    limits: Limits = {}
    while len(limits) < _MOST_CIRCUMSTANCES:
        within = inside(limits, values)
        wider = _with_next(limits, within, values, cases)
        if wider is None or _by_chance(within, inside(wider, values), values.shape[1], cases) > _MOST_LUCK:
            break
        limits = _set_again(wider, values, cases)
    return limits


def _with_next(limits: Limits, within: Flags, values: Floats, cases: Flags) -> Limits | None:
    """The limits with the one further circumstance that helps most, if any helps."""
    best, most = None, _balance(within, cases) + 1e-12
    for p in range(values.shape[1]):
        low, high = limits.get(p, (-np.inf, np.inf))
        for above in (True, False):
            balance, limit = _best_limit(values[within, p], cases[within], int(cases.sum()), above)
            if balance > most:
                best, most = {**limits, p: (limit, high) if above else (low, limit)}, balance
    return best


def _set_again(limits: Limits, values: Floats, cases: Flags) -> Limits:
    """Each limit where it is best given the others, in a few sweeps."""
    limits = dict(limits)
    for _ in range(_SWEEPS):
        for p, above in [(p, above) for p in limits for above in (True, False)]:
            low, high = limits[p]
            if np.isinf(low if above else high):
                continue
            limits[p] = (-np.inf, high) if above else (low, np.inf)
            within = inside(limits, values)
            _, limit = _best_limit(values[within, p], cases[within], int(cases.sum()), above)
            limits[p] = (limit, high) if above else (low, limit)
    return limits


def _best_limit(column: Floats, cases: Flags, all_cases: int, above: bool) -> tuple[float, float]:
    """The best balance that a limit on one assumption gives, and that limit, halfway between two draws."""
    if len(column) <= _FEWEST_INSIDE:
        return 0.0, -np.inf if above else np.inf
    order = np.argsort(column, kind="stable")
    order = order[::-1] if above else order
    hits, counts = np.cumsum(cases[order]), np.arange(1, len(order) + 1)
    balances = (1 + _COVERAGE) * hits / (_COVERAGE * all_cases + counts)
    k = int(np.argmax(balances[_FEWEST_INSIDE - 1 : -1])) + _FEWEST_INSIDE - 1
    return float(balances[k]), float((column[order[k]] + column[order[k + 1]]) / 2)


def _balance(within: Flags, cases: Flags) -> float:
    """The harmonic mean of coverage and density, density weighing more."""
    return float((1 + _COVERAGE) * cases[within].sum() / max(_COVERAGE * cases.sum() + within.sum(), 1))


def _by_chance(wider: Flags, within: Flags, assumptions: int, cases: Flags) -> float:
    """How probable as many cases would be in a part of the wider box taken by lot, over all attempts."""
    from scipy.stats import hypergeom

    luck = hypergeom.sf(cases[within].sum() - 1, wider.sum(), cases[wider].sum(), within.sum())
    return float(luck * 2 * assumptions * _ATTEMPTS)


def _measured(
    limits: Limits, values: Floats, cases: Flags, left: npt.NDArray[np.intp], judging: npt.NDArray[np.intp]
) -> Box | None:
    """A box measured on the draws in no earlier one, by number, as a part of all draws that measure."""
    within = inside(limits, values[left])
    if not within.any() or not cases[judging].any():
        return None
    bounds = []
    for p, (low, high) in sorted(limits.items()):
        wider = inside({q: ends for q, ends in limits.items() if q != p}, values[left])
        bounds.append(
            Bound(
                assumption=p,
                low=None if np.isneginf(low) else low,
                high=None if np.isposinf(high) else high,
                without=float(cases[left][wider].mean()),
            )
        )
    hits = cases[left][within]
    return Box(
        bounds=tuple(bounds),
        coverage=float(hits.sum() / cases[judging].sum()),
        density=float(hits.mean()),
        support=float(len(hits) / len(judging)),
    )
