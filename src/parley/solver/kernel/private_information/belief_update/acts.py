"""The hidden party's own choices, each action judged at the log-odds it leads to."""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.numbers.lanes import any_of, lanes, most, put, row
from parley.solver.kernel.packages import NONE
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
from parley.solver.kernel.private_information.belief_update.following import follow, weigh_unilateral
from parley.solver.kernel.private_information.choice import imply, note_regret
from parley.solver.kernel.private_information.worths import be_answered


@compiled
def hidden_acts(tb, workspace, t, s, b, here):
    """The hidden party has the floor: fills chances, worths and news of its actions; returns the residual."""
    party, precision = tb.hidden, tb.precision[tb.hidden]
    count = 0
    for a in range(tb.first_action[party], tb.first_action[party + 1]):
        if tb.action_next[s, a] != NONE:
            workspace.option[count] = a
            put(workspace.told, (count, 0), row(workspace.news, (tb.act_slot[a], 0)))
            count += 1
    begin_search(workspace, count)
    longest = most_iterations(precision)
    gap = lanes(0.0)
    for iteration in range(longest):
        _weigh_acts(tb, workspace, s, count)
        imply(tb, workspace, count, here, precision)
        gap = largest_gap(workspace, count, iteration)
        if not any_of(~(gap < SETTLED)) or iteration == longest - 1:
            break
        if step_on(tb, workspace, count, gap, precision, iteration):
            imply(tb, workspace, count, here, precision)
            gap = largest_gap(workspace, count, iteration)
            if not any_of(~(gap < SETTLED)):
                break
    if goes_to_and_fro(workspace, gap, precision):
        put(workspace.left, (0,), gap)
        begin_to_close(tb, workspace, count)
        going = True
        while going:
            _weigh_acts(tb, workspace, s, count)
            going = close_lanes(tb, workspace, count, count, b, workspace.left, precision)
        _weigh_acts(tb, workspace, s, count)
        imply(tb, workspace, count, here, precision)
        gap = row(workspace.left, (0,))
    for o in range(count):
        a = workspace.option[o]
        told = row(workspace.told, (o, 0))
        put(workspace.news, (tb.act_slot[a], 0), told)
        be_answered(tb, workspace, s, a, 0, False, b, told, workspace.worth[a])
        for c in range(workspace.worth.shape[1]):
            put(workspace.worth, (a, c, 0), row(workspace.worth, (a, c, 0)) + tb.action_cost[a, c])
        for h in range(2):
            put(workspace.chance, (a, h, 0), row(workspace.mixed, (o, h, 0)))
    if workspace.counting[0]:
        count_regret(tb, workspace, count)
    return gap


@compiled
def _weigh_acts(tb, workspace, s, count):
    """Worths `workspace.z` of the actions at `workspace.told`, and their slopes."""
    at = tb.hidden * 2
    for o in range(count):
        a = workspace.option[o]
        if tb.action_joint[a] == NONE and tb.action_package[a] == NONE:
            weigh_unilateral(tb, workspace, o, a, tb.action_next[s, a])
        else:
            follow(tb, workspace, s, a, 0, o)
        for h in range(2):
            put(workspace.z, (o, h, 0), row(workspace.z, (o, h, 0)) + tb.action_cost[a, at + h])


@compiled
def count_regret(tb, workspace, count):
    """Note the regret of the hidden party's choice `workspace.mixed` among worths `workspace.z`."""
    for h in range(2):
        best, mean, top = row(workspace.z, (0, h, 0)), lanes(0.0), lanes(0.0)
        for o in range(count):
            best = most(best, row(workspace.z, (o, h, 0)))
            mean = mean + row(workspace.mixed, (o, h, 0)) * row(workspace.z, (o, h, 0))
            top = most(top, row(workspace.mixed, (o, h, 0)))
        note_regret(workspace, tb.hidden, best, mean, top, tb.precision[tb.hidden])
