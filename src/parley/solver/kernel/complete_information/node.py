"""One node of a game in which nothing is hidden: who has the floor chooses, who is asked answers."""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.complete_information.offers import add_offers, choose_option, weigh_offers
from parley.solver.kernel.complete_information.worths import be_answered, note_regret
from parley.solver.kernel.packages import NONE


@compiled
def solve_node(tb, workspace, t, s):
    """Solve situation s: fills `workspace.value` [c] with the worths at the start of the round.

    Expects `workspace.fighting` and `workspace.agreed` for this round.
    """
    floor = tb.floor[tb.floor_of[t], s]
    quiet = 1.0
    for i in range(floor.shape[0]):
        quiet -= floor[i]
    for c in range(floor.shape[0]):
        workspace.value[c] = quiet * workspace.fighting[workspace.posture[0], c]
    for party in range(floor.shape[0]):
        if floor[party] > 0.0 and tb.first_action[party] < tb.first_action[party + 1]:
            scale = _weigh_options(tb, workspace, t, s, party)
            _add_options(tb, workspace, s, party, floor[party], scale)


@compiled
def run_length(tb, s, a):
    """How many offers the run that starts with action a has, or 0 where there is none."""
    r = tb.run_of[a]
    return tb.run_size[r] if r != NONE and tb.run_open[s, r] else 0


@compiled
def _weigh_options(tb, workspace, t, s, party):
    """Fill `workspace.own` with the worths of the party's options in their order, and
    `workspace.mixed` with their weights; returns what makes probabilities of these."""
    count, a = 0, tb.first_action[party]
    while a < tb.first_action[party + 1]:
        length = run_length(tb, s, a)
        if length > 0:
            weigh_offers(tb, workspace, s, a, length, count)
            count += length
            a += length
            continue
        if tb.action_next[s, a] != NONE:
            be_answered(tb, workspace, t, s, a, workspace.worth[a])
            for c in range(workspace.worth.shape[1]):
                workspace.worth[a, c] += tb.action_cost[a, c]
            workspace.own[count] = workspace.worth[a, party]
            count += 1
        a += 1
    scale = choose_option(workspace, count, tb.precision[party])
    if workspace.counting[0]:
        for o in range(count):
            workspace.mixed[o] *= scale
        scale = 1.0
        note_regret(workspace, party, workspace.own, workspace.mixed, count, tb.precision[party])
    return scale


@compiled
def _add_options(tb, workspace, s, party, floor, scale):
    """Add what the party's options are worth to everybody, by their probabilities, to `workspace.value`."""
    weight = floor * scale
    count, a = 0, tb.first_action[party]
    while a < tb.first_action[party + 1]:
        length = run_length(tb, s, a)
        if length > 0:
            add_offers(tb, workspace, s, a, length, count, weight, workspace.value)
            if workspace.counting[0]:
                for n in range(length):
                    workspace.chance[a + n] = workspace.mixed[count + n]
                    workspace.accept[tb.action_joint[a + n], 0] = workspace.yes[count + n]
                    workspace.walk[tb.action_joint[a + n], 0] = 0.0
            count += length
            a += length
            continue
        if tb.action_next[s, a] != NONE:
            workspace.chance[a] = workspace.mixed[count]
            for c in range(workspace.value.shape[0]):
                workspace.value[c] += weight * workspace.mixed[count] * workspace.worth[a, c]
            count += 1
        a += 1
