"""What things are worth at a node: going on in a posture, a package, an action that goes through or not."""

from __future__ import annotations

import math

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.general.tables import (
    BALANCE,
    BONUS,
    BREAKDOWN,
    NEXT,
    OUTSIDE,
    PACKAGE,
    RATIFIED,
    WALK,
)
from parley.solver.kernel.numbers.lanes import LANES, lanes, put, row
from parley.solver.kernel.packages import NONE, TIE

THROUGH, REFUSED, AT_ONCE, ASKED = range(4)


@compiled
def vote_place(tb, j, k, path):
    """The place in the tree of votes of the k-th to answer after the answers in `path`."""
    if tb.agree[j] == tb.signer_count[j]:
        return k
    return (1 << k) - 1 + path


@compiled
def stands(tb, a, k, path):
    """Where an action stands that k have answered: gone through, refused, asked at once, or of the next."""
    j = tb.action_joint[a]
    if j == NONE:
        return THROUGH
    yes = 0
    for n in range(k):
        yes += (path >> n) & 1
    if yes >= tb.agree[j]:
        return THROUGH
    if yes + tb.signer_count[j] - k < tb.agree[j]:
        return REFUSED
    return AT_ONCE if tb.together[j] else ASKED


@compiled
def locate(tb, ws, level):
    """Find the nodes around the log-odds of a level, clipped at the ends of the grids, and their parts."""
    ws.corner[level, 0] = 0
    ws.share[level, 0] = 1.0
    count = 1
    for d in range(tb.axes):
        nodes = tb.axis_nodes[d]
        place = (ws.at[level, d] + tb.axis_limit[d]) * tb.per_step[d]
        place = min(max(place, 0.0), nodes - 1.0)
        lower = min(int(place), nodes - 2)
        part = place - lower
        if part == 0.0 or part == 1.0:
            step = tb.stride[d] * (lower + int(part))
            for n in range(count):
                ws.corner[level, n] += step
            continue
        step = tb.stride[d] * lower
        for n in range(count):
            ws.corner[level, n] += step
            ws.corner[level, count + n] = ws.corner[level, n] + tb.stride[d]
            ws.share[level, count + n] = ws.share[level, n] * part
            ws.share[level, n] *= 1.0 - part
        count *= 2
    ws.corners[level] = count


@compiled
def stand_at(tb, ws, level):
    """The same as `locate`, and how fast the parts move along the axes leant on, to the right of a node."""
    first, width = ws.leaning[1], ws.leaning[0]
    if width == 0:
        locate(tb, ws, level)
        return
    if width == 2 and tb.axes == 2:
        _stand_among_four(tb, ws, level)
        return
    ws.corner[level, 0], ws.share[level, 0], count = 0, 1.0, 1
    for m in range(width):
        ws.lean[level, m, 0] = 0.0
    for d in range(tb.axes):
        nodes, along = tb.axis_nodes[d], d - first
        free = (ws.at[level, d] + tb.axis_limit[d]) * tb.per_step[d]
        place = min(max(free, 0.0), nodes - 1.0)
        lower = min(int(place), nodes - 2)
        part = place - lower
        moves = along >= 0 and along < width and free >= 0.0 and free < nodes - 1.0
        if (part == 0.0 or part == 1.0) and not moves:
            step = tb.stride[d] * (lower + int(part))
            for n in range(count):
                ws.corner[level, n] += step
            continue
        step, speed = tb.stride[d] * lower, tb.per_step[d] if moves else 0.0
        for n in range(count):
            ws.corner[level, n] += step
            ws.corner[level, count + n] = ws.corner[level, n] + tb.stride[d]
            for m in range(width):
                lean, more = ws.lean[level, m, n], speed * ws.share[level, n] if m == along else 0.0
                ws.lean[level, m, count + n] = lean * part + more
                ws.lean[level, m, n] = lean * (1.0 - part) - more
            ws.share[level, count + n] = ws.share[level, n] * part
            ws.share[level, n] *= 1.0 - part
        count *= 2
    ws.corners[level] = count


@compiled
def _stand_among_four(tb, ws, level):
    """The same where there are two axes, both leant on."""
    at, share = ws.at[level], ws.share[level]
    first, second = ws.lean[level, 0], ws.lean[level, 1]
    free = (at[0] + tb.axis_limit[0]) * tb.per_step[0]
    place = min(max(free, 0.0), tb.axis_nodes[0] - 1.0)
    lower = min(int(place), tb.axis_nodes[0] - 2)
    part = place - lower
    speed = tb.per_step[0] if free >= 0.0 and free < tb.axis_nodes[0] - 1.0 else 0.0
    other_free = (at[1] + tb.axis_limit[1]) * tb.per_step[1]
    other_place = min(max(other_free, 0.0), tb.axis_nodes[1] - 1.0)
    other_lower = min(int(other_place), tb.axis_nodes[1] - 2)
    other = other_place - other_lower
    other_speed = tb.per_step[1] if other_free >= 0.0 and other_free < tb.axis_nodes[1] - 1.0 else 0.0
    corner = tb.stride[0] * lower + tb.stride[1] * other_lower
    ws.corner[level, 0], ws.corner[level, 1] = corner, corner + tb.stride[0]
    ws.corner[level, 2] = corner + tb.stride[1]
    ws.corner[level, 3] = corner + tb.stride[0] + tb.stride[1]
    share[0], share[1] = (1.0 - part) * (1.0 - other), part * (1.0 - other)
    share[2], share[3] = (1.0 - part) * other, part * other
    first[0], first[1] = -speed * (1.0 - other), speed * (1.0 - other)
    first[2], first[3] = -speed * other, speed * other
    second[0], second[1] = -other_speed * (1.0 - part), -other_speed * part
    second[2], second[3] = other_speed * (1.0 - part), other_speed * part
    ws.corners[level] = 4


