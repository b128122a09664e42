"""The hidden party's answers, each judged at the log-odds it leads to."""

from __future__ import annotations

import math

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.numbers.lanes import any_of, lanes, least, magnitude, most, pick, put, row
from parley.solver.kernel.packages import NONE
from parley.solver.kernel.private_information.belief_update.acts import count_regret
from parley.solver.kernel.private_information.belief_update.agreement import (
    SETTLED,
    begin_search,
    largest_gap,
    most_iterations,
    step_on,
)
from parley.solver.kernel.private_information.belief_update.closing import (
    begin_to_close,
    close_lanes,
    goes_to_and_fro,
)
from parley.solver.kernel.private_information.belief_update.following import (
    follow,
    read_with_slope,
    weigh_unilateral,
)
from parley.solver.kernel.private_information.choice import imply
from parley.solver.kernel.private_information.worths import (
    ACCEPTED,
    REFUSED,
    asks_more,
    be_answered,
    go_on,
    inside,
    keep_talking,
    locate,
)


@compiled
def hidden_answers(tb, workspace, t, s, a, b, here, out):
    """The hidden party's answer, consistent with what the answer tells; fills `out`, returns the residual."""
    j, at = tb.action_joint[a], tb.hidden * 2
    r = tb.question[j]
    if workspace.asked_in[r] == workspace.block[0]:
        _answer_again(tb, workspace, j, out)
        return lanes(0.0)
    workspace.asked_in[r], workspace.asked_by[r] = workspace.block[0], j
    k, precision = tb.hidden_answer[j], tb.precision[tb.hidden]
    options = 3 if tb.may_walk[tb.hidden] else 2
    more = asks_more(tb, a, k + 1)
    final = tb.action_package[a] != NONE and not more
    for o in range(2):
        put(workspace.told, (o, 0), row(workspace.news, (tb.answer_slot[j, o], 0)))
    if final:
        put(workspace.told, (0, 0), here)
    for h in range(2):
        if options == 3:
            put(workspace.z, (2, h, 0), tb.walk_out[tb.hidden, s, at + h])
        if final:
            put(workspace.z, (0, h, 0), workspace.agreed[at + h, tb.action_package[a]])
            put(workspace.slope, (0, h, 0), 0.0)
    if final and not math.isinf(precision):
        residual = _close_in(tb, workspace, s, a, here, options, precision)
    else:
        residual = _search_answers(tb, workspace, s, a, b, here, options, precision)
    for o in range(2):
        put(workspace.news, (tb.answer_slot[j, o], 0), row(workspace.told, (o, 0)))
    if workspace.counting[0]:
        count_regret(tb, workspace, options)
    for h in range(2):
        put(workspace.accept, (j, k, h, 0), row(workspace.mixed, (0, h, 0)))
        put(workspace.walk, (j, k, h, 0), row(workspace.mixed, (2, h, 0)) if options == 3 else lanes(0.0))
    _mix_answers(tb, workspace, s, a, b, k, out)
    for c in range(out.shape[0]):
        put(workspace.asking, (r, c, 0), row(out, (c, 0)))
    return residual


@compiled
def _answer_again(tb, workspace, j, out):
    """Answer what another party has asked at this block as it was answered then."""
    r = tb.question[j]
    other = workspace.asked_by[r]
    ahead = tb.hidden_answer[other] - tb.hidden_answer[j]
    for k in range(tb.hidden_answer[j], tb.signers.shape[1]):
        if tb.signers[j, k] != NONE:
            for h in range(2):
                put(workspace.accept, (j, k, h, 0), row(workspace.accept, (other, k + ahead, h, 0)))
                put(workspace.walk, (j, k, h, 0), row(workspace.walk, (other, k + ahead, h, 0)))
    for c in range(out.shape[0]):
        put(out, (c, 0), row(workspace.asking, (r, c, 0)))


@compiled
def _mix_answers(tb, workspace, s, a, b, k, out):
    """Turn the worths of the hidden party's answers into the worth of asking it."""
    j = tb.action_joint[a]
    accepted, refused = workspace.rows[ACCEPTED], workspace.rows[REFUSED]
    after_yes, after_no = row(workspace.told, (0, 0)), row(workspace.told, (1, 0))
    be_answered(tb, workspace, s, a, k + 1, False, b, after_yes, accepted)
    go_on(tb, workspace, s, a, False, b, after_no, refused)
    for c in range(out.shape[0]):
        h = c % 2
        yes, walked = row(workspace.accept, (j, k, h, 0)), row(workspace.walk, (j, k, h, 0))
        worth = row(refused, (c, 0)) + yes * (row(accepted, (c, 0)) - row(refused, (c, 0)))
        if tb.may_walk[tb.hidden]:
            worth = worth + walked * (tb.walk_out[tb.hidden, s, c] - row(refused, (c, 0)))
        put(out, (c, 0), worth)


