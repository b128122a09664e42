"""Answers given at once: everybody's chances, and what they tell, agree with one another.

It says what `_answer_together` of the reference says. The point of the search are the chances of every
answerer by kind, then the log-odds after each answer of those who hide theirs.
"""

from __future__ import annotations

import math

from parley.solver.kernel.branch import FOUND, ON, begin_branch, branch_on
from parley.solver.kernel.branch import GAP as GAPS
from parley.solver.kernel.branch import POINT as BRANCH
from parley.solver.kernel.closing import ENOUGH
from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.general.choice import believe, choose, news_of, own_worths
from parley.solver.kernel.general.settling import (
    DAMPING,
    LEAST_DAMPING,
    MOST_ITERATIONS,
    MOST_PERFECT,
    NEAR,
    NUDGE,
)
from parley.solver.kernel.general.worths import cared, goes_through, is_refused, locate, walks
from parley.solver.kernel.packages import NONE

POINT, IMPLIED, GAP, BEFORE, BASE, DIRECTION, LOW, HIGH = range(8)
ANSWERS, FIRST, TOLD, KINDS = range(4)


@compiled
def plan_search(tb, ws, j):
    """Lay out the point of a search: `ws.plan` says where each answerer's part lies. Returns its length."""
    at = 0
    for k in range(tb.signer_count[j]):
        party = tb.signers[j, k]
        g = tb.own[party]
        ws.plan[ANSWERS, k] = 3 if tb.may_walk[party] else 2
        ws.plan[KINDS, k] = 1 if g == NONE else tb.width[g] + 1
        ws.plan[FIRST, k] = at
        at += ws.plan[ANSWERS, k] * ws.plan[KINDS, k]
    for k in range(tb.signer_count[j]):
        ws.plan[TOLD, k] = at
        at += ws.plan[ANSWERS, k] * (ws.plan[KINDS, k] - 1)
    return at


@compiled
def start_together(tb, ws, j, at, slot, target):
    """Where a search starts that nothing came before: all sure to agree, and nothing told."""
    count = plan_search(tb, ws, j)
    for n in range(count):
        target[at + n] = 0.0
    for k in range(tb.signer_count[j]):
        kinds, g = ws.plan[KINDS, k], tb.own[tb.signers[j, k]]
        for kind in range(kinds):
            target[at + ws.plan[FIRST, k] + kind] = 1.0
        for o in range(ws.plan[ANSWERS, k]):
            for m in range(kinds - 1):
                target[at + ws.plan[TOLD, k] + o * (kinds - 1) + m] = ws.at[slot, tb.first[g] + m]


@compiled
def first_pattern(tb, ws, j):
    """Begin to go through all patterns of answers; returns how many there are."""
    count = 1
    for k in range(tb.signer_count[j]):
        ws.digits[k] = 0
        count *= ws.plan[ANSWERS, k]
    return count


@compiled
def next_pattern(tb, ws, j):
    """Go on to the next pattern of answers, the last answerer's turning fastest."""
    for back in range(tb.signer_count[j]):
        k = tb.signer_count[j] - 1 - back
        ws.digits[k] += 1
        if ws.digits[k] < ws.plan[ANSWERS, k]:
            return
        ws.digits[k] = 0


@compiled
def follow_pattern(tb, ws, j, slot, inner):
    """Put the level's log-odds where a pattern of answers leads, by what the point says each tells."""
    for d in range(tb.axes):
        ws.at[inner, d] = ws.at[slot, d]
    for k in range(tb.signer_count[j]):
        g = tb.own[tb.signers[j, k]]
        if g != NONE:
            width = tb.width[g]
            for m in range(width):
                told = ws.vector[POINT, ws.plan[TOLD, k] + ws.digits[k] * width + m]
                ws.at[inner, tb.first[g] + m] = told
    locate(tb, ws, inner)


@compiled
def walker_of(tb, ws, j):
    """The first that walks out in the pattern at hand, or NONE."""
    for k in range(tb.signer_count[j]):
        if ws.digits[k] == 2:
            return tb.signers[j, k]
    return NONE


