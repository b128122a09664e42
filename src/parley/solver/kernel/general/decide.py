"""The choices of a turn: of who has the floor and of those who answer, each resting on the next.

One function calls itself: an option of a choice is judged by what those who answer after it will do. Levels
number the calls. An open party's options are all weighed at the log-odds of its own level; a hidden
party's at those each option leads to, which are a fixed point of its choice.
"""

from __future__ import annotations

import math

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.general.choice import believe, chance_of, choose, note_regret, own_worths
from parley.solver.kernel.general.settling import (
    DAMPING,
    NEAR,
    NUDGE,
    SETTLED,
    damped_step,
    find_direction,
    imply,
    keep_alike,
    largest_gap,
    longest,
    remember,
    step_along,
)
from parley.solver.kernel.general.tables import COST
from parley.solver.kernel.general.together import answer_together
from parley.solver.kernel.general.worths import cared, goes_through, is_refused, locate, walks
from parley.solver.kernel.packages import NONE

ACCEPT, REFUSE, WALK = range(3)
SEARCH, PROBE, TRY, DONE = range(4)
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
def slot_of(tb, ws, u, a, k, path, o, width):
    """Where what an option tells is kept: of an action where `a` is NONE, else of an answer to it."""
    if a == NONE:
        return tb.act_slot[u, ws.menu[o]]
    j = tb.action_joint[a]
    return tb.vote_slot[u, j, vote_place(tb, j, k, path)] + o * width


