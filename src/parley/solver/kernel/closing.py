"""Closing in on the point of a choice along one option, step by step, where damped steps find none.

It says what `Closing` in `parley.solver.searching` says. Whoever searches weighs options at `rows` [POINT],
says in `rows` [NEWS] what that implies, not clipped, and asks for the next step. `rows` [., o] and `state`
are of one choice at one node. `rows` [SAME] is the first option that one is held alike to; `rows` [LEFT]
the gap that the search before it left, -1 once the option was the one closed in on.
"""

from __future__ import annotations

import math

from parley.solver.kernel.compiling import compiled

ENOUGH = 1e-9
EXACT, NARROW = 1e-13, 1e-15
MOST_STEPS, MOST_STRIDES = 200, 60

NEWS, POINT, BELOW, ABOVE, GAP_BELOW, GAP_ABOVE, SIDE, OPEN, BEST, BEGIN, LEFT, SAME, ROWS = range(13)
(
    STAGE,
    PIVOT,
    STEP,
    TURN,
    AT,
    LOWER,
    UPPER,
    GAP_LOWER,
    GAP_UPPER,
    TENDS,
    STRIDE,
    RESIDUAL,
    BRACKETED,
    STATES,
) = range(14)
AT_LOW, AT_HIGH, WITHIN, ENDED = range(4)


@compiled
def begin_closing(rows, state, count, bounds):
    """Begin from `rows` [POINT], [BEGIN], [LEFT] and [SAME]; sets the first point to be weighed."""
    low, high, cell = bounds
    state[RESIDUAL] = 0.0
    for o in range(count):
        rows[BEST, o] = rows[POINT, o]
        state[RESIDUAL] = max(state[RESIDUAL], rows[LEFT, o])
    _choose_pivot(rows, state, count, cell)
    _put_others(rows, state, count, AT_LOW, low, high)


@compiled
def _choose_pivot(rows, state, count, cell):
    """Close in on the option with the largest gap left that was not yet; False if there is none."""
    pivot = -1
    for o in range(count):
        if rows[SAME, o] == o and rows[LEFT, o] >= 0.0 and (pivot < 0 or rows[LEFT, o] > rows[LEFT, pivot]):
            pivot = o
    if pivot < 0:
        return False
    rows[LEFT, pivot] = -1.0
    state[PIVOT], state[AT], state[TURN], state[STRIDE] = pivot, rows[BEGIN, pivot], 0.0, cell
    state[LOWER], state[UPPER], state[TENDS], state[BRACKETED] = -math.inf, math.inf, 0.0, 0.0
    state[GAP_LOWER] = state[GAP_UPPER] = 0.0
    return True


@compiled
def _put_others(rows, state, count, stage, low, high):
    """All options but the one closed in on at an end of the grid."""
    state[STAGE] = stage
    for o in range(count):
        rows[POINT, o] = low if stage == AT_LOW else high
    _join(rows, state, count, low, high)


@compiled
def _join(rows, state, count, low, high):
    """The option closed in on where it is taken to lie, and options that are held alike together."""
    pivot = int(state[PIVOT])
    rows[POINT, pivot] = min(max(state[AT], low), high)
    for o in range(count):
        rows[POINT, o] = rows[POINT, int(rows[SAME, o])]


@compiled
def _look(below, above, gap_below, gap_above, step):
    """Where to look for a root next: on the line between the ends, and every third time half-way."""
    middle = 0.5 * (below + above)
    if step % 3 == 2:
        return middle
    ahead = below + (above - below) * (gap_below / (gap_below - gap_above))
    return ahead if below < ahead < above else middle


@compiled
def close_on(rows, state, count, bounds):
    """Take in what `rows` [NEWS] says of `rows` [POINT] and set the next; True at the end, at the best."""
    low, high, cell = bounds
    pivot = int(state[PIVOT])
    if state[STAGE] == AT_LOW:
        for o in range(count):
            rows[GAP_BELOW, o] = state[AT] + rows[NEWS, o] - rows[NEWS, pivot] - low
        _put_others(rows, state, count, AT_HIGH, low, high)
        return False
    if state[STAGE] == AT_HIGH:
        for o in range(count):
            rows[GAP_ABOVE, o] = state[AT] + rows[NEWS, o] - rows[NEWS, pivot] - high
            rows[BELOW, o], rows[ABOVE, o], rows[SIDE, o], rows[OPEN, o] = low, high, 0.0, 1.0
            if o == pivot or rows[SAME, o] != o:
                rows[OPEN, o] = 0.0
            elif rows[GAP_BELOW, o] <= 0.0:
                rows[POINT, o], rows[OPEN, o] = low, 0.0
            elif rows[GAP_ABOVE, o] >= 0.0:
                rows[POINT, o], rows[OPEN, o] = high, 0.0
        state[STAGE], state[STEP] = WITHIN, 0.0
        _guess_others(rows, state, count, low, high)
        return False
    if _settle_others(rows, state, count) and state[STEP] + 1.0 < MOST_STEPS:
        state[STEP] += 1.0
        _guess_others(rows, state, count, low, high)
        return False
    return _move_pivot(rows, state, count, low, high, cell)


