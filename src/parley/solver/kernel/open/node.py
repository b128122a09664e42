"""One node of a game in which nothing is hidden: who has the floor chooses, who is asked answers."""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.open.offers import add_offers, choose_option, weigh_offers
from parley.solver.kernel.open.worths import be_answered, note_regret
from parley.solver.kernel.packages import NONE


@compiled
def solve_node(tb, desk, t, s):
    """Solve situation s: fills `desk.value` [c] with the worths at the start of the round.

    Expects `desk.fighting` and `desk.agreed` for this round.
    """
    floor = tb.floor[tb.floor_of[t], s]
    quiet = 1.0
    for i in range(floor.shape[0]):
        quiet -= floor[i]
    for c in range(floor.shape[0]):
        desk.value[c] = quiet * desk.fighting[desk.posture[0], c]
    for party in range(floor.shape[0]):
        if floor[party] > 0.0 and tb.first_action[party] < tb.first_action[party + 1]:
            scale = _weigh_options(tb, desk, t, s, party)
            _add_options(tb, desk, s, party, floor[party], scale)


@compiled
def run_length(tb, s, a):
    """How many offers the run that starts with action a has, or 0 where there is none."""
    r = tb.run_of[a]
    return tb.run_size[r] if r != NONE and tb.run_open[s, r] else 0


@compiled
def _weigh_options(tb, desk, t, s, party):
    """Fill `desk.own` with the worths of the party's options in their order, and `desk.mixed` with their
    weights; returns what makes probabilities of these."""
    count, a = 0, tb.first_action[party]
    while a < tb.first_action[party + 1]:
        length = run_length(tb, s, a)
        if length > 0:
            weigh_offers(tb, desk, s, a, length, count)
            count += length
            a += length
            continue
        if tb.action_next[s, a] != NONE:
            be_answered(tb, desk, t, s, a, desk.worth[a])
            for c in range(desk.worth.shape[1]):
                desk.worth[a, c] += tb.action_cost[a, c]
            desk.own[count] = desk.worth[a, party]
            count += 1
        a += 1
    scale = choose_option(desk, count, tb.precision[party])
    if desk.counting[0]:
        for o in range(count):
            desk.mixed[o] *= scale
        scale = 1.0
        note_regret(desk, party, desk.own, desk.mixed, count, tb.precision[party])
    return scale


@compiled
def _add_options(tb, desk, s, party, floor, scale):
    """Add what the party's options are worth to everybody, by their probabilities, to `desk.value`."""
    weight = floor * scale
    count, a = 0, tb.first_action[party]
    while a < tb.first_action[party + 1]:
        length = run_length(tb, s, a)
        if length > 0:
            add_offers(tb, desk, s, a, length, count, weight, desk.value)
            if desk.counting[0]:
                for n in range(length):
                    desk.chance[a + n] = desk.mixed[count + n]
                    desk.accept[tb.action_joint[a + n], 0] = desk.yes[count + n]
                    desk.walk[tb.action_joint[a + n], 0] = 0.0
            count += length
            a += length
            continue
        if tb.action_next[s, a] != NONE:
            desk.chance[a] = desk.mixed[count]
            for c in range(desk.value.shape[0]):
                desk.value[c] += weight * desk.mixed[count] * desk.worth[a, c]
            count += 1
        a += 1
