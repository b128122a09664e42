"""How beliefs are brought to agree with the choices they rest on, in eight nodes at a time.

The log-odds after each option of the hidden party are a fixed point: choices depend on them and imply
them. Plain damped iteration defines which one is meant; Newton steps with a line search get there sooner.
Options that are alike in all that matters (an offer sure to be refused, and silence) are kept alike:
otherwise rounding would decide which of them comes to mean what, wherever meaning feeds on itself.
`desk.search` [., l] remembers where the search of each lane stands.
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
COLD = 8  # damped steps from "no news" before Newton may take over in the last round

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
def begin_search(tb, desk, t, count):
    """Start a search; in the last round the first steps are damped whatever Newton would say."""
    put(desk.search, (TRYING, 0), 0.0)
    put(desk.search, (DAMP, 0), DAMPING)
    put(desk.search, (REST, 0), float(COLD) if t == tb.flow_of.shape[0] - 1 else 0.0)
    put(desk.search, (PATIENCE, 0), 3.0)
    for o in range(count):
        put(desk.before, (o, 0), 0.0)
        put(desk.alike, (o, 0), 0.0)


@compiled
def _keep_alike(desk, count):
    """Make options equal that tell the same and are told the same, but for rounding.

    `desk.alike` is 1 where an option is held to an earlier one, 0 before it is judged, and -1 once it was
    found different, for good: an option on the border would else be joined and parted for ever.
    """
    for o in range(1, count):
        told, implied = row(desk.told, (o, 0)), row(desk.implied, (o, 0))
        may_be = row(desk.alike, (o, 0)) >= 0.0
        alike = lanes(-1.0)
        for p in range(o):
            told_p, implied_p = row(desk.told, (p, 0)), row(desk.implied, (p, 0))
            same = (magnitude(told - told_p) < ALIKE) & (magnitude(implied - implied_p) < ALIKE) & may_be
            told, implied = pick(same, told_p, told), pick(same, implied_p, implied)
            alike = pick(same, 1.0, alike)
        put(desk.told, (o, 0), told)
        put(desk.implied, (o, 0), implied)
        put(desk.alike, (o, 0), alike)


@compiled
def largest_gap(desk, count, iteration):
    """How far the log-odds reached are from those implied, at worst, lane by lane."""
    if iteration >= ALIKE_FROM:
        _keep_alike(desk, count)
    gap = lanes(0.0)
    for o in range(count):
        gap = most(gap, magnitude(row(desk.implied, (o, 0)) - row(desk.told, (o, 0))))
    return gap


@compiled
def step_on(tb, desk, count, gap, precision, iteration):
    """Move `desk.told` on in the lanes that are not settled, given worths, slopes and choices there.

    Returns whether every lane is settled or on its last step, to within what straight lines can tell: its
    worths `desk.z` are moved on too, and nothing but the choices need be worked out again.
    """
    if math.isinf(precision):
        for o in range(count):
            put(desk.told, (o, 0), row(desk.implied, (o, 0)))
        return False
    low, high = tb.lowest, -tb.lowest
    search = desk.search
    unsettled = ~(gap < SETTLED)
    step, trying = row(search, (STEP, 0)), row(search, (TRYING, 0)) > 0.0
    short = unsettled & trying & (gap > (1.0 - 0.1 * step) * row(search, (BASE_GAP, 0)))
    kept = unsettled & ~short
    if any_of(short):
        _step_back(desk, count, short, low, high)
    # A gap that turns round means the steps overshoot; one that grows without turning is on its way from a
    # point where iteration does not stay, and should not be slowed down.
    turned = lanes(0.0)
    near = gap >= 0.0
    for o in range(count):
        now, before = row(desk.implied, (o, 0)) - row(desk.told, (o, 0)), row(desk.before, (o, 0))
        near = near & (magnitude(now) < NEAR * _steepness(desk, o, precision))
        turned = turned + pick(kept, now * before, 0.0)
        put(desk.before, (o, 0), pick(kept, now, before))
    damp = row(search, (DAMP, 0))
    slower, faster = most(damp * 0.5, LEAST_DAMPING), least(damp * 1.2, 1.0)
    damp = pick(kept, pick(turned < 0.0, slower, faster), damp)
    put(search, (DAMP, 0), damp)
    rest = row(search, (REST, 0))
    newton = kept & (rest == 0.0) & near
    if any_of(newton):
        anywhere = (gap < CLOSE) & (lanes(float(iteration)) >= STUCK)
        newton = newton & _find_direction(desk, count, precision, low, high, anywhere)
    damped = kept & ~newton
    last = not any_of(unsettled & ~(newton & (gap < NEARLY)))
    put(search, (TRYING, 0), pick(kept, pick(newton, 1.0, lanes(0.0)), row(search, (TRYING, 0))))
    put(search, (STEP, 0), pick(newton, 1.0, row(search, (STEP, 0))))
    put(search, (BASE_GAP, 0), pick(newton, gap, row(search, (BASE_GAP, 0))))
    put(search, (REST, 0), pick(damped, most(rest - 1.0, 0.0), rest))
    for o in range(count):
        told, implied = row(desk.told, (o, 0)), row(desk.implied, (o, 0))
        put(desk.base, (o, 0), pick(newton, told, row(desk.base, (o, 0))))
        put(desk.base_implied, (o, 0), pick(newton, implied, row(desk.base_implied, (o, 0))))
        fresh = row(desk.fresh, (o, 0))
        put(desk.direction, (o, 0), pick(newton, fresh, row(desk.direction, (o, 0))))
        told = pick(newton, least(most(told - fresh, low), high), told)
        if any_of(damped):
            ahead = damp * (implied - told) / _steepness(desk, o, precision)
            # Past a kink choices may answer far more steeply than here: a long step would leap over the point
            # and be thrown back, for ever.
            reach = 0.5 / tb.per_step if iteration >= CALM else math.inf
            told = pick(damped, told + least(most(ahead, -reach), reach), told)
        if last:
            last = _stays_in_cell(tb, row(desk.told, (o, 0)), told)
            for h in range(2):
                moved = row(desk.slope, (o, h, 0)) * (told - row(desk.told, (o, 0)))
                put(desk.z, (o, h, 0), row(desk.z, (o, h, 0)) + moved)
        put(desk.told, (o, 0), told)
    return last


@compiled
def _steepness(desk, o, precision):
    """How many times too far a whole step would go, where choices answer steeply to beliefs; at least 1."""
    return most(1.0 - precision * (row(desk.slope, (o, 0, 0)) - row(desk.slope, (o, 1, 0))), 1.0)


@compiled
def _stays_in_cell(tb, before, after):
    """Whether no lane crosses a belief node, where worths have a kink."""
    first, second = (before - tb.lowest) * tb.per_step, (after - tb.lowest) * tb.per_step
    return not any_of(as_numbers(places(first)) != as_numbers(places(second)))


@compiled
def _step_back(desk, count, short, low, high):
    """Where a Newton step fell short go back and try a shorter one, or give it up for damped steps."""
    search = desk.search
    step = pick(short, 0.5 * row(search, (STEP, 0)), row(search, (STEP, 0)))
    put(search, (STEP, 0), step)
    given_up = short & (step < LEAST_STEP)
    patience = row(search, (PATIENCE, 0))
    put(search, (TRYING, 0), pick(given_up, 0.0, row(search, (TRYING, 0))))
    put(search, (REST, 0), pick(given_up, patience, row(search, (REST, 0))))
    put(search, (PATIENCE, 0), pick(given_up, patience * 2.0, patience))
    damp = row(search, (DAMP, 0))
    for o in range(count):
        base = row(desk.base, (o, 0))
        shorter = least(most(base - step * row(desk.direction, (o, 0)), low), high)
        plain = base + damp * (row(desk.base_implied, (o, 0)) - base)
        told = pick(given_up, plain, shorter)
        put(desk.told, (o, 0), pick(short, told, row(desk.told, (o, 0))))


@compiled
def _find_direction(desk, count, precision, low, high, anywhere):
    """Fill `desk.fresh` with Newton directions; the flags say where damped iteration would converge too.

    With `anywhere` up it is enough that there is a direction: damped iteration leaves some points so slowly
    that it is as good as staying.

    The Jacobian is diagonal plus rank one, so a direction costs no more than an evaluation
    (Sherman-Morrison); it is stable where its determinant is positive and at most one diagonal entry is
    not, those of options that are alike counted once.
    """
    top = bottom = negative = lanes(0.0)
    safe = lanes(0.0) == 0.0
    for o in range(count):
        implied = row(desk.implied, (o, 0))
        free = (implied > low) & (implied < high)
        slope_0, slope_1 = row(desk.slope, (o, 0, 0)), row(desk.slope, (o, 1, 0))
        diagonal = pick(free, 1.0 - precision * (slope_0 - slope_1), 1.0)
        negative = negative + pick(diagonal < 0.0, 1.0 - most(row(desk.alike, (o, 0)), 0.0), lanes(0.0))
        safe = safe & (magnitude(diagonal) >= 1e-6)
        weight = precision * (row(desk.mixed, (o, 0, 0)) * slope_0 - row(desk.mixed, (o, 1, 0)) * slope_1)
        scaled = weight / diagonal
        top = top + scaled * (row(desk.told, (o, 0)) - implied)
        bottom = bottom + pick(free, scaled, 0.0)
        put(desk.fresh, (o, 0), diagonal)
    scale = 1.0 + bottom
    safe = safe & (magnitude(scale) >= 1e-6)
    stable = (negative <= 1.0) & (pick(negative == 1.0, -scale, scale) >= 1e-3)
    safe = safe & (stable | anywhere)
    for o in range(count):
        implied = row(desk.implied, (o, 0))
        free = (implied > low) & (implied < high)
        gap = row(desk.told, (o, 0)) - implied
        direction = (gap - pick(free, top / scale, 0.0)) / row(desk.fresh, (o, 0))
        safe = safe & (magnitude(direction) <= 4.0 * NEAR)
        put(desk.fresh, (o, 0), direction)
    return safe
