"""How beliefs and choices come to agree: damped steps, with Newton steps where plain iteration is stable.

It says what `parley.solver.general.settling` says. An option's worth turns only on the log-odds it itself
leaves behind, so the Jacobian is made of small blocks and a few rows common to all options, and a Newton
direction costs no more than an evaluation (Sherman, Morrison and Woodbury).
"""

from __future__ import annotations

import math

from parley.solver.kernel.closing import LEFT, NEWS, POINT, SAME, begin_closing, close_on
from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.general.choice import choose, choose_by_kind, news_of

SETTLED, NEAR, NUDGE, ALIKE = 1e-12, 0.5, 1e-7, 1e-9
DAMPING, LEAST_DAMPING = 0.5, 1e-4
MOST_ITERATIONS, MOST_PERFECT = 3000, 100


@compiled
def imply(tb, ws, level, slot, side, count, precision):
    """Chances of a hidden party's options, and the log-odds after each that follow from them."""
    width, first = tb.width[side], tb.first[side]
    if math.isinf(precision):
        for k in range(width + 1):
            choose(ws, level, count, k, precision)
    else:
        choose_by_kind(tb, ws, level, count, precision)
    for o in range(count):
        for m in range(width):
            told = news_of(ws.log_mixed[level, o, m], ws.log_mixed[level, o, width])
            limit = tb.axis_limit[first + m]
            ws.implied[level, o, m] = min(max(ws.at[slot, first + m] + told, -limit), limit)


@compiled
def largest_gap(ws, level, count, width):
    """How far the log-odds reached are from those implied, at worst."""
    gap = 0.0
    for o in range(count):
        for m in range(width):
            gap = max(gap, abs(ws.implied[level, o, m] - ws.point[level, o, m]))
    return gap


@compiled
def keep_alike(ws, level, count, width):
    """Make options equal that tell the same and are told the same, but for rounding; returns how far that is.

    `ws.alike` is -1 where an option was found different, for good: on the border it would else be joined and
    parted for ever.
    """
    for o in range(count):
        if ws.alike[level, o] < 0:
            continue
        found = o
        for p in range(o):
            apart = abs(ws.point[level, o, 0] - ws.base_gap[level, p, 0])
            if apart >= ALIKE:
                continue
            for m in range(width):
                apart = max(apart, abs(ws.point[level, o, m] - ws.base_gap[level, p, m]))
                apart = max(apart, abs(ws.implied[level, o, m] - ws.direction[level, p, m]))
            if apart < ALIKE:
                found = p
                break
        ws.alike[level, o] = -1 if found == o else 1 + found
    moved = 0.0
    for o in range(count):
        if ws.alike[level, o] > 0:
            p = ws.alike[level, o] - 1
            for m in range(width):
                moved = max(moved, abs(ws.point[level, o, m] - ws.base_gap[level, p, m]))
                ws.point[level, o, m] = ws.base_gap[level, p, m]
                ws.implied[level, o, m] = ws.direction[level, p, m]
    return moved


@compiled
def remember(ws, level, count, width):
    """Keep point and what it implies as they are before options are made alike."""
    for o in range(count):
        for m in range(width):
            ws.base_gap[level, o, m] = ws.point[level, o, m]
            ws.direction[level, o, m] = ws.implied[level, o, m]


@compiled
def damped_step(ws, level, count, width, damping):
    """Move the point part of the way to what it implies; returns the damping used from here on."""
    turned = 0.0
    for o in range(count):
        for m in range(width):
            turned += (ws.implied[level, o, m] - ws.point[level, o, m]) * ws.before[level, o, m]
    damping = max(damping / 2.0, LEAST_DAMPING) if turned < 0.0 else min(damping * 1.2, 1.0)
    for o in range(count):
        for m in range(width):
            gap = ws.implied[level, o, m] - ws.point[level, o, m]
            ws.before[level, o, m] = gap
            ws.point[level, o, m] += damping * gap
    return damping


