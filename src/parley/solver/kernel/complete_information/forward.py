"""Strategies played forward where nothing is hidden."""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.complete_information.backward import open_theatre
from parley.solver.kernel.complete_information.node import solve_node
from parley.solver.kernel.packages import NONE, value_packages


@compiled
def play_round(tb, workspace, t, theatres, later, mass, fought, tally):
    """Play the floor of round t on a range of theatre states: `mass` [s] becomes `fought` [s].

    `fought` is the probability of fighting the round there; `later` [s, c] are worths of round t + 1.
    """
    for w in range(theatres[0], theatres[1]):
        opened = False
        for s in range(w * tb.postures, (w + 1) * tb.postures):
            if mass[s] == 0.0:
                continue
            if not opened:
                open_theatre(tb, workspace, t, w, later)
                opened = True
            value_packages(tb, workspace, t, s)
            solve_node(tb, workspace, t, s)
            _play_node(tb, workspace, t, s, mass[s], fought, tally)
            _bargain(tb, workspace, s, mass[s], tally)


@compiled
def _play_node(tb, workspace, t, s, amount, fought, tally):
    """Push the probability at one node through whoever has the floor."""
    floor = tb.floor[tb.floor_of[t], s]
    quiet = 1.0
    for party in range(floor.shape[0]):
        quiet -= floor[party]
        if floor[party] == 0.0:
            continue
        for a in range(tb.first_action[party], tb.first_action[party + 1]):
            if tb.action_next[s, a] != NONE:
                taken = amount * floor[party] * workspace.chance[a]
                tally.action[a, 0, 0] += taken
                _play_action(tb, workspace, s, a, taken, fought, tally)
    if quiet > 1e-15:
        fought[s] += amount * quiet


@compiled
def _play_action(tb, workspace, s, a, amount, fought, tally):
    """Push the probability of one action through its answers to where it leads."""
    x, j = tb.action_package[a], tb.action_joint[a]
    breakdown = tb.package_signers.shape[0]
    asked = 0 if j == NONE else tb.signers.shape[1]
    for k in range(asked):
        if tb.signers[j, k] == NONE:
            continue
        accepted, walked = workspace.accept[j, k] * amount, workspace.walk[j, k] * amount
        refused = max(amount - accepted - walked, 0.0)
        tally.answer[j, k, 0, 0, 0] += accepted
        tally.answer[j, k, 1, 0, 0] += refused
        tally.answer[j, k, 2, 0, 0] += walked
        tally.ending[breakdown, 0, 0] += walked
        if x != NONE:
            tally.ending[breakdown, 0, 0] += refused * tb.breakdown_chance
            refused *= 1.0 - tb.breakdown_chance
        fought[s] += refused
        amount = accepted
    if x != NONE:
        tally.ending[x, 0, 0] += amount
    else:
        fought[s - workspace.posture[0] + tb.action_next[s, a]] += amount


@compiled
def _bargain(tb, workspace, s, weight, tally):
    """Which packages beat going on for all who sign, and what waiting for the best of them gains."""
    q, found = workspace.posture[0], False
    for x in range(workspace.packages.shape[0]):
        workspace.packages[x] = 0.0
        if tb.reserved[x] or tb.package_signers.shape[1] == 0:
            continue
        for i in range(workspace.fighting.shape[1]):
            tally.gain[i, x, 0, 0] += weight * (workspace.fighting[q, i] - workspace.agreed[i, x])
        agreed = True
        for k in range(tb.package_signers.shape[1]):
            party = tb.package_signers[x, k]
            if party != NONE:
                agreed = agreed and workspace.agreed[party, x] >= workspace.fighting[q, party]
        if agreed:
            workspace.packages[x] = 1.0
            tally.range_open[x, 0] += weight
            found = True
    if not found:
        tally.range_empty[0, 0] += weight
        return
    for i in range(workspace.fighting.shape[1]):
        best = -1e300
        for x in range(workspace.packages.shape[0]):
            if workspace.packages[x] > 0.0:
                best = max(best, workspace.agreed[i, x])
        tally.waiting[i, 0, 0] += weight * (workspace.fighting[q, i] - best)
        tally.waiting[i, 1, 0] += weight


@compiled
def move(tb, t, fought, mass, tally):
    """Let nature move: `fought` [s] becomes `mass` [s] of the next round, but for collapses."""
    law = tb.law_of[t]
    mass[:] = 0.0
    for s in range(fought.shape[0]):
        if fought[s] == 0.0:
            continue
        for m in range(tb.move_start[s], tb.move_start[s + 1]):
            amount = fought[s] * tb.move_chance[law, 0, m]
            if amount == 0.0:
                continue
            to = tb.move_next[m]
            ending = tb.collapse[to // tb.postures]
            if ending != NONE:
                tally.ending[ending, 0, 0] += amount
            else:
                mass[to] += amount


@compiled
def read_strategies(tb, workspace, t, situations, later, sheet):
    """Fill `sheet` for the situations listed; `later` [s, c] as in a solution."""
    for n in range(situations.shape[0]):
        s = situations[n]
        open_theatre(tb, workspace, t, s // tb.postures, later)
        value_packages(tb, workspace, t, s)
        workspace.chance[:] = 0.0
        solve_node(tb, workspace, t, s)
        for a in range(workspace.chance.shape[0]):
            sheet.chance[n, a, 0, 0] = workspace.chance[a]
        for j in range(workspace.accept.shape[0]):
            for k in range(workspace.accept.shape[1]):
                sheet.accept[n, j, k, 0, 0] = workspace.accept[j, k]
                sheet.walk[n, j, k, 0, 0] = workspace.walk[j, k]
