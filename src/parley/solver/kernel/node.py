"""One node of the game: who has the floor chooses, who is asked answers, and beliefs agree with both."""

from __future__ import annotations

import math

from parley.solver.kernel.agreement import begin_search, settle_for, step_on
from parley.solver.kernel.choice import (
    MOST_ITERATIONS,
    MOST_ITERATIONS_PERFECT,
    SETTLED,
    choose,
    imply,
)
from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.worths import (
    NONE,
    answer,
    asks_more,
    be_answered,
    belief,
    go_on,
    note_regret,
    read_between,
    read_pair,
)

NUDGE = 1e-6
COLD = 8  # damped steps from "no news" before Newton may take over in the last round


@compiled
def solve_node(tb, desk, t, s, log_odds, value):
    """Solve situation s at these log-odds: fills the desk and `value` [c]; returns the belief residual.

    Expects `desk.fighting` and `desk.agreed` for this round, and in `desk.news` where to start from.
    """
    parties = tb.prior.shape[0]
    dispositions = desk.chance.shape[1]
    floor = tb.floor[tb.floor_of[t], s]
    quiet, residual = 1.0, 0.0
    for i in range(parties):
        quiet -= floor[i]
    read_between(desk.fighting[desk.posture[0]], tb.step, tb.lowest, log_odds, value)
    for c in range(value.shape[0]):
        value[c] *= quiet
    for party in range(parties):
        if tb.first_action[party] == tb.first_action[party + 1] or floor[party] == 0.0:
            continue
        if party == tb.hidden:
            residual = max(residual, _hidden_acts(tb, desk, t, s, log_odds))
        else:
            residual = max(residual, _open_acts(tb, desk, t, s, party, log_odds))
        for a in range(tb.first_action[party], tb.first_action[party + 1]):
            if tb.action_next[s, a] != NONE:
                for h in range(dispositions):
                    weight = floor[party] * desk.chance[a, h]
                    for c in range(h, value.shape[0], dispositions):
                        value[c] += weight * desk.worth[a, c]
    return residual


@compiled
def _open_acts(tb, desk, t, s, party, log_odds):
    """The choice of a party with an open disposition, under its own belief."""
    dispositions = desk.chance.shape[1]
    at = party * dispositions
    first = belief(tb, party, log_odds, dispositions)
    count, residual = 0, 0.0
    for a in range(tb.first_action[party], tb.first_action[party + 1]):
        if tb.action_next[s, a] == NONE:
            continue
        residual = max(residual, _propose(tb, desk, t, s, a, log_odds, desk.worth[a]))
        for c in range(desk.worth.shape[1]):
            desk.worth[a, c] += tb.action_cost[a, c]
    for a in range(tb.first_action[party], tb.first_action[party + 1]):
        if tb.action_next[s, a] == NONE:
            continue
        desk.own[count] = desk.worth[a, at]
        if dispositions == 2:
            desk.own[count] = first * desk.worth[a, at] + (1.0 - first) * desk.worth[a, at + 1]
        count += 1
    choose(desk.own, count, tb.precision[party], desk.implied)
    note_regret(tb, desk, party, desk.implied, count)
    count = 0
    for a in range(tb.first_action[party], tb.first_action[party + 1]):
        if tb.action_next[s, a] != NONE:
            for h in range(dispositions):
                desk.chance[a, h] = desk.implied[count]
            count += 1
    return residual


@compiled
def _propose(tb, desk, t, s, a, log_odds, out):
    """Worth of an open party's action before anybody answers; returns the belief residual."""
    refused = desk.rows[0]
    j = tb.action_joint[a]
    if j == NONE or tb.hidden_answer[j] == NONE:
        be_answered(tb, desk, t, s, a, 0, log_odds, out, refused)
        return 0.0
    residual = _hidden_answers(tb, desk, t, s, a, log_odds, out)
    if tb.hidden_answer[j] > 0:
        go_on(tb, desk, s, a, log_odds, refused)
    odds = math.exp(-log_odds)
    for k in range(tb.hidden_answer[j] - 1, -1, -1):
        answer(tb, desk, s, a, k, odds, out, refused)
    return residual


