"""The hidden party's own choices, each action judged at the log-odds it leads to."""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.hidden.choice import imply, note_regret
from parley.solver.kernel.hidden.telling.agreement import (
    SETTLED,
    begin_search,
    largest_gap,
    most_iterations,
    step_on,
)
from parley.solver.kernel.hidden.telling.following import follow, weigh_unilateral
from parley.solver.kernel.hidden.worths import be_answered
from parley.solver.kernel.numbers.lanes import any_of, lanes, most, put, row
from parley.solver.kernel.packages import NONE


@compiled
def hidden_acts(tb, desk, t, s, b, here):
    """The hidden party has the floor: fills chances, worths and news of its actions; returns the residual."""
    party, precision = tb.hidden, tb.precision[tb.hidden]
    count = 0
    for a in range(tb.first_action[party], tb.first_action[party + 1]):
        if tb.action_next[s, a] != NONE:
            desk.option[count] = a
            put(desk.told, (count, 0), row(desk.news, (tb.act_slot[a], 0)))
            count += 1
    begin_search(tb, desk, t, count)
    longest = most_iterations(precision)
    gap = lanes(0.0)
    for iteration in range(longest):
        _weigh_acts(tb, desk, s, count)
        imply(tb, desk, count, here, precision)
        gap = largest_gap(desk, count, iteration)
        if not any_of(~(gap < SETTLED)) or iteration == longest - 1:
            break
        if step_on(tb, desk, count, gap, precision, iteration):
            imply(tb, desk, count, here, precision)
            gap = largest_gap(desk, count, iteration)
            if not any_of(~(gap < SETTLED)):
                break
    for o in range(count):
        a = desk.option[o]
        told = row(desk.told, (o, 0))
        put(desk.news, (tb.act_slot[a], 0), told)
        be_answered(tb, desk, s, a, 0, False, b, told, desk.worth[a])
        for c in range(desk.worth.shape[1]):
            put(desk.worth, (a, c, 0), row(desk.worth, (a, c, 0)) + tb.action_cost[a, c])
        for h in range(2):
            put(desk.chance, (a, h, 0), row(desk.mixed, (o, h, 0)))
    if desk.counting[0]:
        count_regret(tb, desk, count)
    return gap


@compiled
def _weigh_acts(tb, desk, s, count):
    """Worths `desk.z` of the actions at `desk.told`, and their slopes."""
    at = tb.hidden * 2
    for o in range(count):
        a = desk.option[o]
        if tb.action_joint[a] == NONE and tb.action_package[a] == NONE:
            weigh_unilateral(tb, desk, o, a, tb.action_next[s, a])
        else:
            follow(tb, desk, s, a, 0, o)
        for h in range(2):
            put(desk.z, (o, h, 0), row(desk.z, (o, h, 0)) + tb.action_cost[a, at + h])


@compiled
def count_regret(tb, desk, count):
    """Note the regret of the hidden party's choice `desk.mixed` among worths `desk.z`."""
    for h in range(2):
        best, mean, top = row(desk.z, (0, h, 0)), lanes(0.0), lanes(0.0)
        for o in range(count):
            best = most(best, row(desk.z, (o, h, 0)))
            mean = mean + row(desk.mixed, (o, h, 0)) * row(desk.z, (o, h, 0))
            top = most(top, row(desk.mixed, (o, h, 0)))
        note_regret(desk, tb.hidden, best, mean, top, tb.precision[tb.hidden])
