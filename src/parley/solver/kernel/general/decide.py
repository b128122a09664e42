"""The choices of a turn: of who has the floor and of those who answer, each resting on the next.

An option of a choice is judged by what those who answer after it will do, so choices lie on one another,
level by level; `ws.frame` and `ws.pace` say where each stands. An open party's options are all weighed at
the log-odds of its own level; a hidden party's at those each option leads to, a fixed point of its choice.
"""

from __future__ import annotations

import math

import numpy as np

from parley.solver.kernel.branch import FOUND, GAP, ON, SIZE, STAGE
from parley.solver.kernel.closing import BEGIN, ENOUGH, RESIDUAL
from parley.solver.kernel.compiling import compiled, spliced
from parley.solver.kernel.following import (
    WEIGHED_ASIDE,
    begin_to_follow,
    follow_further,
    keep_aside,
    part_followed,
)
from parley.solver.kernel.general.choice import (
    believe,
    choose_openly,
    note_regret,
    own_worths,
    rise_of_choice,
)
from parley.solver.kernel.general.settling import (
    DAMPING,
    NEAR,
    NUDGE,
    begin_to_close,
    close_further,
    damped_step,
    find_direction,
    go_back,
    imply,
    join_alike,
    keep_alike,
    largest_gap,
    longest,
    note_probe,
    remember,
    stand_to_probe,
    step_along,
)
from parley.solver.kernel.general.tables import COST
from parley.solver.kernel.general.together import answer_together
from parley.solver.kernel.general.worths import (
    AT_ONCE,
    REFUSED,
    THROUGH,
    ends_it,
    goes_through,
    is_refused,
    slot_of,
    stand_at,
    stands,
    vote_place,
    walks,
)
from parley.solver.kernel.numbers.lanes import LANES, lanes, put, row
from parley.solver.kernel.packages import NONE

ACCEPT, REFUSE, WALK = range(3)
SEARCH, PROBE, TRY, DONE, CLOSE, FOLLOW = range(6)
WEIGHED, ENTERED, FIXED, AS_BEFORE = range(4)
LEAST_STEP, STRAIGHT = 0.0625, 1e-6
SLOT, PARTY, ACTION, PLACE, PATH, COUNT, FULL, OPTION = range(8)
ITERATION, REST, PATIENCE, PROBED, PHASE, EXACT, FOLLOWS = range(8, 15)
DAMP, STEP, LEFT = range(3)


@compiled
def decide(tb, ws, t, u, s, party, count):
    """The choice of a party with the floor among the actions of `ws.menu`: fills `ws.out` [0, c].

    A stack of choices that wait for what those after them come to: compiled code that calls itself cannot be
    kept from one run to the next.
    """
    # Not a plain 0: everything would be compiled once for it and once for any level.
    level, none, fixed = np.int64(0), np.int64(NONE), False
    _enter(tb, ws, u, level, level, party, none, level, level, count, level + 1)
    while True:
        o, fixed = ws.frame[level, OPTION], False
        if o < ws.frame[level, COUNT]:
            led = _weigh_option(tb, ws, t, u, s, level, o)
            if led == ENTERED:
                level += 1
                continue
            if led == AS_BEFORE:
                ws.frame[level, OPTION] += 1
                continue
            fixed = led == FIXED
        elif _advance(tb, ws, u, level):
            _come_to(tb, ws, u, level)
            if level == 0:
                return
            level -= 1
        else:
            ws.frame[level, OPTION] = 0
            continue
        _take(tb, ws, t, s, level, ws.frame[level, OPTION], fixed)
        ws.frame[level, OPTION] += 1


