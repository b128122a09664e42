"""How beliefs are brought to agree with the choices they rest on, in eight nodes at a time.

The log-odds after each option of the hidden party are a fixed point: choices depend on them and imply
them. Damped steps say which one is meant, and Newton steps with a line search get there sooner where damped
ones would arrive too; `parley.solver.searching` goes the same way for one node.
Options that are alike in all that matters (an offer sure to be refused, and silence) are kept alike:
otherwise rounding would decide which of them comes to mean what, wherever meaning feeds on itself.
`workspace.search` [., l] remembers where the search of each lane stands.
"""

from __future__ import annotations

import math

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.numbers.lanes import (
    any_of,
    as_numbers,
    lanes,
    least,
    magnitude,
    most,
    pick,
    places,
    put,
    row,
)

SETTLED = 1e-11
MOST_ITERATIONS = 2000
MOST_ITERATIONS_PERFECT = 100
DAMPING = 0.5
LEAST_DAMPING = 1 / 64
LEAST_STEP = 1 / 32
NEAR = 0.5  # log-odds left to go from which Newton steps are tried

ALIKE = 1e-9
ALIKE_FROM = 4  # steps before which rounding has not grown enough to matter
CALM = 20  # steps after which no damped step is longer than half a cell of the belief grid
STUCK, CLOSE = 40, 1e-3  # after so many steps a consistent point so close is taken, stable or not
NEARLY = 3e-6  # a gap from which one more Newton step settles, worths being straight lines on the way

TRYING, STEP, BASE_GAP, DAMP, REST, PATIENCE = range(6)


@compiled
def most_iterations(precision):
    """How long to search; where a perfect party has no consistent choice more steps find none either."""
    return MOST_ITERATIONS_PERFECT if math.isinf(precision) else MOST_ITERATIONS


@compiled
def begin_search(workspace, count):
    """Start a search."""
    put(workspace.search, (TRYING, 0), 0.0)
    put(workspace.search, (DAMP, 0), DAMPING)
    put(workspace.search, (REST, 0), 0.0)
    put(workspace.search, (PATIENCE, 0), 3.0)
    for o in range(count):
        put(workspace.began, (o, 0), row(workspace.told, (o, 0)))
        put(workspace.before, (o, 0), 0.0)
        put(workspace.alike, (o, 0), 0.0)


@compiled
def _keep_alike(workspace, count):
    """Make options equal that tell the same and are told the same, but for rounding.

    `workspace.alike` is 1 where an option is held to an earlier one, 0 before it is judged, and -1 once it
    was found different, for good: an option on the border would else be joined and parted for ever.
    """
    for o in range(1, count):
        told, implied = row(workspace.told, (o, 0)), row(workspace.implied, (o, 0))
        may_be = row(workspace.alike, (o, 0)) >= 0.0
        alike = lanes(-1.0)
        for p in range(o):
            told_p, implied_p = row(workspace.told, (p, 0)), row(workspace.implied, (p, 0))
            same = (magnitude(told - told_p) < ALIKE) & (magnitude(implied - implied_p) < ALIKE) & may_be
            told, implied = pick(same, told_p, told), pick(same, implied_p, implied)
            alike = pick(same, 1.0, alike)
        put(workspace.told, (o, 0), told)
        put(workspace.implied, (o, 0), implied)
        put(workspace.alike, (o, 0), alike)


@compiled
def largest_gap(workspace, count, iteration):
    """How far the log-odds reached are from those implied, at worst, lane by lane."""
    if iteration >= ALIKE_FROM:
        _keep_alike(workspace, count)
    gap = lanes(0.0)
    for o in range(count):
        gap = most(gap, magnitude(row(workspace.implied, (o, 0)) - row(workspace.told, (o, 0))))
    return gap


@compiled
def step_on(tb, workspace, count, gap, precision, iteration):
    """Move `workspace.told` on in the lanes that are not settled, given worths, slopes and choices there.

    Returns whether every lane is settled or on its last step, to within what straight lines can tell: its
    worths `workspace.z` are moved on too, and nothing but the choices need be worked out again.
    """
    if math.isinf(precision):
        for o in range(count):
            put(workspace.told, (o, 0), row(workspace.implied, (o, 0)))
        return False
    low, high = tb.lowest, -tb.lowest
    search = workspace.search
    unsettled = ~(gap < SETTLED)
    step, trying = row(search, (STEP, 0)), row(search, (TRYING, 0)) > 0.0
    short = unsettled & trying & (gap > (1.0 - 0.1 * step) * row(search, (BASE_GAP, 0)))
    kept = unsettled & ~short
    if any_of(short):
        _step_back(workspace, count, short, low, high)
    # A gap that turns round means the steps overshoot; one that grows without turning is on its way from a
    # point where iteration does not stay, and should not be slowed down.
    turned = lanes(0.0)
    near = gap >= 0.0
    for o in range(count):
        now, before = (
            row(workspace.implied, (o, 0)) - row(workspace.told, (o, 0)),
            row(workspace.before, (o, 0)),
        )
        near = near & (magnitude(now) < NEAR * _steepness(workspace, o, precision))
        turned = turned + pick(kept, now * before, 0.0)
        put(workspace.before, (o, 0), pick(kept, now, before))
    damp = row(search, (DAMP, 0))
    slower, faster = most(damp * 0.5, LEAST_DAMPING), least(damp * 1.2, 1.0)
    damp = pick(kept, pick(turned < 0.0, slower, faster), damp)
    put(search, (DAMP, 0), damp)
    rest = row(search, (REST, 0))
    newton = kept & (rest == 0.0) & near
    if any_of(newton):
        anywhere = (gap < CLOSE) & (lanes(float(iteration)) >= STUCK)
        newton = newton & _find_direction(workspace, count, precision, low, high, anywhere)
    damped = kept & ~newton
    last = not any_of(unsettled & ~(newton & (gap < NEARLY)))
    put(search, (TRYING, 0), pick(kept, pick(newton, 1.0, lanes(0.0)), row(search, (TRYING, 0))))
    put(search, (STEP, 0), pick(newton, 1.0, row(search, (STEP, 0))))
    put(search, (BASE_GAP, 0), pick(newton, gap, row(search, (BASE_GAP, 0))))
    put(search, (REST, 0), pick(damped, most(rest - 1.0, 0.0), rest))
    for o in range(count):
        told, implied = row(workspace.told, (o, 0)), row(workspace.implied, (o, 0))
        put(workspace.base, (o, 0), pick(newton, told, row(workspace.base, (o, 0))))
        put(workspace.base_implied, (o, 0), pick(newton, implied, row(workspace.base_implied, (o, 0))))
        fresh = row(workspace.fresh, (o, 0))
        put(workspace.direction, (o, 0), pick(newton, fresh, row(workspace.direction, (o, 0))))
        told = pick(newton, least(most(told - fresh, low), high), told)
        if any_of(damped):
            ahead = damp * (implied - told) / _steepness(workspace, o, precision)
            # Past a kink choices may answer far more steeply than here: a long step would leap over the point
            # and be thrown back, for ever.
            reach = 0.5 / tb.per_step if iteration >= CALM else math.inf
            told = pick(damped, told + least(most(ahead, -reach), reach), told)
        if last:
            last = _stays_in_cell(tb, row(workspace.told, (o, 0)), told)
            for h in range(2):
                moved = row(workspace.slope, (o, h, 0)) * (told - row(workspace.told, (o, 0)))
                put(workspace.z, (o, h, 0), row(workspace.z, (o, h, 0)) + moved)
        put(workspace.told, (o, 0), told)
    return last