@compiled
def decide(tb, ws, t, u, s, level, slot, party, a, k, path, count, full):
    """A party's choice among so many options: fills `ws.out` [level, c] with what it comes to.

    With `a` NONE the options are the actions of `ws.menu`; else they are the answers of the k-th to answer
    action a after those in `path`. Where not `full`, only worths of those whose choices turn on it are right.
    """
    g, precision = tb.own[party], tb.precision[party]
    hidden = g != NONE
    width = tb.width[g] if hidden else 0
    first = tb.first[g] if hidden else 0
    inner = level + 1
    next_slot = inner if hidden else slot
    believe(tb, ws, level, slot, party)
    for o in range(count if hidden else 0):
        at = slot_of(tb, ws, u, a, k, path, o, width)
        ws.alike[level, o] = 0
        for m in range(width):
            ws.point[level, o, m] = ws.news[at + m]
            ws.before[level, o, m] = 0.0
    phase = SEARCH if hidden else DONE
    iteration, rest, patience, probe = 0, 0, 2, 0
    damping, step, residual, best_gap = DAMPING, 1.0, math.inf, 0.0
    while True:
        last = phase == DONE
        for o in range(count):
            b = ws.menu[o] if a == NONE else a
            after, way = 0, path
            if a != NONE:
                after = k + 1
                way = 2 * path + (1 if o == ACCEPT else 0)
            if hidden:
                for d in range(tb.axes):
                    ws.at[inner, d] = ws.at[slot, d]
                for m in range(width):
                    ws.at[inner, first + m] = ws.point[level, o, m]
                if phase == PROBE:
                    ws.at[inner, first + probe] += NUDGE
                locate(tb, ws, inner)
            whole = full and last
            if a != NONE and o == WALK:
                walks(tb, ws, t, s, party, inner)
            else:
                where = stands(tb, b, after, way)
                if where == THROUGH:
                    goes_through(tb, ws, t, u, s, b, next_slot, whole, inner)
                elif where == REFUSED:
                    is_refused(tb, ws, t, u, s, b, next_slot, whole, inner)
                elif where == AT_ONCE:
                    answer_together(tb, ws, t, u, s, b, next_slot, whole, inner)
                else:
                    other = tb.signers[tb.action_joint[b], after]
                    answers = 3 if tb.may_walk[other] else 2
                    decide(
                        tb, ws, t, u, s, inner, next_slot, other, b, after, way, answers, whole
                    )
            if a == NONE:
                n, z = tb.of[COST, t], s if tb.action_cost.shape[1] > 1 else 0
                for c in range(tb.parties * tb.profiles):
                    ws.out[inner, c] += tb.action_cost[n, z, b, c]
            own_worths(tb, ws, level, o, party, inner)
            if last:
                for i in range(tb.parties):
                    if cared(tb, a, i, full):
                        for c in range(i * tb.profiles, (i + 1) * tb.profiles):
                            ws.z[level, o, c] = ws.out[inner, c]
        if not hidden:
            choose(ws, level, count, 0, precision)
            break
        if phase == PROBE:
            for o in range(count):
                for kind in range(width + 1):
                    rise = ws.own[level, o, kind] - ws.base_own[level, o, kind]
                    ws.slope[level, o, kind, probe] = rise / NUDGE
            probe += 1
            if probe < width:
                continue
            # Choices and what they imply, at the base again: probing has moved the worths.
            for o in range(count):
                for kind in range(width + 1):
                    ws.own[level, o, kind] = ws.base_own[level, o, kind]
            imply(tb, ws, level, slot, g, count, precision)
            if iteration > 1:
                _join(ws, level, count, width)
            if find_direction(tb, ws, level, g, count, precision):
                phase, step = TRY, 1.0
                step_along(tb, ws, level, g, count, step)
                continue
            phase = SEARCH
            rest, patience = patience, 2 * patience
            rest -= 1
            damping = damped_step(ws, level, count, width, damping)
            continue
        imply(tb, ws, level, slot, g, count, precision)
        if last:
            break
        if phase == TRY:
            best_gap = largest_gap(ws, level, count, width)
            if not best_gap < (1.0 - 0.1 * step) * residual:
                step *= 0.5
                if step >= 0.0625:
                    step_along(tb, ws, level, g, count, step)
                    continue
                for o in range(count):
                    for m in range(width):
                        ws.point[level, o, m] = ws.base[level, o, m]
                    for kind in range(width + 1):
                        ws.own[level, o, kind] = ws.base_own[level, o, kind]
                imply(tb, ws, level, slot, g, count, precision)
                phase = SEARCH
                _join(ws, level, count, width)
                rest, patience = patience, 2 * patience
                rest -= 1
                damping = damped_step(ws, level, count, width, damping)
                continue
            phase = SEARCH
        # A new point of the search: weighed, and what it implies known.
        iteration += 1
        remember(ws, level, count, width)
        keep_alike(ws, level, count, width)
        residual = largest_gap(ws, level, count, width)
        if residual < SETTLED or iteration >= longest(precision):
            phase = DONE
            continue
        if math.isinf(precision):
            for o in range(count):
                for m in range(width):
                    ws.point[level, o, m] = ws.implied[level, o, m]
            continue
        if residual < NEAR and rest == 0:
            for o in range(count):
                for m in range(width):
                    ws.base[level, o, m] = ws.point[level, o, m]
                for kind in range(width + 1):
                    ws.base_own[level, o, kind] = ws.own[level, o, kind]
            phase, probe = PROBE, 0
            continue
        rest = max(rest - 1, 0)
        damping = damped_step(ws, level, count, width, damping)
    if full and ws.counting[0] == 1:
        note_regret(tb, ws, level, count, party)
    if full and hidden:
        ws.residual[0] = max(ws.residual[0], residual)
    for o in range(count if hidden else 0):
        at = slot_of(tb, ws, u, a, k, path, o, width)
        for m in range(width):
            ws.news[at + m] = ws.point[level, o, m]
    _keep(tb, ws, level, party, a, k, path, count)
    for i in range(tb.parties):
        if not cared(tb, a, i, full):
            continue
        for h in range(tb.profiles):
            c, total = i * tb.profiles + h, 0.0
            for o in range(count):
                total += chance_of(tb, ws, level, o, party, h) * ws.z[level, o, c]
            ws.out[level, c] = total


@compiled
def _join(ws, level, count, width):
    """Make what options imply equal again where they are kept alike."""
    for o in range(count):
        if ws.alike[level, o] > 0:
            for m in range(width):
                ws.implied[level, o, m] = ws.implied[level, ws.alike[level, o] - 1, m]


@compiled
def _keep(tb, ws, level, party, a, k, path, count):
    """Keep the chances of a choice where strategies are read."""
    kinds = 1 if tb.own[party] == NONE else tb.width[tb.own[party]] + 1
    for o in range(count):
        for kind in range(kinds):
            if a == NONE:
                ws.chance[ws.menu[o], kind] = ws.mixed[level, o, kind]
            else:
                j = tb.action_joint[a]
                ws.answers[j, vote_place(tb, j, k, path), o, kind] = ws.mixed[level, o, kind]