@compiled
def find_direction(tb, ws, level, side, count, precision):
    """Fill `ws.direction` with a Newton step; False where plain iteration would not stay, or there is none.

    Rests on `ws.slope` [level, o, m, k], `ws.mixed` and the gap at `ws.point`.
    """
    width, first = tb.width[side], tb.first[side]
    determinant = 1.0
    for m in range(width):
        for n in range(width + 1):
            ws.small[m, n] = 1.0 if m == n else 0.0
    for o in range(count):
        for m in range(width):
            free = 1.0 if abs(ws.implied[level, o, m]) < tb.axis_limit[first + m] else 0.0
            for n in range(width):
                own = precision * (ws.slope[level, o, n, m] - ws.slope[level, o, n, width])
                ws.block[o, m, n] = (1.0 if m == n else 0.0) - free * own
            ws.block[o, m, width] = free
        determinant *= _solve_block(ws, level, o, width)
        for m in range(width):
            for n in range(width):
                pull = precision * (
                    ws.mixed[level, o, m] * ws.slope[level, o, n, m]
                    - ws.mixed[level, o, width] * ws.slope[level, o, n, width]
                )
                for p in range(width):
                    ws.small[m, p] += pull * ws.block[o, n, p]
                ws.small[m, width] += pull * ws.direction[level, o, n]
    determinant *= _solve_small(ws, width)
    if not determinant > 0.0:
        return False
    for o in range(count):
        for m in range(width):
            step = ws.direction[level, o, m]
            for p in range(width):
                step -= ws.block[o, m, p] * ws.small[p, width]
            ws.direction[level, o, m] = step
            if not abs(step) <= 4.0 * NEAR:
                return False
    return True


@compiled
def _solve_block(ws, level, o, width):
    """Solve an option's block for its gap (into `ws.direction`) and its free rows (into the block itself).

    Gauss and Jordan's way with pivots, on at most a few rows; returns the determinant.
    """
    if width == 1:
        pivot = ws.block[o, 0, 0]
        ws.direction[level, o, 0] = (ws.implied[level, o, 0] - ws.point[level, o, 0]) / pivot
        ws.block[o, 0, 0] = ws.block[o, 0, 1] / pivot
        return pivot
    return _solve_two(ws, level, o) if width == 2 else _solve_wide(ws, level, o, width)


@compiled
def _solve_two(ws, level, o):
    """The same where a side has three kinds, by the formula for the inverse."""
    a, b, c, d = ws.block[o, 0, 0], ws.block[o, 0, 1], ws.block[o, 1, 0], ws.block[o, 1, 1]
    first, second = ws.block[o, 0, 2], ws.block[o, 1, 2]
    determinant = a * d - b * c
    gap = ws.implied[level, o, 0] - ws.point[level, o, 0]
    other = ws.implied[level, o, 1] - ws.point[level, o, 1]
    part = 1.0 / determinant
    ws.direction[level, o, 0] = (d * gap - b * other) * part
    ws.direction[level, o, 1] = (a * other - c * gap) * part
    first, second = first * part, second * part
    ws.block[o, 0, 0], ws.block[o, 0, 1] = d * first, -b * second
    ws.block[o, 1, 0], ws.block[o, 1, 1] = -c * first, a * second
    return determinant


@compiled
def _solve_wide(ws, level, o, width):
    determinant = 1.0
    for m in range(width):
        for n in range(width):
            ws.wide[m, n] = ws.block[o, m, n]
            ws.wide[m, width + n] = ws.block[o, m, width] if m == n else 0.0
        ws.wide[m, 2 * width] = ws.implied[level, o, m] - ws.point[level, o, m]
    for m in range(width):
        best = m
        for n in range(m + 1, width):
            if abs(ws.wide[n, m]) > abs(ws.wide[best, m]):
                best = n
        if best != m:
            determinant = -determinant
            for n in range(2 * width + 1):
                swap = ws.wide[m, n]
                ws.wide[m, n] = ws.wide[best, n]
                ws.wide[best, n] = swap
        pivot = ws.wide[m, m]
        determinant *= pivot
        for n in range(2 * width + 1):
            ws.wide[m, n] /= pivot
        for r in range(width):
            if r != m:
                factor = ws.wide[r, m]
                for n in range(2 * width + 1):
                    ws.wide[r, n] -= factor * ws.wide[m, n]
    for m in range(width):
        for n in range(width):
            ws.block[o, m, n] = ws.wide[m, width + n]
        ws.direction[level, o, m] = ws.wide[m, 2 * width]
    return determinant