@compiled
def _steepness(workspace, o, precision):
    """How many times too far a whole step would go, where choices answer steeply to beliefs; at least 1."""
    return most(1.0 - precision * (row(workspace.slope, (o, 0, 0)) - row(workspace.slope, (o, 1, 0))), 1.0)


@compiled
def _stays_in_cell(tb, before, after):
    """Whether no lane crosses a belief node, where worths have a kink."""
    first, second = (before - tb.lowest) * tb.per_step, (after - tb.lowest) * tb.per_step
    return not any_of(as_numbers(places(first)) != as_numbers(places(second)))


@compiled
def _step_back(workspace, count, short, low, high):
    """Where a Newton step fell short go back and try a shorter one, or give it up for damped steps."""
    search = workspace.search
    step = pick(short, 0.5 * row(search, (STEP, 0)), row(search, (STEP, 0)))
    put(search, (STEP, 0), step)
    given_up = short & (step < LEAST_STEP)
    patience = row(search, (PATIENCE, 0))
    put(search, (TRYING, 0), pick(given_up, 0.0, row(search, (TRYING, 0))))
    put(search, (REST, 0), pick(given_up, patience, row(search, (REST, 0))))
    put(search, (PATIENCE, 0), pick(given_up, patience * 2.0, patience))
    damp = row(search, (DAMP, 0))
    for o in range(count):
        base = row(workspace.base, (o, 0))
        shorter = least(most(base - step * row(workspace.direction, (o, 0)), low), high)
        plain = base + damp * (row(workspace.base_implied, (o, 0)) - base)
        told = pick(given_up, plain, shorter)
        put(workspace.told, (o, 0), pick(short, told, row(workspace.told, (o, 0))))


@compiled
def _find_direction(workspace, count, precision, low, high, anywhere):
    """Fill `workspace.fresh` with Newton directions; the flags say where damped iteration would converge too.

    With `anywhere` up it is enough that there is a direction: damped iteration leaves some points so slowly
    that it is as good as staying.

    The Jacobian is diagonal plus rank one, so a direction costs no more than an evaluation
    (Sherman-Morrison); it is stable where its determinant is positive and at most one diagonal entry is
    not, those of options that are alike counted once.
    """
    top = bottom = negative = lanes(0.0)
    safe = lanes(0.0) == 0.0
    for o in range(count):
        implied = row(workspace.implied, (o, 0))
        free = (implied > low) & (implied < high)
        slope_0, slope_1 = row(workspace.slope, (o, 0, 0)), row(workspace.slope, (o, 1, 0))
        diagonal = pick(free, 1.0 - precision * (slope_0 - slope_1), 1.0)
        negative = negative + pick(diagonal < 0.0, 1.0 - most(row(workspace.alike, (o, 0)), 0.0), lanes(0.0))
        safe = safe & (magnitude(diagonal) >= 1e-6)
        weight = precision * (
            row(workspace.mixed, (o, 0, 0)) * slope_0 - row(workspace.mixed, (o, 1, 0)) * slope_1
        )
        scaled = weight / diagonal
        top = top + scaled * (row(workspace.told, (o, 0)) - implied)
        bottom = bottom + pick(free, scaled, 0.0)
        put(workspace.fresh, (o, 0), diagonal)
    scale = 1.0 + bottom
    safe = safe & (magnitude(scale) >= 1e-6)
    stable = (negative <= 1.0) & (pick(negative == 1.0, -scale, scale) >= 1e-3)
    safe = safe & (stable | anywhere)
    for o in range(count):
        implied = row(workspace.implied, (o, 0))
        free = (implied > low) & (implied < high)
        gap = row(workspace.told, (o, 0)) - implied
        direction = (gap - pick(free, top / scale, 0.0)) / row(workspace.fresh, (o, 0))
        safe = safe & (magnitude(direction) <= 4.0 * NEAR)
        put(workspace.fresh, (o, 0), direction)
    return safe