@compiled
def cared(tb, a, i, full):
    """Whether a party's worths matter where an action is weighed."""
    return full or a == NONE or tb.care[a, i]


@compiled
def add_onward(tb, ws, u, q, slot, factor, out):
    """Add what going on in a posture after turn u is worth, times a factor, at the log-odds of a slot."""
    if ws.leaning[0] == 1:
        _add_rising(tb, ws, u, q, slot, factor, out)
        return
    if ws.leaning[0] == 2:
        _add_rising_twice(tb, ws, u, q, slot, factor, out)
        return
    for r in range(tb.rows):
        worth = row(ws.out, (out, LANES * r))
        for n in range(ws.corners[slot]):
            part = ws.share[slot, n] * factor
            worth = worth + part * row(ws.onward, (u + 1, q, ws.corner[slot, n], LANES * r))
        put(ws.out, (out, LANES * r), worth)
    for m in range(ws.leaning[0]):
        for r in range(tb.rows):
            rise = row(ws.rise, (out, m, LANES * r))
            for n in range(ws.corners[slot]):
                part = ws.lean[slot, m, n] * factor
                rise = rise + part * row(ws.onward, (u + 1, q, ws.corner[slot, n], LANES * r))
            put(ws.rise, (out, m, LANES * r), rise)


@compiled
def _add_rising(tb, ws, u, q, slot, factor, out):
    """The same where one axis is leant on: each node is read once."""
    for r in range(tb.rows):
        worth, rise = row(ws.out, (out, LANES * r)), row(ws.rise, (out, 0, LANES * r))
        for n in range(ws.corners[slot]):
            there = row(ws.onward, (u + 1, q, ws.corner[slot, n], LANES * r))
            worth = worth + (ws.share[slot, n] * factor) * there
            rise = rise + (ws.lean[slot, 0, n] * factor) * there
        put(ws.out, (out, LANES * r), worth)
        put(ws.rise, (out, 0, LANES * r), rise)


@compiled
def _add_rising_twice(tb, ws, u, q, slot, factor, out):
    """The same where two axes are leant on."""
    for r in range(tb.rows):
        worth = row(ws.out, (out, LANES * r))
        first, second = row(ws.rise, (out, 0, LANES * r)), row(ws.rise, (out, 1, LANES * r))
        for n in range(ws.corners[slot]):
            there = row(ws.onward, (u + 1, q, ws.corner[slot, n], LANES * r))
            worth = worth + (ws.share[slot, n] * factor) * there
            first = first + (ws.lean[slot, 0, n] * factor) * there
            second = second + (ws.lean[slot, 1, n] * factor) * there
        put(ws.out, (out, LANES * r), worth)
        put(ws.rise, (out, 0, LANES * r), first)
        put(ws.rise, (out, 1, LANES * r), second)


@compiled
def scale_rise(tb, ws, out, factor):
    """Multiply by a factor how fast a level rises, for all at 0 make it even."""
    for m in range(ws.leaning[0]):
        for r in range(tb.rows):
            rise = factor * row(ws.rise, (out, m, LANES * r)) if factor != 0.0 else lanes(0.0)
            put(ws.rise, (out, m, LANES * r), rise)


@compiled
def blank(tb, ws, out):
    """Nothing yet."""
    for r in range(tb.rows):
        put(ws.out, (out, LANES * r), 0.0)


@compiled
def value_packages(tb, ws, t, s):
    """Fill `ws.agreed` [x, c]: terms, the wish for any deal, and the chance the peace is broken."""
    q, h = s % tb.postures, tb.profiles
    n, m = tb.of[PACKAGE, t], tb.of[BONUS, t]
    z = q if tb.package_worth.shape[1] == tb.postures else s
    for x in range(tb.packages):
        for c in range(tb.parties * h):
            ws.agreed[x, c] = tb.package_worth[n, z, x, c] + tb.bonus_of_round[t, c] + tb.bonus[m, s, c]
        o = tb.opportunist
        if o == NONE:
            continue
        for k in range(h):
            odds = tb.balance[tb.of[BALANCE, t], s, k] + tb.tilt[x, q]
            wins = 1.0 / (1.0 + math.exp(-odds))
            renewed = wins * tb.wins[o, k] + (1.0 - wins) * tb.loses[o, k] - tb.deterrence[x, q]
            gain = renewed - ws.agreed[x, o * h + k]
            if math.isinf(tb.breaking_precision):
                broken = 1.0 if gain > TIE else 0.0
            else:
                broken = 1.0 / (1.0 + math.exp(min(-tb.breaking_precision * gain, 700.0)))
            for i in range(tb.parties):
                later = wins * tb.wins[i, k] + (1.0 - wins) * tb.loses[i, k]
                if i == o:
                    later -= tb.deterrence[x, q]
                c = i * h + k
                ws.agreed[x, c] = (1.0 - broken) * ws.agreed[x, c] + broken * later