@compiled
def _enter(tb, ws, u, level, slot, party, a, k, path, count, full):
    """Begin a choice: with `a` NONE among actions, else the k-th answer to a after those in `path`.

    Where not `full`, only worths of those whose choices turn on it need be right.
    """
    g = tb.own[party]
    ws.frame[level, SLOT], ws.frame[level, PARTY], ws.frame[level, ACTION] = slot, party, a
    ws.frame[level, PLACE], ws.frame[level, PATH], ws.frame[level, COUNT] = k, path, count
    ws.frame[level, FULL], ws.frame[level, OPTION], ws.frame[level, ITERATION] = full, 0, 0
    ws.frame[level, REST], ws.frame[level, PATIENCE], ws.frame[level, PROBED] = 0, 2, 0
    ws.frame[level, PHASE], ws.frame[level, FOLLOWS] = DONE if g == NONE else SEARCH, 0
    ws.pace[level, DAMP], ws.pace[level, STEP], ws.pace[level, LEFT] = DAMPING, 1.0, math.inf
    believe(tb, ws, level, slot, party)
    if g == NONE:
        return
    exact = True
    for o in range(count):
        exact = exact and (tb.told_openly[ws.menu[o], 0] if a == NONE else tb.told_openly[a, k + 1])
    ws.frame[level, EXACT] = 1 if exact else 0
    for o in range(count):
        at = slot_of(tb, ws, u, a, k, path, o, tb.width[g])
        ws.alike[level, o], ws.closing[level, BEGIN, o] = 0, ws.news[at]
        for m in range(tb.width[g]):
            ws.point[level, o, m] = ws.news[at + m]
            ws.before[level, o, m] = 0.0


@compiled
def keeps_worths(ws, level):
    """Whether what options come to is kept: wherever the search may end.

    While play is counted that is the last pass alone, for regrets are noted along with it.
    """
    phase = ws.frame[level, PHASE]
    return phase == DONE or (phase != PROBE and ws.counting[0] == 0)


@compiled
def lean_on(tb, ws, level, g):
    """Have it worked out along with worths how fast they move along the axes of a side, where that is needed.

    After a Newton step near the point of a choice the slopes before it are good enough.
    """
    phase = ws.frame[level, PHASE]
    needed = phase in (SEARCH, FOLLOW) or (phase == TRY and not ws.pace[level, LEFT] < STRAIGHT)
    ws.leaning[0] = tb.width[g] if needed and ws.frame[level, EXACT] == 1 else 0
    ws.leaning[1] = tb.first[g]


@spliced
def _weigh_option(tb, ws, t, u, s, level, o):
    """Fill the next level with what an option leads to; ENTERED if that is a choice.

    What does not turn on beliefs is FIXED: it is weighed once, and AS_BEFORE from then on.
    """
    party, a, slot = ws.frame[level, PARTY], ws.frame[level, ACTION], ws.frame[level, SLOT]
    g, inner = tb.own[party], level + 1
    if g != NONE:
        lean_on(tb, ws, level, g)
    full = ws.frame[level, FULL] == 1 and keeps_worths(ws, level)
    b, after, way = a, ws.frame[level, PLACE] + 1, 2 * ws.frame[level, PATH] + (1 if o == ACCEPT else 0)
    if a == NONE:
        b, after, way = ws.menu[o], 0, 0
    walking = a != NONE and o == WALK
    where = stands(tb, b, after, way)
    fixed = walking or ends_it(tb, t, s, b, where)
    if fixed and ws.frame[level, ITERATION] > 0:
        return AS_BEFORE
    if g != NONE and not fixed:
        for d in range(tb.axes):
            ws.at[inner, d] = ws.at[slot, d]
        for m in range(tb.width[g]):
            ws.at[inner, tb.first[g] + m] = ws.point[level, o, m]
        if ws.frame[level, PHASE] == PROBE:
            ws.at[inner, tb.first[g] + ws.frame[level, PROBED]] += NUDGE
        stand_at(tb, ws, inner)
        slot = inner
    if walking:
        walks(tb, ws, t, s, party, inner)
    elif where == THROUGH:
        goes_through(tb, ws, t, u, s, b, slot, inner)
    elif where == REFUSED:
        is_refused(tb, ws, t, u, s, b, slot, inner)
    elif where == AT_ONCE:
        answer_together(tb, ws, t, u, s, b, slot, full, inner)
    else:
        other = tb.signers[tb.action_joint[b], after]
        answers = 3 if tb.may_walk[other] else 2
        _enter(tb, ws, u, inner, slot, other, b, after, way, answers, 1 if full else 0)
        return ENTERED
    return FIXED if fixed else WEIGHED


@compiled
def _take(tb, ws, t, s, level, o, fixed):
    """Take in what an option came to, for good where it is fixed."""
    a, party = ws.frame[level, ACTION], ws.frame[level, PARTY]
    inner = level + 1
    if a == NONE:
        n, z = tb.of[COST, t], s if tb.action_cost.shape[1] > 1 else 0
        for r in range(tb.rows):
            cost = row(tb.action_cost, (n, z, ws.menu[o], LANES * r))
            put(ws.out, (inner, LANES * r), row(ws.out, (inner, LANES * r)) + cost)
    own_worths(tb, ws, level, o, party, inner)
    if fixed or keeps_worths(ws, level):
        for r in range(tb.rows):
            put(ws.z, (level, o, LANES * r), row(ws.out, (inner, LANES * r)))