@compiled
def _ask(tb, desk, t, s, a, more):
    """Worths `desk.z` of the hidden party's answers at `desk.log_odds`, and their derivatives `desk.slope`.

    The worth of a package once signed hangs on no belief and is there already; `more` says that open
    parties answer later, so that acceptance must be followed through their answers.
    """
    at = tb.hidden * 2
    keep = 1.0
    if tb.action_package[a] != NONE:
        keep -= tb.breakdown_chance
    read_pair(desk.fighting[desk.posture[0]], tb.step, tb.lowest, desk.log_odds[1], at, desk.z, desk.slope, 1)
    for h in range(2):
        desk.z[1, h] = keep * desk.z[1, h] + (1.0 - keep) * tb.breakdown[s, at + h]
        desk.slope[1, h] *= keep
    if more:
        _follow_answers(tb, desk, t, s, a, desk.log_odds[0])
    elif tb.action_package[a] == NONE:
        there = desk.fighting[tb.action_next[s, a]]
        read_pair(there, tb.step, tb.lowest, desk.log_odds[0], at, desk.z, desk.slope, 0)
        for h in range(2):
            desk.z[0, h] += tb.action_gain[a, at + h]


@compiled
def _follow_answers(tb, desk, t, s, a, log_odds):
    """Worth of acceptance, and its derivative, where open parties answer after the hidden one."""
    k, at = tb.hidden_answer[tb.action_joint[a]], tb.hidden * 2
    nudge = NUDGE if log_odds < 0.0 else -NUDGE
    be_answered(tb, desk, t, s, a, k + 1, log_odds + nudge, desk.rows[1], desk.rows[0])
    desk.slope[0, 0], desk.slope[0, 1] = desk.rows[1][at], desk.rows[1][at + 1]
    be_answered(tb, desk, t, s, a, k + 1, log_odds, desk.rows[1], desk.rows[0])
    for h in range(2):
        desk.z[0, h] = desk.rows[1][at + h]
        desk.slope[0, h] = (desk.slope[0, h] - desk.z[0, h]) / nudge


@compiled
def _hidden_answers(tb, desk, t, s, a, log_odds, out):
    """The hidden party's answer, consistent with what the answer tells; fills `out`, returns the residual."""
    j, at = tb.action_joint[a], tb.hidden * 2
    k, slot, precision = tb.hidden_answer[j], tb.answer_slot[j], tb.precision[tb.hidden]
    options = 3 if tb.may_walk[tb.hidden] else 2
    more = asks_more(tb, a, k + 1)
    final = tb.action_package[a] != NONE and not more
    counting, desk.counting[0] = desk.counting[0], False
    desk.log_odds[0], desk.log_odds[1] = desk.news[slot], desk.news[slot + 1]
    for h in range(2):
        desk.z[2, h] = tb.walk_out[tb.hidden, s, at + h]
        if final:
            desk.z[0, h], desk.slope[0, h] = desk.agreed[tb.action_package[a], at + h], 0.0
    if final and not math.isinf(precision):
        residual = _close_in(tb, desk, t, s, a, log_odds, options, precision)
    else:
        residual = _search_answers(tb, desk, t, s, a, log_odds, options, precision, more)
    desk.news[slot], desk.news[slot + 1] = desk.log_odds[0], desk.log_odds[1]
    desk.counting[0] = counting
    be_answered(tb, desk, t, s, a, k + 1, desk.log_odds[0], desk.rows[1], desk.rows[0])
    go_on(tb, desk, s, a, desk.log_odds[1], desk.rows[2])
    _mix_answers(tb, desk, s, j, k, options, precision, out)
    return residual


