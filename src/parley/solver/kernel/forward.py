"""The strategies played forward: probability pushed through one round, exactly."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from parley.solver.kernel.backward import open_theatre
from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.node import solve_node
from parley.solver.kernel.structs import Struct
from parley.solver.kernel.worths import NONE, belief, value_packages


class Tally(Struct):
    """What is counted in one round, given each disposition h.

    `ending` [e, h] probability of ending in this round; `action` [a, h] expected count; `answer`
    [j, k, 3, h] expected accepts, refusals and walk-outs; `range_open` [x] and `range_empty` [1] mass, under
    the analyst's prior, in which a package beats going on for all who sign (in which none does);
    `waiting` [i, 2] summed price of waiting and its mass; `regret`, `slack` [i] largest met.
    """

    fields: ClassVar = {
        "ending": (np.float64, 2),
        "action": (np.float64, 2),
        "answer": (np.float64, 4),
        "range_open": (np.float64, 1),
        "range_empty": (np.float64, 1),
        "waiting": (np.float64, 2),
        "regret": (np.float64, 1),
        "slack": (np.float64, 1),
    }


@compiled
def spread(mass, h, s, log_odds, amount, lowest, step):
    """Add probability at any log-odds, split between two nodes so that mean log-odds are kept."""
    nodes = mass.shape[2]
    if nodes == 1:
        mass[h, s, 0] += amount
        return
    position = min(max((log_odds - lowest) / step, 0.0), nodes - 1.0)
    lower = min(int(position), nodes - 2)
    part = position - lower
    mass[h, s, lower] += (1.0 - part) * amount
    mass[h, s, lower + 1] += part * amount


@compiled
def play_round(tb, desk, t, theatres, later, start, mass, fought, tally, prior, packages):
    """Play the floor of round t on a range of theatre states: `mass` [h, s, b] becomes `fought` [h, s, b].

    `fought` is the probability of fighting the round there. `later` [s, b, c] are worths of round t + 1,
    `start` [s, b, n] the news of the solution; `prior` [h] is the analyst's. Returns the largest belief
    residual among the nodes reached.
    """
    value = desk.rows[4]
    residual = 0.0
    dispositions = mass.shape[0]
    for w in range(theatres[0], theatres[1]):
        reached = False
        for s in range(w * tb.postures, (w + 1) * tb.postures):
            for b in range(mass.shape[2]):
                for h in range(dispositions):
                    reached = reached or mass[h, s, b] > 0.0
        if not reached:
            continue
        open_theatre(tb, desk, t, w, later)
        for s in range(w * tb.postures, (w + 1) * tb.postures):
            valued = False
            for b in range(mass.shape[2]):
                if mass[0, s, b] == 0.0 and mass[dispositions - 1, s, b] == 0.0:
                    continue
                if not valued:
                    value_packages(tb, desk, t, s)
                    valued = True
                for n in range(start.shape[2]):
                    desk.news[n] = start[s, b, n]
                log_odds = tb.lowest + tb.step * b
                residual = max(residual, solve_node(tb, desk, t, s, log_odds, value))
                for h in range(dispositions):
                    _play_node(tb, desk, t, s, b, h, log_odds, mass[h, s, b], fought, tally)
                    _bargain(tb, desk, s, b, h, log_odds, prior[h] * mass[h, s, b], tally, packages)
    for i in range(desk.gap.shape[0]):
        tally.regret[i] = max(tally.regret[i], desk.gap[i])
        tally.slack[i] = max(tally.slack[i], desk.slack[i])
    return residual


@compiled
def _play_node(tb, desk, t, s, b, h, log_odds, amount, fought, tally):
    """Push the probability at one node and disposition through whoever has the floor."""
    if amount == 0.0:
        return
    floor = tb.floor[tb.floor_of[t], s]
    quiet = 1.0
    for party in range(floor.shape[0]):
        quiet -= floor[party]
        if floor[party] == 0.0:
            continue
        for a in range(tb.first_action[party], tb.first_action[party + 1]):
            if tb.action_next[s, a] != NONE:
                taken = amount * floor[party] * desk.chance[a, h]
                tally.action[a, h] += taken
                after = desk.news[tb.act_slot[a]] if party == tb.hidden else log_odds
                _play_action(tb, desk, s, a, h, after, taken, fought, tally)
    if quiet > 1e-15:
        fought[h, s, b] += amount * quiet


@compiled
def _play_action(tb, desk, s, a, h, log_odds, amount, fought, tally):
    """Push the probability of one action through its answers to where it leads."""
    x, j = tb.action_package[a], tb.action_joint[a]
    breakdown = tb.package_worth.shape[0]
    asked = 0 if j == NONE else tb.signers.shape[1]
    for k in range(asked):
        party = tb.signers[j, k]
        if party == NONE:
            continue
        accepted, walked = desk.accept[j, k, h] * amount, desk.walk[j, k, h] * amount
        refused = max(amount - accepted - walked, 0.0)
        tally.answer[j, k, 0, h] += accepted
        tally.answer[j, k, 1, h] += refused
        tally.answer[j, k, 2, h] += walked
        tally.ending[breakdown, h] += walked
        after_no = desk.news[tb.answer_slot[j] + 1] if party == tb.hidden else log_odds
        if x != NONE:
            tally.ending[breakdown, h] += refused * tb.breakdown_chance
            refused *= 1.0 - tb.breakdown_chance
        spread(fought, h, s, after_no, refused, tb.lowest, tb.step)
        if party == tb.hidden:
            log_odds = desk.news[tb.answer_slot[j]]
        amount = accepted
    if x != NONE:
        tally.ending[x, h] += amount
    else:
        there = s - desk.posture[0] + tb.action_next[s, a]
        spread(fought, h, there, log_odds, amount, tb.lowest, tb.step)


@compiled
def _bargain(tb, desk, s, b, h, log_odds, weight, tally, packages):
    """Which packages beat going on for all who sign, and what waiting for the best of them gains."""
    if weight == 0.0:
        return
    dispositions = desk.chance.shape[1]
    going_on = desk.fighting[desk.posture[0], b]
    parties = tb.prior.shape[0]
    found = False
    for x in range(packages.shape[0]):
        packages[x] = 0.0
        agreed = tb.package_signers.shape[1] > 0
        for k in range(tb.package_signers.shape[1]):
            party = tb.package_signers[x, k]
            if party != NONE and not tb.reserved[x]:
                gain = _own(tb, desk.agreed[x], party, h, log_odds, dispositions)
                gain -= _own(tb, going_on, party, h, log_odds, dispositions)
                agreed = agreed and gain >= 0.0
        if agreed and not tb.reserved[x]:
            packages[x] = 1.0
            tally.range_open[x] += weight
            found = True
    if not found:
        tally.range_empty[0] += weight
        return
    for i in range(parties):
        best = -math.inf
        for x in range(packages.shape[0]):
            if packages[x] > 0.0:
                best = max(best, _own(tb, desk.agreed[x], i, h, log_odds, dispositions))
        tally.waiting[i, 0] += weight * (_own(tb, going_on, i, h, log_odds, dispositions) - best)
        tally.waiting[i, 1] += weight


@compiled
def _own(tb, worth, party, h, log_odds, dispositions):
    """A worth [c] as the party itself sees it: the hidden party knows its disposition, others believe."""
    at = party * dispositions
    if dispositions == 1 or party == tb.hidden:
        return worth[at + h]
    first = belief(tb, party, log_odds, dispositions)
    return first * worth[at] + (1.0 - first) * worth[at + 1]


@compiled
def move(tb, t, fought, mass, tally):
    """Let nature move: `fought` [h, s, b] becomes `mass` [h, s, b] of the next round, but for collapses."""
    law = tb.law_of[t]
    nodes = fought.shape[2]
    for h in range(mass.shape[0]):
        for s in range(mass.shape[1]):
            for b in range(nodes):
                mass[h, s, b] = 0.0
    for h in range(fought.shape[0]):
        for s in range(fought.shape[1]):
            for b in range(nodes):
                amount = fought[h, s, b]
                if amount == 0.0:
                    continue
                for m in range(tb.move_start[s], tb.move_start[s + 1]):
                    chance = tb.move_chance[law, h, m]
                    if chance == 0.0:
                        continue
                    to = tb.move_next[m]
                    ending = tb.collapse[to // tb.postures]
                    if ending != NONE:
                        tally.ending[ending, h] += amount * chance
                    elif tb.move_shift[law, m] == 0.0:
                        mass[h, to, b] += amount * chance
                    else:
                        log_odds = tb.lowest + tb.step * b + tb.move_shift[law, m]
                        spread(mass, h, to, log_odds, amount * chance, tb.lowest, tb.step)