@compiled
def _solve_small(ws, width):
    """Solve the small system common to all options in place; returns its determinant."""
    if width == 2:
        a, b, c, d = ws.small[0, 0], ws.small[0, 1], ws.small[1, 0], ws.small[1, 1]
        determinant, first, second = a * d - b * c, ws.small[0, 2], ws.small[1, 2]
        ws.small[0, 2] = (d * first - b * second) / determinant
        ws.small[1, 2] = (a * second - c * first) / determinant
        return determinant
    determinant = 1.0
    for m in range(width):
        best = m
        for n in range(m + 1, width):
            if abs(ws.small[n, m]) > abs(ws.small[best, m]):
                best = n
        if best != m:
            determinant = -determinant
            for n in range(width + 1):
                swap = ws.small[m, n]
                ws.small[m, n] = ws.small[best, n]
                ws.small[best, n] = swap
        pivot = ws.small[m, m]
        determinant *= pivot
        for n in range(width + 1):
            ws.small[m, n] /= pivot
        for r in range(width):
            if r != m:
                factor = ws.small[r, m]
                for n in range(width + 1):
                    ws.small[r, n] -= factor * ws.small[m, n]
    return determinant


@compiled
def step_along(tb, ws, level, side, count, step):
    """Put the point so far along the Newton direction from the base."""
    width, first = tb.width[side], tb.first[side]
    for o in range(count):
        for m in range(width):
            limit = tb.axis_limit[first + m]
            ahead = ws.base[level, o, m] + step * ws.direction[level, o, m]
            ws.point[level, o, m] = min(max(ahead, -limit), limit)


@compiled
def go_back(ws, level, count, width):
    """Stand at the base of the Newton step again."""
    for o in range(count):
        for m in range(width):
            ws.point[level, o, m] = ws.base[level, o, m]
        for kind in range(width + 1):
            ws.own[level, o, kind] = ws.base_own[level, o, kind]


@compiled
def stand_to_probe(ws, level, count, width):
    """Make the point the base from which slopes are probed."""
    for o in range(count):
        for m in range(width):
            ws.base[level, o, m] = ws.point[level, o, m]
        for kind in range(width + 1):
            ws.base_own[level, o, kind] = ws.own[level, o, kind]


@compiled
def note_probe(ws, level, count, width, probed):
    """Note how fast worths move along the axis probed."""
    for o in range(count):
        for kind in range(width + 1):
            rise = ws.own[level, o, kind] - ws.base_own[level, o, kind]
            ws.slope[level, o, probed, kind] = rise / NUDGE


@compiled
def join_alike(ws, level, count, width):
    """Make what options imply equal again where they are kept alike."""
    for o in range(count):
        if ws.alike[level, o] > 0:
            for m in range(width):
                ws.implied[level, o, m] = ws.implied[level, ws.alike[level, o] - 1, m]


@compiled
def begin_to_close(tb, ws, level, side, count):
    """The search has not ended: close in on its point from where it began (`kernel.closing`)."""
    rows = ws.closing[level]
    for o in range(count):
        rows[POINT, o] = ws.point[level, o, 0]
        rows[LEFT, o] = abs(ws.implied[level, o, 0] - ws.point[level, o, 0])
        rows[SAME, o] = rows[SAME, ws.alike[level, o] - 1] if ws.alike[level, o] > 0 else o
    begin_closing(rows, ws.closed[level], count, _bounds(tb, side))
    for o in range(count):
        ws.point[level, o, 0] = rows[POINT, o]


@compiled
def close_further(tb, ws, level, slot, side, count):
    """All options weighed where they were put: put them elsewhere; True once that is where to end."""
    rows, here = ws.closing[level], ws.at[slot, tb.first[side]]
    for o in range(count):
        rows[NEWS, o] = here + news_of(ws.log_mixed[level, o, 0], ws.log_mixed[level, o, 1])
    found = close_on(rows, ws.closed[level], count, _bounds(tb, side))
    for o in range(count):
        ws.point[level, o, 0] = rows[POINT, o]
    return found


@compiled
def _bounds(tb, side):
    first = tb.first[side]
    return -tb.axis_limit[first], tb.axis_limit[first], 1.0 / tb.per_step[first]


@compiled
def longest(precision):
    """How long to search; where a perfect party has no consistent choice more steps find none either."""
    return MOST_PERFECT if math.isinf(precision) else MOST_ITERATIONS