@compiled
def agreed(tb, ws, j):
    """Whether enough agree in the pattern at hand."""
    yes = 0
    for k in range(tb.signer_count[j]):
        yes += 1 if ws.digits[k] == 0 else 0
    return yes >= tb.agree[j]


@compiled
def _weigh_patterns(tb, ws, t, u, s, a, slot, inner):
    """Fill `ws.pattern` [p, c]: what every pattern of answers comes to."""
    j = tb.action_joint[a]
    for p in range(first_pattern(tb, ws, j)):
        follow_pattern(tb, ws, j, slot, inner)
        walker = walker_of(tb, ws, j)
        if walker != NONE:
            walks(tb, ws, t, s, walker, inner)
        elif agreed(tb, ws, j):
            goes_through(tb, ws, t, u, s, a, inner, inner)
        else:
            is_refused(tb, ws, t, u, s, a, inner, inner)
        for c in range(tb.parties * tb.profiles):
            ws.pattern[p, c] = ws.out[inner, c]
        next_pattern(tb, ws, j)


@compiled
def _chance(tb, ws, j, k, h):
    """The chance, at the point, of the k-th's answer in the pattern at hand under a profile."""
    g = tb.own[tb.signers[j, k]]
    kind = 0 if g == NONE else tb.kinds[h, g]
    return ws.vector[POINT, ws.plan[FIRST, k] + ws.digits[k] * ws.plan[KINDS, k] + kind]


@compiled
def _imply(tb, ws, t, u, s, a, slot, inner, count):
    """What the point implies: everybody's best reply to the others' chances, and what the replies tell."""
    _reply(tb, ws, t, u, s, a, slot, inner, 1.0)
    for n in range(count):
        ws.vector[IMPLIED, n] = min(max(ws.vector[IMPLIED, n], ws.vector[LOW, n]), ws.vector[HIGH, n])


@compiled
def _reply(tb, ws, t, u, s, a, slot, inner, part):
    """The same with a `part` of everybody's precision, and not clipped."""
    j, h = tb.action_joint[a], tb.profiles
    _weigh_patterns(tb, ws, t, u, s, a, slot, inner)
    for k in range(tb.signer_count[j]):
        party = tb.signers[j, k]
        g, kinds = tb.own[party], ws.plan[KINDS, k]
        believe(tb, ws, inner, slot, party)
        for o in range(ws.plan[ANSWERS, k]):
            for n in range(h):
                ws.out[inner, party * h + n] = 0.0
            for p in range(first_pattern(tb, ws, j)):
                if ws.digits[k] == o:
                    for n in range(h):
                        others = 1.0
                        for other in range(tb.signer_count[j]):
                            if other != k:
                                others *= _chance(tb, ws, j, other, n)
                        ws.out[inner, party * h + n] += others * ws.pattern[p, party * h + n]
                next_pattern(tb, ws, j)
            own_worths(tb, ws, inner, o, party, inner)
        for kind in range(kinds):
            choose(ws, inner, ws.plan[ANSWERS, k], kind, part * tb.precision[party])
        for o in range(ws.plan[ANSWERS, k]):
            for kind in range(kinds):
                ws.vector[IMPLIED, ws.plan[FIRST, k] + o * kinds + kind] = ws.mixed[inner, o, kind]
            for m in range(kinds - 1):
                told = news_of(ws.log_mixed[inner, o, m], ws.log_mixed[inner, o, kinds - 1])
                told += ws.at[slot, tb.first[g] + m]
                ws.vector[IMPLIED, ws.plan[TOLD, k] + o * (kinds - 1) + m] = told


@compiled
def _bound(tb, ws, j, count):
    for n in range(count):
        ws.vector[LOW, n] = 0.0
        ws.vector[HIGH, n] = 1.0
    for k in range(tb.signer_count[j]):
        g, kinds = tb.own[tb.signers[j, k]], ws.plan[KINDS, k]
        for o in range(ws.plan[ANSWERS, k]):
            for m in range(kinds - 1):
                n = ws.plan[TOLD, k] + o * (kinds - 1) + m
                ws.vector[HIGH, n] = tb.axis_limit[tb.first[g] + m]
                ws.vector[LOW, n] = -ws.vector[HIGH, n]


