"""How beliefs and choices come to agree: a damped fixed point, with Newton steps where it is stable."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from parley.game import Floats
from parley.solver.searching import ENOUGH

CloseIn = Callable[[Floats, float, list[int]], tuple[Floats, float]]
"""From a point, its gap and the option that each is held alike to, to a better one and its gap."""

Follow = Callable[[], tuple[Floats, float] | None]
"""To the point of the principal branch and its gap; to nothing where the branch is lost."""

SETTLED = 1e-12
MOST_ITERATIONS, MOST_PERFECT = 3000, 100
DAMPING, LEAST_DAMPING = 0.5, 1e-4
NEAR = 0.5  # the gap from which Newton steps are tried
NUDGE = 1e-7
ALIKE = 1e-9


def settle(
    implied: Callable[[Floats], Floats],
    start: Floats,
    bounds: tuple[Floats, Floats],
    options: int,
    *,
    perfect: bool,
    close_in: CloseIn | None = None,
    follow: Follow | None = None,
) -> tuple[Floats, float]:
    """The point that implies itself, as damped iteration from `start` reaches it; and the gap left.

    The point has so many `options`, one after the other, which are kept alike where they tell the same and
    are told the same but for rounding; 0 for a point that has none. `implied` is called last at the point
    returned. Perfect choices jump, so they are iterated undamped. Where steps end with a gap they go to and
    fro; then the point is sought by `close_in`, if there is one, and where that finds none by `follow`.
    """
    point, damping, before = start.copy(), DAMPING, np.zeros(len(start))
    rest, patience, different = 0, 2, set[int]()
    residual, kept = np.inf, list(range(options))
    for _ in range(MOST_PERFECT if perfect else MOST_ITERATIONS):
        told = implied(point)
        if options:
            kept = _alike(point, told, options, different)
            point, told = _take(point, kept, options), _take(told, kept, options)
        gap = told - point
        residual = float(np.abs(gap).max(initial=0.0))
        if residual < SETTLED:
            break
        if perfect:
            point = told
            continue
        if residual < NEAR and rest == 0:
            ahead = _newton(implied, point, gap, bounds)
            if ahead is not None:
                point = ahead
                continue
            rest, patience = patience, 2 * patience
        rest = max(rest - 1, 0)
        damping = max(damping / 2, LEAST_DAMPING) if gap @ before < 0 else min(damping * 1.2, 1.0)
        before = gap
        point = point + damping * gap
    if residual > ENOUGH and close_in is not None:
        point, residual = close_in(point, residual, kept)
    if residual > ENOUGH and follow is not None:
        followed = follow()
        point, residual = followed if followed and followed[1] < residual else (point, residual)
    implied(point)
    return point, residual


def _alike(point: Floats, told: Floats, options: int, different: set[int]) -> list[int]:
    """For each option the first that tells the same and is told the same, but for rounding.

    One that was found `different` stays so: on the border it would else be joined and parted for ever.
    """
    points, tolds = point.reshape(options, -1), told.reshape(options, -1)
    found = list(range(options))
    for o in range(options):
        if o in different:
            continue
        for p in range(o):
            apart = max(np.abs(points[o] - points[p]).max(), np.abs(tolds[o] - tolds[p]).max())
            if apart < ALIKE:
                found[o] = p
                break
        if found[o] == o:
            different.add(o)
    return found


def _take(array: Floats, kept: list[int], options: int) -> Floats:
    return np.asarray(array.reshape(options, -1)[kept].ravel())


def _newton(
    implied: Callable[[Floats], Floats], point: Floats, gap: Floats, bounds: tuple[Floats, Floats]
) -> Floats | None:
    """A Newton step where plain iteration would stay too, shortened until it helps; else nothing."""
    size = len(point)
    slope = np.zeros((size, size))
    for n in range(size):
        moved = point.copy()
        moved[n] += NUDGE
        slope[:, n] = (implied(moved) - point - gap) / NUDGE
    left = np.eye(size) - slope
    if np.linalg.det(left) <= 0.0:
        return None
    direction = np.linalg.solve(left, gap)
    if not np.isfinite(direction).all() or np.abs(direction).max() > 4 * NEAR:
        return None
    residual = np.abs(gap).max()
    for step in (1.0, 0.5, 0.25, 0.125, 0.0625):
        ahead = np.clip(point + step * direction, *bounds)
        if np.abs(implied(ahead) - ahead).max() < (1.0 - 0.1 * step) * residual:
            return np.asarray(ahead)
    return None