@spliced
def _advance(tb, ws, u, level):
    """All options weighed: move the search on. True if the choice is made."""
    party, slot, count = ws.frame[level, PARTY], ws.frame[level, SLOT], ws.frame[level, COUNT]
    g, precision = tb.own[party], tb.precision[party]
    if g == NONE:
        choose_openly(ws, level, count, precision)
        return True
    width, phase = tb.width[g], ws.frame[level, PHASE]
    ws.leaning[0] = 0
    if phase == PROBE:
        note_probe(ws, level, count, width, ws.frame[level, PROBED])
        ws.frame[level, PROBED] += 1
        if ws.frame[level, PROBED] < width:
            return False
        # Choices and what they imply, at the base again: probing has moved the worths.
        go_back(ws, level, count, width)
        if ws.frame[level, FOLLOWS] == 1:
            _follow(tb, ws, level, slot, g, count, precision)
            return False
        imply(tb, ws, level, slot, g, count, precision)
        join_alike(ws, level, count, width)
        _try_newton(tb, ws, level, g, count, precision)
        return False
    if phase == FOLLOW:
        if ws.branched[level, STAGE] == WEIGHED_ASIDE:
            keep_aside(tb, ws, level, slot, g, count)
        elif ws.frame[level, EXACT] == 1:
            _follow(tb, ws, level, slot, g, count, precision)
        else:
            stand_to_probe(ws, level, count, width)
            ws.frame[level, PHASE], ws.frame[level, PROBED] = PROBE, 0
        return False
    imply(tb, ws, level, slot, g, count, precision)
    if phase == DONE:
        return True
    if phase == CLOSE:
        if close_further(tb, ws, level, slot, g, count):
            ws.frame[level, PHASE], ws.pace[level, LEFT] = DONE, ws.closed[level, RESIDUAL]
            if ws.pace[level, LEFT] > ENOUGH and ws.settled[0] < ENOUGH:
                _set_out(tb, ws, level, slot, g, count)
        return False
    kept = keeps_worths(ws, level)
    if phase == TRY:
        step = ws.pace[level, STEP]
        if not largest_gap(ws, level, count, width) < (1.0 - 0.1 * step) * ws.pace[level, LEFT]:
            ws.pace[level, STEP] = 0.5 * step
            if 0.5 * step >= LEAST_STEP:
                step_along(tb, ws, level, g, count, 0.5 * step)
                return False
            go_back(ws, level, count, width)
            imply(tb, ws, level, slot, g, count, precision)
            join_alike(ws, level, count, width)
            _give_up_newton(ws, level, count, width)
            return False
        ws.frame[level, PHASE] = SEARCH
    return _search_on(tb, ws, level, slot, g, count, precision, kept)


@compiled
def _set_out(tb, ws, level, slot, g, count):
    """No search has found the point: follow its branch."""
    begin_to_follow(tb, ws, level, slot, g, count)
    ws.frame[level, PHASE], ws.frame[level, FOLLOWS] = FOLLOW, 1


@compiled
def _follow(tb, ws, level, slot, g, count, precision):
    """Go on along the branch; at its end, or where it is lost, the choice is made where it stands then."""
    imply(tb, ws, level, slot, g, count, precision * part_followed(ws, level))
    way, gap = follow_further(tb, ws, level, slot, g, count, precision), 0.0
    if way == ON:
        ws.frame[level, PHASE] = FOLLOW
        return
    ws.frame[level, PHASE] = DONE
    if way == FOUND:
        for n in range(int(ws.branched[level, SIZE])):
            gap = max(gap, abs(ws.branch[level, GAP, n]))
        ws.pace[level, LEFT] = gap


@compiled
def _try_newton(tb, ws, level, g, count, precision):
    """Set out on a Newton step by the slopes at hand, or on a damped one where it leads nowhere."""
    if find_direction(tb, ws, level, g, count, precision):
        ws.frame[level, PHASE], ws.pace[level, STEP] = TRY, 1.0
        step_along(tb, ws, level, g, count, 1.0)
    else:
        _give_up_newton(ws, level, count, tb.width[g])