@compiled
def _gap(ws, count):
    gap = 0.0
    for n in range(count):
        gap = max(gap, abs(ws.vector[IMPLIED, n] - ws.vector[POINT, n]))
    return gap


@compiled
def answer_together(tb, ws, t, u, s, a, slot, full, target):
    """All who are asked answer at once: fills level `target` with what that comes to."""
    inner = target + 1
    j, h = tb.action_joint[a], tb.profiles
    at = tb.joint_slot[u, j]
    count = plan_search(tb, ws, j)
    _bound(tb, ws, j, count)
    perfect = False
    for k in range(tb.signer_count[j]):
        perfect = perfect or math.isinf(tb.precision[tb.signers[j, k]])
    for n in range(count):
        ws.vector[POINT, n] = ws.news[at + n]
        ws.vector[BEFORE, n] = 0.0
    damping, rest, patience, residual = DAMPING, 0, 2, math.inf
    for _ in range(MOST_PERFECT if perfect else MOST_ITERATIONS):
        _imply(tb, ws, t, u, s, a, slot, inner, count)
        residual = _gap(ws, count)
        if residual < ws.settled[0]:
            break
        if perfect:
            for n in range(count):
                ws.vector[POINT, n] = ws.vector[IMPLIED, n]
            continue
        for n in range(count):
            ws.vector[GAP, n] = ws.vector[IMPLIED, n] - ws.vector[POINT, n]
        if residual < NEAR and rest == 0:
            if _newton(tb, ws, t, u, s, a, slot, inner, count, residual):
                continue
            rest, patience = patience, 2 * patience
        rest = max(rest - 1, 0)
        turned = 0.0
        for n in range(count):
            turned += ws.vector[GAP, n] * ws.vector[BEFORE, n]
        damping = max(damping / 2.0, LEAST_DAMPING) if turned < 0.0 else min(damping * 1.2, 1.0)
        for n in range(count):
            ws.vector[BEFORE, n] = ws.vector[GAP, n]
            ws.vector[POINT, n] += damping * ws.vector[GAP, n]
    if residual > ENOUGH and ws.settled[0] < ENOUGH and not perfect:
        residual = _follow(tb, ws, t, u, s, a, slot, inner, count, residual)
    _weigh_patterns(tb, ws, t, u, s, a, slot, inner)
    for n in range(count):
        ws.news[at + n] = ws.vector[POINT, n]
    if full:
        ws.residual[0] = max(ws.residual[0], residual)
        ws.residual[1] = max(ws.residual[1], residual)
    for c in range(tb.parties * h):
        ws.out[target, c] = 0.0
    for p in range(first_pattern(tb, ws, j)):
        for n in range(h):
            joint = 1.0
            for k in range(tb.signer_count[j]):
                joint *= _chance(tb, ws, j, k, n)
            for i in range(tb.parties):
                if cared(tb, a, i, full):
                    ws.out[target, i * h + n] += joint * ws.pattern[p, i * h + n]
        next_pattern(tb, ws, j)


@compiled
def _follow(tb, ws, t, u, s, a, slot, inner, count, residual):
    """Put the point where the principal branch leads, if it is not lost; returns the gap left."""
    rows, state = ws.branch[ws.branch.shape[0] - 1], ws.branched[ws.branch.shape[0] - 1]
    j = tb.action_joint[a]
    for n in range(count):
        ws.vector[BASE, n] = ws.vector[POINT, n]
        ws.vector[POINT, n] = 0.0
    start_together(tb, ws, j, 0, slot, ws.vector[POINT])
    for k in range(tb.signer_count[j]):
        for n in range(ws.plan[ANSWERS, k] * ws.plan[KINDS, k]):
            ws.vector[POINT, ws.plan[FIRST, k] + n] = 1.0 / ws.plan[ANSWERS, k]
    for n in range(count):
        rows[BRANCH, n] = ws.vector[POINT, n]
    begin_branch(rows, state, count)
    way = ON
    while way == ON:
        _slopes(tb, ws, t, u, s, a, slot, inner, count, rows)
        way = branch_on(rows, state, ws.bordered)
    gap = 0.0
    for n in range(count):
        gap = max(gap, abs(rows[GAPS, n]))
    found = way == FOUND and gap < residual
    for n in range(count):
        ws.vector[POINT, n] = rows[BRANCH, n] if found else ws.vector[BASE, n]
    return gap if found else residual