@compiled
def _guess_others(rows, state, count, low, high):
    for o in range(count):
        if rows[OPEN, o] == 1.0:
            rows[POINT, o] = _look(
                rows[BELOW, o], rows[ABOVE, o], rows[GAP_BELOW, o], rows[GAP_ABOVE, o], int(state[STEP])
            )
    _join(rows, state, count, low, high)


@compiled
def _settle_others(rows, state, count):
    """Narrow the brackets of the other options; whether any is still open."""
    pivot, still = int(state[PIVOT]), False
    for o in range(count):
        if rows[OPEN, o] == 0.0:
            continue
        gap = state[AT] + rows[NEWS, o] - rows[NEWS, pivot] - rows[POINT, o]
        # An end that stays twice is believed half as much (the Illinois rule), or it would stay for ever.
        if gap > 0.0:
            rows[BELOW, o], rows[GAP_BELOW, o] = rows[POINT, o], gap
            rows[GAP_ABOVE, o] *= 0.5 if rows[SIDE, o] == 1.0 else 1.0
            rows[SIDE, o] = 1.0
        else:
            rows[ABOVE, o], rows[GAP_ABOVE, o] = rows[POINT, o], gap
            rows[GAP_BELOW, o] *= 0.5 if rows[SIDE, o] == -1.0 else 1.0
            rows[SIDE, o] = -1.0
        if abs(gap) < EXACT or rows[ABOVE, o] - rows[BELOW, o] < NARROW:
            rows[OPEN, o] = 0.0
        still = still or rows[OPEN, o] == 1.0
    return still


@compiled
def _move_pivot(rows, state, count, low, high, cell):
    """The others follow: keep the point if it is the best, and move what the option is taken to leave."""
    pivot, residual = int(state[PIVOT]), 0.0
    for o in range(count):
        residual = max(residual, abs(min(max(rows[NEWS, o], low), high) - rows[POINT, o]))
    if residual < state[RESIDUAL]:
        state[RESIDUAL] = residual
        for o in range(count):
            rows[BEST, o] = rows[POINT, o]
    gap, at = rows[NEWS, pivot] - state[AT], state[AT]
    if gap > 0.0:
        state[LOWER], state[GAP_LOWER] = at, gap
        state[GAP_UPPER] *= 0.5 if state[TENDS] == 1.0 else 1.0
        state[TENDS] = 1.0
    else:
        state[UPPER], state[GAP_UPPER] = at, gap
        state[GAP_LOWER] *= 0.5 if state[TENDS] == -1.0 else 1.0
        state[TENDS] = -1.0
    done = abs(gap) < EXACT or state[UPPER] - state[LOWER] < NARROW
    state[TURN] += 1.0
    if state[BRACKETED] == 0.0:
        if math.isinf(state[LOWER]) or math.isinf(state[UPPER]):
            done = done or state[TURN] >= MOST_STRIDES
            state[AT] = at + (state[STRIDE] if gap > 0.0 else -state[STRIDE])
            state[STRIDE] *= 2.0
        else:
            state[BRACKETED], state[TURN], state[TENDS] = 1.0, 0.0, 0.0
    if state[BRACKETED] == 1.0:
        done = done or state[TURN] >= MOST_STEPS
        state[AT] = _look(state[LOWER], state[UPPER], state[GAP_LOWER], state[GAP_UPPER], int(state[TURN]))
    if done and (state[RESIDUAL] < ENOUGH or not _choose_pivot(rows, state, count, cell)):
        for o in range(count):
            rows[POINT, o] = rows[BEST, o]
        return True
    _put_others(rows, state, count, AT_LOW, low, high)
    return False