@compiled
def _search_on(tb, ws, level, slot, g, count, precision, kept):
    """At a new point of the search: find out where to go from there. True if the choice is made.

    It is where beliefs are settled and what options come to there is `kept`; else they are weighed once more.
    """
    count, width = ws.frame[level, COUNT], tb.width[g]
    ws.frame[level, ITERATION] += 1
    width = tb.width[g]
    remember(ws, level, count, width)
    moved = keep_alike(ws, level, count, width)
    residual, settled = largest_gap(ws, level, count, width), ws.settled[0]
    ws.pace[level, LEFT] = residual
    if residual < settled or ws.frame[level, ITERATION] >= longest(precision):
        if residual > max(ENOUGH, settled) and not math.isinf(precision):
            if width == 1:
                begin_to_close(tb, ws, level, g, count)
                ws.frame[level, PHASE] = CLOSE
                return False
            if settled < ENOUGH:
                _set_out(tb, ws, level, slot, g, count)
                return False
        ws.frame[level, PHASE] = DONE
        return kept and residual < settled and moved < 0.1 * settled
    if math.isinf(precision):
        for o in range(count):
            for m in range(width):
                ws.point[level, o, m] = ws.implied[level, o, m]
    elif residual < NEAR and ws.frame[level, REST] == 0:
        stand_to_probe(ws, level, count, width)
        ws.frame[level, PHASE], ws.frame[level, PROBED] = PROBE, 0
        if ws.frame[level, EXACT] == 1:
            _try_newton(tb, ws, level, g, count, precision)
    else:
        ws.frame[level, REST] = max(ws.frame[level, REST] - 1, 0)
        ws.pace[level, DAMP] = damped_step(ws, level, count, width, ws.pace[level, DAMP])
    return False


@compiled
def _give_up_newton(ws, level, count, width):
    """Take a damped step from the base, and no Newton step for a while."""
    ws.frame[level, PHASE] = SEARCH
    ws.frame[level, REST] = ws.frame[level, PATIENCE] - 1
    ws.frame[level, PATIENCE] *= 2
    ws.pace[level, DAMP] = damped_step(ws, level, count, width, ws.pace[level, DAMP])


@compiled
def _come_to(tb, ws, u, level):
    """The choice is made: fill `ws.out` [level, c] with what it comes to, and keep what it tells."""
    party, a, k = ws.frame[level, PARTY], ws.frame[level, ACTION], ws.frame[level, PLACE]
    path, count, full = ws.frame[level, PATH], ws.frame[level, COUNT], ws.frame[level, FULL] == 1
    g = tb.own[party]
    if full and ws.counting[0] == 1:
        note_regret(tb, ws, level, count, party)
    if g != NONE:
        if full:
            ws.residual[0] = max(ws.residual[0], ws.pace[level, LEFT])
            ws.residual[1] = max(ws.residual[1], ws.pace[level, LEFT])
        for o in range(count):
            at = slot_of(tb, ws, u, a, k, path, o, tb.width[g])
            for m in range(tb.width[g]):
                ws.news[at + m] = ws.point[level, o, m]
    _keep(tb, ws, level, party, a, k, path, count)
    for r in range(tb.rows):
        worth = lanes(0.0)
        for o in range(count):
            chance = lanes(ws.mixed[level, o, 0])
            if g != NONE:
                chance = lanes(0.0)
                for kind in range(tb.width[g] + 1):
                    chance = chance + ws.mixed[level, o, kind] * row(tb.column_kind, (party, kind, LANES * r))
            worth = worth + chance * row(ws.z, (level, o, LANES * r))
        put(ws.out, (level, LANES * r), worth)
    rise_of_choice(tb, ws, level, count, tb.precision[party])


@compiled
def _keep(tb, ws, level, party, a, k, path, count):
    """Keep the chances of a choice where strategies are read."""
    kinds = tb.own_kinds[party]
    for o in range(count):
        for kind in range(kinds):
            if a == NONE:
                ws.chance[ws.menu[o], kind] = ws.mixed[level, o, kind]
            else:
                j = tb.action_joint[a]
                ws.answers[j, vote_place(tb, j, k, path), o, kind] = ws.mixed[level, o, kind]
