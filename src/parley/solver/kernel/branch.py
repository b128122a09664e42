"""Following the point of a choice from a precision of nought to what it is, step by step.

It says what `parley.solver.general.branch` says. Whoever follows weighs the choice at `rows` [POINT], whose
last entry is the third root of the part of the precision, puts the gap there in `rows` [GAP] and how fast it
closes with each entry in `matrix`, and asks for the next point; `state` says where following stands.
"""

from __future__ import annotations

import math

from parley.solver.kernel.compiling import compiled

NEARLY, EXACT = 1e-9, 1e-12
FIRST_REACH, LONGEST_REACH, LEAST_REACH = 0.02, 0.5, 1e-6
NO_REACH = 10.0 * LEAST_REACH
BENT, STRAY = 0.3, 1.0
MOST_TRIES, MOST_WEIGHED, MOST_PEEKS = 8, 20000, 9

POINT, BASE, AHEAD, TANGENT, STRAIGHT, BEFORE, GAP, OF, ROWS = range(9)
STAGE, REACH, USED, TRIES, WEIGHED, PEEKS, LAST, RESIDUAL, SIZE, STATES = range(10)
BEGIN, CORRECT, PEEK = range(3)
ON, FOUND, LOST = range(3)


@compiled
def begin_branch(rows, state, count):
    """Begin at `rows` [POINT], of `count` entries and a precision of nought; it is to be weighed first."""
    for n in range(STATES):
        state[n] = 0.0
    state[STAGE], state[REACH], state[SIZE], state[RESIDUAL] = BEGIN, FIRST_REACH, count, math.inf
    for n in range(count):
        rows[TANGENT, n] = 0.0
    rows[POINT, count], rows[TANGENT, count] = 0.0, 1.0


@compiled
def branch_on(rows, state, matrix):
    """Take in how a point was weighed and set the next: ON; or the point is FOUND, or the branch LOST."""
    count = int(state[SIZE])
    state[WEIGHED] += 1.0
    if state[WEIGHED] > MOST_WEIGHED:
        return LOST
    if state[STAGE] == BEGIN:
        return _stand(rows, state, count) if _turn(rows, matrix, count) else LOST
    if state[STAGE] == PEEK:
        if not _turn(rows, matrix, count):
            return _draw_in(rows, state, count)
        state[REACH] = 2.0 * _aside(state[PEEKS] - 1.0) * 10.0 ** ((state[PEEKS] - 1.0) % 3.0)
        return _reach(rows, state, count)
    gap = 0.0
    for n in range(count):
        gap = max(gap, abs(rows[GAP, n]))
    last = state[LAST] == 1.0
    if not gap < (EXACT if last else NEARLY):
        # Where choices are steep the last digits are not to be had: as near as steps come is near enough.
        if last and gap < NEARLY and not gap < 0.5 * state[RESIDUAL]:
            return FOUND
        state[RESIDUAL] = gap
        if state[TRIES] >= MOST_TRIES or not _correct(rows, state, matrix, count):
            return _draw_in(rows, state, count)
        return ON
    if last:
        return FOUND
    if rows[POINT, count] > 1.0:
        return _arrive(rows, state, count)
    for n in range(count + 1):
        rows[BEFORE, n] = rows[TANGENT, n]
    if not _turn(rows, matrix, count) or (state[REACH] > NO_REACH and _bent(rows, count)):
        for n in range(count + 1):
            rows[TANGENT, n] = rows[BEFORE, n]
        return _draw_in(rows, state, count)
    if state[TRIES] <= 2.0:
        state[REACH] = min(2.0 * state[REACH], LONGEST_REACH)
    return _stand(rows, state, count)


@compiled
def _stand(rows, state, count):
    """Stand at the point, and reach further along the branch from there."""
    for n in range(count + 1):
        rows[BASE, n], rows[STRAIGHT, n] = rows[POINT, n], rows[TANGENT, n]
    state[PEEKS] = 0.0
    return _reach(rows, state, count)


@compiled
def _reach(rows, state, count):
    """Set the point as far ahead of the base as the reach, or where the precision is what it is."""
    state[USED], state[LAST] = state[REACH], 0.0
    if rows[BASE, count] + state[REACH] * rows[TANGENT, count] >= 1.0:
        state[USED], state[LAST] = (1.0 - rows[BASE, count]) / rows[TANGENT, count], 1.0
    for n in range(count + 1):
        rows[AHEAD, n] = rows[BASE, n] + state[USED] * rows[TANGENT, n]
    return _look_ahead(rows, state, count)