@compiled
def _weigh_refusal(tb, workspace, s, a):
    """Worth `workspace.z` [1] of refusing at `workspace.told` [1], and its slope."""
    at, keep = tb.hidden * 2, keep_talking(tb, a)
    told = row(workspace.told, (1, 0))
    lower, part = locate(tb, told)
    moves = inside(tb, told)
    for h in range(2):
        worth, slope = read_with_slope(
            tb, workspace.fighting, workspace.posture[0], at + h, lower, part, moves
        )
        put(workspace.z, (1, h, 0), keep * worth + (1.0 - keep) * tb.breakdown[s, at + h])
        put(workspace.slope, (1, h, 0), keep * slope)


@compiled
def _weigh_answers(tb, workspace, s, a):
    """Worths `workspace.z` of the answers at `workspace.told`, and their slopes."""
    _weigh_refusal(tb, workspace, s, a)
    first = tb.hidden_answer[tb.action_joint[a]] + 1
    if asks_more(tb, a, first):
        follow(tb, workspace, s, a, first, 0)
    elif tb.action_package[a] == NONE:
        weigh_unilateral(tb, workspace, 0, a, tb.action_next[s, a])


@compiled
def _search_answers(tb, workspace, s, a, b, here, options, precision):
    """Settle the log-odds after acceptance and after refusal together; returns the residual."""
    begin_search(workspace, 2)
    longest = most_iterations(precision)
    gap = lanes(0.0)
    for iteration in range(longest):
        _weigh_answers(tb, workspace, s, a)
        imply(tb, workspace, options, here, precision)
        gap = largest_gap(workspace, 2, iteration)
        if not any_of(~(gap < SETTLED)) or iteration == longest - 1:
            break
        if step_on(tb, workspace, 2, gap, precision, iteration):
            imply(tb, workspace, options, here, precision)
            gap = largest_gap(workspace, 2, iteration)
            if not any_of(~(gap < SETTLED)):
                break
    if goes_to_and_fro(workspace, gap, precision):
        put(workspace.left, (0,), gap)
        begin_to_close(tb, workspace, 2)
        going = True
        while going:
            _weigh_answers(tb, workspace, s, a)
            going = close_lanes(tb, workspace, 2, options, b, workspace.left, precision)
        _weigh_answers(tb, workspace, s, a)
        imply(tb, workspace, options, here, precision)
        gap = row(workspace.left, (0,))
    return gap


@compiled
def _close_in(tb, workspace, s, a, here, options, precision):
    """Settle the log-odds after a refusal where acceptance ends the war: one unknown, kept between brackets.

    From where the search starts the root lies on the side the gap points to, as damped iteration would go.
    An end of the grid is tried once: where the gap there points inward, the root lies further in.
    """
    low, high = tb.lowest, -tb.lowest
    below, above = lanes(low), lanes(high)
    size = been_low = been_high = lanes(0.0)
    longest = most_iterations(precision)
    for iteration in range(longest):
        _weigh_refusal(tb, workspace, s, a)
        imply(tb, workspace, options, here, precision)
        told = row(workspace.told, (1, 0))
        gap = row(workspace.implied, (1, 0)) - told
        size = magnitude(gap)
        going = ~((size < SETTLED) | (above - below < SETTLED))
        if not any_of(going) or iteration == longest - 1:
            break
        below = pick(going & (gap > 0.0), most(below, told), below)
        above = pick(going & (gap <= 0.0), least(above, told), above)
        slope_0, slope_1 = row(workspace.slope, (1, 0, 0)), row(workspace.slope, (1, 1, 0))
        steep = precision * (
            (1.0 - row(workspace.mixed, (1, 0, 0))) * slope_0
            - (1.0 - row(workspace.mixed, (1, 1, 0))) * slope_1
        )
        middle = 0.5 * (below + above)
        ahead = pick(steep < 0.999, told + gap / (1.0 - steep), middle)
        been_low, been_high = pick(told <= low, 1.0, been_low), pick(told >= high, 1.0, been_high)
        to_low = (ahead <= low) & (below == low) & (been_low == 0.0)
        to_high = (ahead >= high) & (above == high) & (been_high == 0.0)
        within = (below < ahead) & (ahead < above)
        ahead = pick(to_low, low, pick(to_high, high, pick(within, ahead, middle)))
        put(workspace.told, (1, 0), pick(going, ahead, told))
    put(workspace.told, (0, 0), row(workspace.implied, (0, 0)))
    return size