@compiled
def _slopes(tb, ws, t, u, s, a, slot, inner, count, rows):
    """The gap at a point of the branch, and how fast it closes with each of its entries."""
    root = rows[BRANCH, count]
    for n in range(count):
        ws.vector[POINT, n] = rows[BRANCH, n]
    _reply(tb, ws, t, u, s, a, slot, inner, max(root, 0.0) ** 3)
    for n in range(count):
        ws.vector[DIRECTION, n] = ws.vector[IMPLIED, n]
        clipped = min(max(ws.vector[IMPLIED, n], ws.vector[LOW, n]), ws.vector[HIGH, n])
        rows[GAPS, n] = clipped - ws.vector[POINT, n]
    for n in range(count + 1):
        if n < count:
            ws.vector[POINT, n] += NUDGE
        _reply(tb, ws, t, u, s, a, slot, inner, max(root if n < count else root + NUDGE, 0.0) ** 3)
        for m in range(count):
            was = ws.vector[DIRECTION, m]
            free = 1.0 if ws.vector[LOW, m] < was < ws.vector[HIGH, m] else 0.0
            slope = free * (ws.vector[IMPLIED, m] - was) / NUDGE
            ws.bordered[m, n] = (1.0 if m == n else 0.0) - slope
        if n < count:
            ws.vector[POINT, n] = rows[BRANCH, n]


@compiled
def _newton(tb, ws, t, u, s, a, slot, inner, count, residual):
    """A Newton step where plain iteration would stay too, shortened until it helps; whether it was taken."""
    for n in range(count):
        ws.vector[BASE, n] = ws.vector[POINT, n]
    for n in range(count):
        ws.vector[POINT, n] += NUDGE
        _imply(tb, ws, t, u, s, a, slot, inner, count)
        for m in range(count):
            slope = (ws.vector[IMPLIED, m] - ws.vector[BASE, m] - ws.vector[GAP, m]) / NUDGE
            ws.matrix[m, n] = (1.0 if m == n else 0.0) - slope
        ws.vector[POINT, n] = ws.vector[BASE, n]
    for n in range(count):
        ws.matrix[n, count] = ws.vector[GAP, n]
    found = _eliminate(ws, count) > 0.0
    for n in range(count):
        ws.vector[DIRECTION, n] = ws.matrix[n, count]
        found = found and abs(ws.vector[DIRECTION, n]) <= 4.0 * NEAR
    step = 1.0
    while found and step >= 0.0625:
        for n in range(count):
            ahead = ws.vector[BASE, n] + step * ws.vector[DIRECTION, n]
            ws.vector[POINT, n] = min(max(ahead, ws.vector[LOW, n]), ws.vector[HIGH, n])
        _imply(tb, ws, t, u, s, a, slot, inner, count)
        if _gap(ws, count) < (1.0 - 0.1 * step) * residual:
            return True
        step *= 0.5
    for n in range(count):
        ws.vector[POINT, n] = ws.vector[BASE, n]
    return False


@compiled
def _eliminate(ws, count):
    """Solve the linear system of `ws.matrix` in place; returns its determinant."""
    determinant = 1.0
    for m in range(count):
        best = m
        for n in range(m + 1, count):
            if abs(ws.matrix[n, m]) > abs(ws.matrix[best, m]):
                best = n
        if best != m:
            determinant = -determinant
            for n in range(count + 1):
                swap = ws.matrix[m, n]
                ws.matrix[m, n] = ws.matrix[best, n]
                ws.matrix[best, n] = swap
        pivot = ws.matrix[m, m]
        determinant *= pivot
        if pivot == 0.0:
            return 0.0
        for n in range(count + 1):
            ws.matrix[m, n] /= pivot
        for r in range(count):
            if r != m:
                factor = ws.matrix[r, m]
                for n in range(count + 1):
                    ws.matrix[r, n] -= factor * ws.matrix[m, n]
    return determinant