@compiled
def _arrive(rows, state, count):
    """The branch passes the whole precision between base and point: look there."""
    part = (1.0 - rows[BASE, count]) / (rows[POINT, count] - rows[BASE, count])
    for n in range(count):
        rows[AHEAD, n] = rows[BASE, n] + part * (rows[POINT, n] - rows[BASE, n])
    state[LAST] = 1.0
    return _look_ahead(rows, state, count)


@compiled
def _look_ahead(rows, state, count):
    if state[LAST] == 1.0:
        rows[AHEAD, count] = 1.0
    for n in range(count + 1):
        rows[POINT, n] = rows[AHEAD, n]
    state[STAGE], state[TRIES], state[RESIDUAL] = CORRECT, 0.0, math.inf
    return ON


@compiled
def _draw_in(rows, state, count):
    """Reach less far; where that is no way at all there is a corner: look what is beyond it."""
    state[REACH] = 0.25 * min(state[REACH], state[USED])
    if state[PEEKS] == 0.0 and state[REACH] >= LEAST_REACH:
        return _reach(rows, state, count)
    if state[PEEKS] >= MOST_PEEKS:
        return LOST
    aside = _aside(state[PEEKS])
    for n in range(count + 1):
        rows[TANGENT, n] = rows[STRAIGHT, n]
        rows[POINT, n] = rows[BASE, n] + aside * rows[TANGENT, n]
    state[PEEKS] += 1.0
    state[STAGE] = PEEK
    return ON


@compiled
def _aside(peek):
    """How far beyond the base to look: the same three times, each time with a longer reach from the base."""
    return 2.0 * LEAST_REACH * 10.0 ** (peek // 3.0)


@compiled
def _turn(rows, matrix, count):
    """Turn the tangent into that of the branch where `matrix` was weighed; False if there is none.

    A branch keeps its sense: the determinant of slopes and tangent keeps its sign, round corners and where
    the branch turns back in precision.
    """
    for n in range(count + 1):
        matrix[count, n] = rows[TANGENT, n]
        matrix[n, count + 1] = 0.0
    matrix[count, count + 1] = 1.0
    sense, length = solve_in_place(matrix, count + 1), 0.0
    for n in range(count + 1):
        length = max(length, abs(matrix[n, count + 1]))
    if sense == 0.0 or not 0.0 < length < math.inf:
        return False
    for n in range(count + 1):
        rows[TANGENT, n] = sense * matrix[n, count + 1] / length
    return True


@compiled
def _bent(rows, count):
    """Whether the branch has turned far from where it went before."""
    along, own, other = 0.0, 0.0, 0.0
    for n in range(count + 1):
        along += rows[BEFORE, n] * rows[TANGENT, n]
        own += rows[TANGENT, n] * rows[TANGENT, n]
        other += rows[BEFORE, n] * rows[BEFORE, n]
    return not along > BENT * math.sqrt(own * other)


@compiled
def _correct(rows, state, matrix, count):
    """A Newton step square to the tangent, or at the whole precision at the end; False if there is none."""
    last = state[LAST] == 1.0
    off, stray = 0.0, 0.0
    for n in range(count + 1):
        if n < count:
            matrix[n, count + 1] = rows[GAP, n]
        matrix[count, n] = (1.0 if n == count else 0.0) if last else rows[TANGENT, n]
        off += matrix[count, n] * (rows[AHEAD, n] - rows[POINT, n])
    matrix[count, count + 1] = off
    if solve_in_place(matrix, count + 1) == 0.0:
        return False
    state[TRIES] += 1.0
    for n in range(count + 1):
        rows[POINT, n] += matrix[n, count + 1]
        stray = max(stray, abs(rows[POINT, n] - rows[AHEAD, n]))
    return stray <= STRAY * max(state[USED], NO_REACH)


@compiled
def solve_in_place(matrix, count):
    """Solve the linear system of `matrix` in place; returns the sign of its determinant, 0 if it has none."""
    sign = 1.0
    for m in range(count):
        best = m
        for n in range(m + 1, count):
            if abs(matrix[n, m]) > abs(matrix[best, m]):
                best = n
        if best != m:
            sign = -sign
            for n in range(m, count + 1):
                swap = matrix[m, n]
                matrix[m, n] = matrix[best, n]
                matrix[best, n] = swap
        pivot = matrix[m, m]
        if not 0.0 < abs(pivot) < math.inf:
            return 0.0
        sign = -sign if pivot < 0.0 else sign
        for n in range(m, count + 1):
            matrix[m, n] /= pivot
        for r in range(m + 1, count):
            factor = matrix[r, m]
            if factor != 0.0:
                for n in range(m, count + 1):
                    matrix[r, n] -= factor * matrix[m, n]
    for m in range(count - 1, -1, -1):
        for r in range(m):
            matrix[r, count] -= matrix[r, m] * matrix[m, count]
    return sign