@compiled
def _search_answers(tb, desk, t, s, a, log_odds, options, precision, more):
    """Settle the log-odds after acceptance and after refusal together; returns the residual."""
    low, high = tb.lowest, -tb.lowest
    residual = 0.0
    begin_search(desk, COLD if t == tb.flow_of.shape[0] - 1 else 0)
    for _ in range(MOST_ITERATIONS_PERFECT if math.isinf(precision) else MOST_ITERATIONS):
        _ask(tb, desk, t, s, a, more)
        lse_0, lse_1 = imply(desk, options, log_odds, precision, low, high)
        residual = max(abs(desk.implied[0] - desk.log_odds[0]), abs(desk.implied[1] - desk.log_odds[1]))
        if residual < SETTLED:
            break
        if settle_for(desk, 2, residual, low, high):
            step_on(desk, 2, residual, precision, lse_0, lse_1, low, high)
    return residual


@compiled
def _close_in(tb, desk, t, s, a, log_odds, options, precision):
    """Settle the log-odds after a refusal where acceptance ends the war: one unknown, kept between brackets.

    From where the search starts the root lies on the side the gap points to, as damped iteration would go.
    """
    low, high = tb.lowest, -tb.lowest
    below, above = low, high
    residual = 0.0
    for _ in range(MOST_ITERATIONS):
        _ask(tb, desk, t, s, a, False)
        lse_0, lse_1 = imply(desk, options, log_odds, precision, low, high)
        gap = desk.implied[1] - desk.log_odds[1]
        residual = abs(gap)
        if residual < SETTLED or above - below < SETTLED:
            break
        if gap > 0.0:
            below = max(below, desk.log_odds[1])
        else:
            above = min(above, desk.log_odds[1])
        chance_0 = math.exp(precision * desk.z[1, 0] - lse_0)
        chance_1 = math.exp(precision * desk.z[1, 1] - lse_1)
        steep = precision * ((1.0 - chance_0) * desk.slope[1, 0] - (1.0 - chance_1) * desk.slope[1, 1])
        ahead = desk.log_odds[1] + gap / (1.0 - steep) if steep < 0.999 else 0.5 * (below + above)
        if ahead <= low and below == low and desk.log_odds[1] > low:
            ahead = low
        elif ahead >= high and above == high and desk.log_odds[1] < high:
            ahead = high
        elif not below < ahead < above:
            ahead = 0.5 * (below + above)
        desk.log_odds[1] = ahead
    desk.log_odds[0] = desk.implied[0]
    return residual


@compiled
def _mix_answers(tb, desk, s, j, k, options, precision, out):
    """Turn the worths of the hidden party's answers into the worth of asking it."""
    for h in range(2):
        for o in range(options):
            desk.own[o] = desk.z[o, h]
        choose(desk.own, options, precision, desk.answers)
        note_regret(tb, desk, tb.hidden, desk.answers, options)
        desk.accept[j, k, h] = desk.answers[0]
        desk.walk[j, k, h] = desk.answers[2] if options == 3 else 0.0
        for c in range(h, out.shape[0], 2):
            out[c] = desk.answers[0] * desk.rows[1][c] + desk.answers[1] * desk.rows[2][c]
            if options == 3:
                out[c] += desk.answers[2] * tb.walk_out[tb.hidden, s, c]


@compiled
def _hidden_acts(tb, desk, t, s, log_odds):
    """The hidden party's choice, each action judged at the log-odds it leads to; returns the residual."""
    party, precision = tb.hidden, tb.precision[tb.hidden]
    low, high = tb.lowest, -tb.lowest
    count = 0
    for a in range(tb.first_action[party], tb.first_action[party + 1]):
        if tb.action_next[s, a] != NONE:
            desk.log_odds[count] = desk.news[tb.act_slot[a]]
            count += 1
    counting, desk.counting[0] = desk.counting[0], False
    residual = math.inf
    begin_search(desk, COLD if t == tb.flow_of.shape[0] - 1 else 0)
    for iteration in range(MOST_ITERATIONS_PERFECT if math.isinf(precision) else MOST_ITERATIONS):
        _weigh_acts(tb, desk, t, s)
        lse_0, lse_1 = imply(desk, count, log_odds, precision, low, high)
        residual = 0.0
        for o in range(count):
            residual = max(residual, abs(desk.implied[o] - desk.log_odds[o]))
        if residual < SETTLED:
            break
        if settle_for(desk, count, residual, low, high):
            if iteration == 0 or residual > 1e-2 or iteration > 20:
                _slope_acts(tb, desk, t, s)
            step_on(desk, count, residual, precision, lse_0, lse_1, low, high)
    desk.counting[0] = counting
    _value_acts(tb, desk, t, s)
    count = 0
    for a in range(tb.first_action[party], tb.first_action[party + 1]):
        if tb.action_next[s, a] != NONE:
            desk.news[tb.act_slot[a]] = desk.log_odds[count]
            count += 1
    _mix_acts(tb, desk, s, count)
    return residual


