"""Following a choice of the general kernel along its branch, where searches find no point.

It says what `follow` in `parley.solver.general.turn` says; the branch itself is that of `kernel.branch`.
"""

from __future__ import annotations

import math

from parley.solver.kernel.branch import BEGIN, GAP, LOST, OF, POINT, SIZE, STAGE, begin_branch, branch_on
from parley.solver.kernel.compiling import compiled

ALIKE, ASIDE = 1e-9, 0.1
"""Log-odds aside from "no news" at which options are compared: those alike there too are followed as one."""
WEIGHED_ASIDE, WEIGHED_HERE = -1.0, -2.0


@compiled
def begin_to_follow(tb, ws, level, slot, side, count):
    """No point was found: follow it from a precision of nought. First all options a little aside are weighed.

    `ws.before` keeps where the search ended.
    """
    width, first = tb.width[side], tb.first[side]
    ws.branched[level, STAGE] = WEIGHED_ASIDE
    for o in range(count):
        ws.alike[level, o] = 0
        for m in range(width):
            ws.before[level, o, m] = ws.point[level, o, m]
            here = ws.at[slot, first + m]
            ws.point[level, o, m] = here - math.copysign(ASIDE, here)


@compiled
def part_followed(ws, level):
    """The part of the precision at which the branch stands: most happens while that is small."""
    state = ws.branched[level]
    if state[STAGE] < BEGIN:
        return 0.0
    return max(ws.branch[level, POINT, int(state[SIZE])], 0.0) ** 3


@compiled
def keep_aside(tb, ws, level, slot, side, count):
    """All options weighed a little aside: keep what they are worth there, and stand where nothing is told."""
    width, first = tb.width[side], tb.first[side]
    for o in range(count):
        for kind in range(width + 1):
            ws.aside[level, o, kind] = ws.own[level, o, kind]
        for m in range(width):
            ws.point[level, o, m] = ws.at[slot, first + m]
    ws.branched[level, STAGE] = WEIGHED_HERE


@compiled
def _begin_branch(tb, ws, level, slot, side, count):
    """Options that are alike here and aside are one: `ws.branch` [., OF, o] says which of them it is."""
    width, first, kept = tb.width[side], tb.first[side], 0
    rows = ws.branch[level]
    for o in range(count):
        rows[OF, o] = kept
        for p in range(o):
            apart = 0.0
            for kind in range(width + 1):
                apart = max(apart, abs(ws.own[level, o, kind] - ws.own[level, p, kind]))
                apart = max(apart, abs(ws.aside[level, o, kind] - ws.aside[level, p, kind]))
            if apart < ALIKE:
                rows[OF, o] = rows[OF, p]
                break
        if rows[OF, o] == kept:
            for m in range(width):
                rows[POINT, kept * width + m] = ws.at[slot, first + m]
            kept += 1
    begin_branch(rows, ws.branched[level], kept * width)


@compiled
def follow_further(tb, ws, level, slot, side, count, precision):
    """All options weighed on the branch, with their slopes: go on along it. Says whether it is found or lost.

    `ws.implied` and chances `ws.mixed` are those of the part of the precision at which the branch stands.
    """
    rows, state, width = ws.branch[level], ws.branched[level], tb.width[side]
    if state[STAGE] < BEGIN:
        _begin_branch(tb, ws, level, slot, side, count)
    n = int(state[SIZE])
    _fill_bordered(tb, ws, level, side, count, n, precision)
    way = branch_on(rows, state, ws.bordered)
    for o in range(count):
        at = int(rows[OF, o]) * width
        for m in range(width):
            followed = rows[POINT, at + m]
            ws.point[level, o, m] = ws.before[level, o, m] if way == LOST else followed
    return way


@compiled
def _fill_bordered(tb, ws, level, side, count, size, precision):
    """The gap at the point of the branch, and how fast it closes with each of its entries."""
    rows, matrix, width, first = ws.branch[level], ws.bordered, tb.width[side], tb.first[side]
    root, done = max(rows[POINT, size], 0.0), -1.0
    part = precision * root**3
    for o in range(count):
        r = rows[OF, o]
        if r <= done:
            continue
        done = r
        for m in range(width):
            row = int(r) * width + m
            gap = ws.implied[level, o, m] - ws.point[level, o, m]
            free = 1.0 if abs(ws.implied[level, o, m]) < tb.axis_limit[first + m] else 0.0
            rows[GAP, row] = gap
            for n in range(size):
                matrix[row, n] = 1.0 if n == row else 0.0
            steeper = ws.own[level, o, m] - ws.own[level, o, width]
            for p in range(count):
                at = int(rows[OF, p]) * width
                likely, last = ws.mixed[level, p, m], ws.mixed[level, p, width]
                steeper -= likely * ws.own[level, p, m] - last * ws.own[level, p, width]
                for n in range(width):
                    pull = likely * ws.slope[level, p, n, m] - last * ws.slope[level, p, n, width]
                    if p == o:
                        pull -= ws.slope[level, p, n, m] - ws.slope[level, p, n, width]
                    matrix[row, at + n] += free * part * pull
            matrix[row, size] = -free * precision * 3.0 * root**2 * steeper
