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
from parley.solver.kernel.packages import NONE, TIE


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
def cared(tb, a, i, full):
    """Whether a party's worths matter where an action is weighed."""
    return full or a == NONE or tb.care[a, i]


@compiled
def add_onward(tb, ws, u, q, slot, a, full, factor, out):
    """Add what going on in a posture after turn u is worth, times a factor, at the log-odds of a slot."""
    h = tb.profiles
    for i in range(tb.parties):
        if not cared(tb, a, i, full):
            continue
        for n in range(ws.corners[slot]):
            b, part = ws.corner[slot, n], ws.share[slot, n] * factor
            for c in range(i * h, i * h + h):
                ws.out[out, c] += part * ws.onward[u + 1, q, b, c]


@compiled
def blank(tb, ws, out):
    """Nothing yet."""
    for c in range(tb.parties * tb.profiles):
        ws.out[out, c] = 0.0


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
    for c in range(tb.parties * tb.profiles):
        ws.out[out, c] = tb.walk_out[n, s, party, c]


@compiled
def holds(tb, t, s, a):
    """The chance that a signature under an action holds."""
    n = tb.of[RATIFIED, t]
    return tb.ratified[n, s if tb.ratified.shape[1] > 1 else 0, a]


@compiled
def goes_through(tb, ws, t, u, s, a, slot, full, out):
    """Fill a level with what an action is worth that goes through and, where that is not sure, holds."""
    q, x, h = s % tb.postures, tb.action_package[a], tb.profiles
    kept = holds(tb, t, s, a)
    blank(tb, ws, out)
    if tb.reservation[a]:
        _reserve(tb, ws, t, u, s, a, slot, out)
    elif x != NONE:
        for c in range(tb.parties * h):
            ws.out[out, c] = ws.agreed[x, c]
    elif tb.action_ending[a] != NONE:
        n = tb.of[OUTSIDE, t]
        for c in range(tb.parties * h):
            ws.out[out, c] = tb.outside[n, s, tb.action_outside[a], c]
    else:
        add_onward(tb, ws, u, tb.action_next[tb.of[NEXT, t], s, a], slot, a, full, 1.0, out)
        for c in range(tb.parties * h):
            ws.out[out, c] += tb.action_gain[a, c]
    if kept == 1.0:
        return
    for c in range(tb.parties * h):
        ws.out[out, c] = kept * ws.out[out, c] + (1.0 - kept) * tb.unratified_cost[a, c]
    add_onward(tb, ws, u, q, slot, a, full, 1.0 - kept, out)


@compiled
def is_refused(tb, ws, t, u, s, a, slot, full, out):
    """Fill a level with what a refusal is worth: going on, unless that of a settlement breaks the talks."""
    chance = tb.breakdown_chance if tb.action_package[a] != NONE else 0.0
    n = tb.of[BREAKDOWN, t]
    for c in range(tb.parties * tb.profiles):
        ws.out[out, c] = tb.refused_cost[a, c] + chance * tb.breakdown_worth[n, s, c]
    add_onward(tb, ws, u, tb.action_refused[s, a], slot, a, full, 1.0 - chance, out)


@compiled
def _reserve(tb, ws, t, u, s, a, slot, out):
    """Fill a level with a division of the pie that leaves the one who answers exactly indifferent."""
    party, h = tb.signers[tb.action_joint[a], 0], tb.profiles
    is_refused(tb, ws, t, u, s, a, slot, True, out)
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