@compiled
def _weigh_acts(tb, desk, t, s):
    """Worths `desk.z` of the hidden party's actions at `desk.log_odds`, and derivatives that come free."""
    party, count = tb.hidden, 0
    at = party * 2
    for a in range(tb.first_action[party], tb.first_action[party + 1]):
        if tb.action_next[s, a] == NONE:
            continue
        here = desk.log_odds[count]
        if tb.action_joint[a] == NONE and tb.action_package[a] == NONE:
            table = desk.fighting[tb.action_next[s, a]]
            read_pair(table, tb.step, tb.lowest, here, at, desk.z, desk.slope, count)
            for h in range(2):
                desk.z[count, h] += tb.action_gain[a, at + h]
        else:
            be_answered(tb, desk, t, s, a, 0, here, desk.worth[a], desk.rows[0])
            for h in range(2):
                desk.z[count, h] = desk.worth[a, at + h]
        for h in range(2):
            desk.z[count, h] += tb.action_cost[a, at + h]
        count += 1


@compiled
def _slope_acts(tb, desk, t, s):
    """Derivatives `desk.slope` of the hidden party's actions that are answered.

    Near the fixed point the last ones serve as well, so they are not worked out at every step.
    """
    party, count = tb.hidden, 0
    at = party * 2
    for a in range(tb.first_action[party], tb.first_action[party + 1]):
        if tb.action_next[s, a] == NONE:
            continue
        if tb.action_joint[a] != NONE or tb.action_package[a] != NONE:
            nudge = NUDGE if desk.log_odds[count] < 0.0 else -NUDGE
            be_answered(tb, desk, t, s, a, 0, desk.log_odds[count] + nudge, desk.rows[1], desk.rows[0])
            for h in range(2):
                there = desk.rows[1][at + h] + tb.action_cost[a, at + h]
                desk.slope[count, h] = (there - desk.z[count, h]) / nudge
        count += 1


@compiled
def _value_acts(tb, desk, t, s):
    """Worths `desk.worth` of the hidden party's actions to everybody, at the settled `desk.log_odds`."""
    count = 0
    for a in range(tb.first_action[tb.hidden], tb.first_action[tb.hidden + 1]):
        if tb.action_next[s, a] == NONE:
            continue
        if desk.counting[0] or tb.action_joint[a] == NONE:
            be_answered(tb, desk, t, s, a, 0, desk.log_odds[count], desk.worth[a], desk.rows[0])
        for c in range(desk.worth.shape[1]):
            desk.worth[a, c] += tb.action_cost[a, c]
        count += 1


@compiled
def _mix_acts(tb, desk, s, count):
    """The probabilities with which each disposition takes each action, from `desk.z`."""
    party = tb.hidden
    for h in range(2):
        for o in range(count):
            desk.own[o] = desk.z[o, h]
        choose(desk.own, count, tb.precision[party], desk.implied)
        note_regret(tb, desk, party, desk.implied, count)
        o = 0
        for a in range(tb.first_action[party], tb.first_action[party + 1]):
            if tb.action_next[s, a] != NONE:
                desk.chance[a, h] = desk.implied[o]
                o += 1
