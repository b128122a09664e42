"""What an action of the hidden party comes to after open parties have answered, and how fast that moves.

Worths are followed together with their derivatives by the log-odds the action leaves behind, for the
hidden party and those who answer; nobody else's matter to the search.
"""

from __future__ import annotations

import math

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.numbers.elementary import exp
from parley.solver.kernel.numbers.lanes import gather, lanes, pick, put, row
from parley.solver.kernel.packages import NONE
from parley.solver.kernel.private_information.choice import choose, yes_or_no
from parley.solver.kernel.private_information.worths import (
    OUT,
    OUT_SLOPE,
    REFUSED,
    REFUSED_SLOPE,
    asks_more,
    inside,
    keep_talking,
    locate,
)


@compiled
def read_with_slope(tb, table, q, c, lower, part, moves):
    """A worth [q, c, b] between belief nodes and its derivative, which is 0 beyond the grid."""
    below, above = gather(table, (q, c, 0), lower), gather(table, (q, c, 1), lower)
    rise = above - below
    return below + part * rise, pick(moves, rise * tb.per_step, 0.0)


@compiled
def weigh_unilateral(tb, workspace, o, a, q):
    """Worth `workspace.z` [o] of an action nobody answers, to each disposition, and its slope."""
    at = tb.hidden * 2
    told = row(workspace.told, (o, 0))
    lower, part = locate(tb, told)
    moves = inside(tb, told)
    for h in range(2):
        worth, slope = read_with_slope(tb, workspace.fighting, q, at + h, lower, part, moves)
        put(workspace.z, (o, h, 0), worth + tb.action_gain[a, at + h])
        put(workspace.slope, (o, h, 0), slope)


@compiled
def follow(tb, workspace, s, a, first, o):
    """Worth `workspace.z` [o] of an action that open parties answer from place `first` on, and its slope."""
    told = row(workspace.told, (o, 0))
    lower, part = locate(tb, told)
    moves = inside(tb, told)
    x, q, j = tb.action_package[a], tb.action_next[s, a], tb.action_joint[a]
    keep = keep_talking(tb, a)
    answered = asks_more(tb, a, first)
    for i in range(tb.prior.shape[0]):
        if i != tb.hidden and not (answered and tb.asked[j, i]):
            continue
        for c in range(2 * i, 2 * i + 2):
            if x != NONE:
                put(workspace.rows, (OUT, c, 0), workspace.agreed[c, x])
                put(workspace.rows, (OUT_SLOPE, c, 0), 0.0)
            else:
                worth, slope = read_with_slope(tb, workspace.fighting, q, c, lower, part, moves)
                put(workspace.rows, (OUT, c, 0), worth + tb.action_gain[a, c])
                put(workspace.rows, (OUT_SLOPE, c, 0), slope)
            if answered:
                worth, slope = read_with_slope(
                    tb, workspace.fighting, workspace.posture[0], c, lower, part, moves
                )
                put(workspace.rows, (REFUSED, c, 0), keep * worth + (1.0 - keep) * tb.breakdown[s, c])
                put(workspace.rows, (REFUSED_SLOPE, c, 0), keep * slope)
    if answered:
        odds = exp(-told)
        for k in range(tb.signers.shape[1] - 1, first - 1, -1):
            if tb.signers[j, k] != NONE:
                _follow_answer(tb, workspace, s, j, k, odds)
    at = tb.hidden * 2
    for h in range(2):
        put(workspace.z, (o, h, 0), row(workspace.rows, (OUT, at + h, 0)))
        put(workspace.slope, (o, h, 0), row(workspace.rows, (OUT_SLOPE, at + h, 0)))


@compiled
def _follow_answer(tb, workspace, s, j, k, odds):
    """One open party's answer turns worths of acceptance into worths of being asked, with their slopes."""
    party = tb.signers[j, k]
    at = party * 2
    precision = tb.precision[party]
    first = 1.0 / (1.0 + tb.doubt[party] * odds)
    turn = first * (1.0 - first)
    yes_worth, yes_slope = _expected(workspace, OUT, OUT_SLOPE, at, first, turn)
    no_worth, no_slope = _expected(workspace, REFUSED, REFUSED_SLOPE, at, first, turn)
    walked = walked_slope = yes = yes_by = lanes(0.0)
    if tb.may_walk[party]:
        least_0, least_1 = tb.walk_out[party, s, at], tb.walk_out[party, s, at + 1]
        put(workspace.own, (0, 0), yes_worth)
        put(workspace.own, (1, 0), no_worth)
        put(workspace.own, (2, 0), least_1 + first * (least_0 - least_1))
        choose(workspace, 3, precision)
        yes, walked = row(workspace.own, (0, 0)), row(workspace.own, (2, 0))
        walk_slope = turn * (least_0 - least_1)
        mean = yes * yes_slope + row(workspace.own, (1, 0)) * no_slope + walked * walk_slope
        if not math.isinf(precision):
            yes_by = precision * yes * (yes_slope - mean)
            walked_slope = precision * walked * (walk_slope - mean)
    else:
        yes = yes_or_no(yes_worth - no_worth, precision)
        if not math.isinf(precision):
            yes_by = precision * yes * (1.0 - yes) * (yes_slope - no_slope)
    for i in range(tb.prior.shape[0]):
        if i != tb.hidden and not tb.asked[j, i]:
            continue
        for c in range(2 * i, 2 * i + 2):
            no_c, no_c_slope = (
                row(workspace.rows, (REFUSED, c, 0)),
                row(workspace.rows, (REFUSED_SLOPE, c, 0)),
            )
            gain = row(workspace.rows, (OUT, c, 0)) - no_c
            gain_slope = row(workspace.rows, (OUT_SLOPE, c, 0)) - no_c_slope
            worth = no_c + yes * gain
            slope = no_c_slope + yes_by * gain + yes * gain_slope
            if tb.may_walk[party]:
                lost = tb.walk_out[party, s, c] - no_c
                worth = worth + walked * lost
                slope = slope + walked_slope * lost - walked * no_c_slope
            put(workspace.rows, (OUT, c, 0), worth)
            put(workspace.rows, (OUT_SLOPE, c, 0), slope)


@compiled
def _expected(workspace, worths, slopes, at, first, turn):
    """A worth under the answering party's belief, and its derivative."""
    worth_0, worth_1 = row(workspace.rows, (worths, at, 0)), row(workspace.rows, (worths, at + 1, 0))
    slope_0, slope_1 = row(workspace.rows, (slopes, at, 0)), row(workspace.rows, (slopes, at + 1, 0))
    gain = worth_0 - worth_1
    return worth_1 + first * gain, slope_1 + first * (slope_0 - slope_1) + turn * gain