@compiled
def walks(tb, ws, t, s, party, out):
    """Fill a level with what it is worth that a party walks out while answering."""
    n = tb.of[WALK, t]
    scale_rise(tb, ws, out, 0.0)
    for r in range(tb.rows):
        put(ws.out, (out, LANES * r), row(tb.walk_out, (n, s, party, LANES * r)))


@compiled
def holds(tb, t, s, a):
    """The chance that a signature under an action holds."""
    n = tb.of[RATIFIED, t]
    return tb.ratified[n, s if tb.ratified.shape[1] > 1 else 0, a]


@compiled
def goes_through(tb, ws, t, u, s, a, slot, out):
    """Fill a level with what an action is worth that goes through and, where that is not sure, holds."""
    x, kept = tb.action_package[a], holds(tb, t, s, a)
    scale_rise(tb, ws, out, 0.0)
    if tb.reservation[a]:
        _reserve(tb, ws, t, u, s, a, slot, out)
    elif x != NONE:
        for r in range(tb.rows):
            put(ws.out, (out, LANES * r), row(ws.agreed, (x, LANES * r)))
    elif tb.action_ending[a] != NONE:
        n, o = tb.of[OUTSIDE, t], tb.action_outside[a]
        for r in range(tb.rows):
            put(ws.out, (out, LANES * r), row(tb.outside, (n, s, o, LANES * r)))
    else:
        for r in range(tb.rows):
            put(ws.out, (out, LANES * r), row(tb.action_gain, (a, LANES * r)))
        add_onward(tb, ws, u, tb.action_next[tb.of[NEXT, t], s, a], slot, 1.0, out)
    if kept == 1.0:
        return
    scale_rise(tb, ws, out, kept)
    for r in range(tb.rows):
        undone = (1.0 - kept) * row(tb.unratified_cost, (a, LANES * r))
        put(ws.out, (out, LANES * r), kept * row(ws.out, (out, LANES * r)) + undone)
    add_onward(tb, ws, u, s % tb.postures, slot, 1.0 - kept, out)


@compiled
def is_refused(tb, ws, t, u, s, a, slot, out):
    """Fill a level with what a refusal is worth: going on, unless that of a settlement breaks the talks."""
    chance = tb.breakdown_chance if tb.action_package[a] != NONE else 0.0
    n = tb.of[BREAKDOWN, t]
    scale_rise(tb, ws, out, 0.0)
    for r in range(tb.rows):
        broken = chance * row(tb.breakdown_worth, (n, s, LANES * r))
        put(ws.out, (out, LANES * r), row(tb.refused_cost, (a, LANES * r)) + broken)
    add_onward(tb, ws, u, tb.action_refused[s, a], slot, 1.0 - chance, out)


@compiled
def _reserve(tb, ws, t, u, s, a, slot, out):
    """Fill a level with a division of the pie that leaves the one who answers exactly indifferent."""
    party, h = tb.signers[tb.action_joint[a], 0], tb.profiles
    is_refused(tb, ws, t, u, s, a, slot, out)
    n = tb.of[WALK, t]
    for k in range(h):
        floor = ws.out[out, party * h + k]
        if tb.may_walk[party]:
            floor = max(floor, tb.walk_out[n, s, party, party * h + k])
        low, high = tb.pie[party, 0], tb.pie[party, 1]
        share = min(max((floor - low) / (high - low), 0.0), 1.0)
        for i in range(tb.parties):
            mine = share if i == party else 1.0 - share
            ws.out[out, i * h + k] = (
                tb.pie[i, 0] + (tb.pie[i, 1] - tb.pie[i, 0]) * mine + tb.bonus_of_round[t, i * h + k]
            )


@compiled
def slot_of(tb, ws, u, a, k, path, o, width):
    """Where what an option tells is kept: of an action where `a` is NONE, else of an answer to it."""
    if a == NONE:
        return tb.act_slot[u, ws.menu[o]]
    j = tb.action_joint[a]
    return tb.vote_slot[u, j, vote_place(tb, j, k, path)] + o * width


@compiled
def ends_it(tb, t, s, a, where):
    """Whether an action that stands so ends the war, whatever anybody believes."""
    if where != THROUGH or tb.reservation[a] or holds(tb, t, s, a) != 1.0:
        return False
    return tb.action_package[a] != NONE or tb.action_ending[a] != NONE
