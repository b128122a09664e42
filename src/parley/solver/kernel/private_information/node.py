"""One block of nodes: who has the floor chooses, who is asked answers, and beliefs agree with both."""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.numbers.lanes import lanes, most, put, row
from parley.solver.kernel.packages import NONE
from parley.solver.kernel.private_information.belief_update.acts import hidden_acts
from parley.solver.kernel.private_information.belief_update.replies import hidden_answers
from parley.solver.kernel.private_information.choice import choose, note_regret
from parley.solver.kernel.private_information.worths import REFUSED, VALUE, answer, be_answered, go_on


@compiled
def solve_block(tb, workspace, t, s, b):
    """Solve situation s at the eight belief nodes from b on: fills the workspace; returns its residual.

    Expects `workspace.fighting` and `workspace.agreed` for this round, and in `workspace.news` where to start
    from. The worths [c, l] at the start of the round are left in `workspace.rows` [VALUE].
    """
    workspace.block[0] += 1
    floor = tb.floor[tb.floor_of[t], s]
    here = row(tb.grid, (b,))
    value, q = workspace.rows[VALUE], workspace.posture[0]
    quiet = 1.0
    for i in range(floor.shape[0]):
        quiet -= floor[i]
    for c in range(value.shape[0]):
        put(value, (c, 0), quiet * row(workspace.fighting, (q, c, b)))
    residual = lanes(0.0)
    for party in range(floor.shape[0]):
        if tb.first_action[party] == tb.first_action[party + 1] or floor[party] == 0.0:
            continue
        if party == tb.hidden:
            residual = most(residual, hidden_acts(tb, workspace, t, s, b, here))
        else:
            residual = most(residual, _open_acts(tb, workspace, t, s, b, here, party))
        for a in range(tb.first_action[party], tb.first_action[party + 1]):
            if tb.action_next[s, a] == NONE:
                continue
            weight_0 = floor[party] * row(workspace.chance, (a, 0, 0))
            weight_1 = floor[party] * row(workspace.chance, (a, 1, 0))
            for c in range(0, value.shape[0], 2):
                put(value, (c, 0), row(value, (c, 0)) + weight_0 * row(workspace.worth, (a, c, 0)))
                put(
                    value, (c + 1, 0), row(value, (c + 1, 0)) + weight_1 * row(workspace.worth, (a, c + 1, 0))
                )
    return residual


@compiled
def _open_acts(tb, workspace, t, s, b, here, party):
    """The choice of a party with an open disposition, under its own belief."""
    at = party * 2
    first = 1.0 / (1.0 + tb.doubt[party] * row(tb.odds_against, (b,)))
    residual = lanes(0.0)
    for a in range(tb.first_action[party], tb.first_action[party + 1]):
        if tb.action_next[s, a] == NONE:
            continue
        residual = most(residual, _propose(tb, workspace, t, s, a, b, here))
        for c in range(workspace.worth.shape[1]):
            put(workspace.worth, (a, c, 0), row(workspace.worth, (a, c, 0)) + tb.action_cost[a, c])
    count = 0
    for a in range(tb.first_action[party], tb.first_action[party + 1]):
        if tb.action_next[s, a] != NONE:
            put(workspace.own, (count, 0), _judged(workspace, a, at, first))
            count += 1
    best = row(workspace.own, (0, 0))
    for o in range(1, count):
        best = most(best, row(workspace.own, (o, 0)))
    choose(workspace, count, tb.precision[party])
    count, mean, top = 0, lanes(0.0), lanes(0.0)
    for a in range(tb.first_action[party], tb.first_action[party + 1]):
        if tb.action_next[s, a] != NONE:
            chance = row(workspace.own, (count, 0))
            put(workspace.chance, (a, 0, 0), chance)
            put(workspace.chance, (a, 1, 0), chance)
            if workspace.counting[0]:
                mean, top = mean + chance * _judged(workspace, a, at, first), most(top, chance)
            count += 1
    if workspace.counting[0]:
        note_regret(workspace, party, best, mean, top, tb.precision[party])
    return residual


@compiled
def _judged(workspace, a, at, first):
    """An action's worth to an open party under its belief."""
    worth_0, worth_1 = row(workspace.worth, (a, at, 0)), row(workspace.worth, (a, at + 1, 0))
    return worth_1 + first * (worth_0 - worth_1)


@compiled
def _propose(tb, workspace, t, s, a, b, here):
    """Worth of an open party's action before anybody answers; returns the belief residual."""
    out = workspace.worth[a]
    j = tb.action_joint[a]
    if j == NONE or tb.hidden_answer[j] == NONE:
        be_answered(tb, workspace, s, a, 0, True, b, here, out)
        return lanes(0.0)
    residual = hidden_answers(tb, workspace, t, s, a, b, here, out)
    refused = workspace.rows[REFUSED]
    if tb.hidden_answer[j] > 0:
        go_on(tb, workspace, s, a, True, b, here, refused)
    odds = row(tb.odds_against, (b,))
    for k in range(tb.hidden_answer[j] - 1, -1, -1):
        answer(tb, workspace, s, a, k, odds, out, refused)
    return residual
