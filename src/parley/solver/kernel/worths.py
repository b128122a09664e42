"""Worths at a node: going on, packages, and what an action comes to once open parties have answered."""

from __future__ import annotations

import math

from parley.solver.kernel.choice import TIE, choose, regret_of
from parley.solver.kernel.compiling import compiled

NONE = -1


@compiled
def read_between(table, step, lowest, log_odds, out):
    """A worth [b, c] at any log-odds: linear between belief nodes, clipped at the ends of the grid."""
    nodes = table.shape[0]
    if nodes == 1:
        for c in range(out.shape[0]):
            out[c] = table[0, c]
        return
    position = min(max((log_odds - lowest) / step, 0.0), nodes - 1.0)
    lower = min(int(position), nodes - 2)
    part = position - lower
    for c in range(out.shape[0]):
        out[c] = (1.0 - part) * table[lower, c] + part * table[lower + 1, c]


@compiled
def read_pair(table, step, lowest, log_odds, column, z, slope, option):
    """Two neighbouring columns of `read_between` into `z` [option, h], and their derivatives into `slope`."""
    nodes = table.shape[0]
    position = (log_odds - lowest) / step
    inside = 0.0 < position < nodes - 1.0
    position = min(max(position, 0.0), nodes - 1.0)
    lower = min(int(position), nodes - 2)
    part = position - lower
    for h in range(2):
        below, above = table[lower, column + h], table[lower + 1, column + h]
        z[option, h] = below + part * (above - below)
        slope[option, h] = (above - below) / step if inside else 0.0


@compiled
def value_packages(tb, desk, t, s):
    """Fill `desk.agreed` [x, c]: terms, the wish for any deal, and the chance the peace is broken.

    Notes the posture too: dividing for it at every use takes longer than what it is used for.
    """
    q = s % tb.postures
    desk.posture[0] = q
    columns = desk.agreed.shape[1]
    dispositions = tb.wins.shape[1]
    for x in range(tb.package_worth.shape[0]):
        for c in range(columns):
            desk.agreed[x, c] = tb.package_worth[x, q, c] + tb.bonus[t, c]
        o = tb.opportunist
        if o == NONE:
            continue
        for h in range(dispositions):
            wins = 1.0 / (1.0 + math.exp(-(tb.balance[h, s] + tb.tilt[x, q])))
            renewed = wins * tb.wins[o, h] + (1.0 - wins) * tb.loses[o, h] - tb.deterrence[x, q]
            broken = breaking_chance(renewed - desk.agreed[x, o * dispositions + h], tb.breaking_precision)
            for i in range(tb.wins.shape[0]):
                c = i * dispositions + h
                later = wins * tb.wins[i, h] + (1.0 - wins) * tb.loses[i, h]
                if i == o:
                    later -= tb.deterrence[x, q]
                desk.agreed[x, c] = (1.0 - broken) * desk.agreed[x, c] + broken * later


@compiled
def breaking_chance(gain, precision):
    """Chance that the opportunist breaks a settlement, by what breaking it gains."""
    if math.isinf(precision):
        return 1.0 if gain > TIE else 0.0
    if gain >= 0:
        return 1.0 / (1.0 + math.exp(-precision * gain))
    weight = math.exp(precision * gain)
    return weight / (1.0 + weight)


@compiled
def belief(tb, party, log_odds, dispositions):
    """A party's probability of disposition 0."""
    if dispositions == 1:
        return 1.0
    return 1.0 / (1.0 + math.exp(-(tb.prior[party] + log_odds)))


@compiled
def go_on(tb, desk, s, a, log_odds, out):
    """Worth after a refusal: fighting on, unless the refusal of a settlement breaks the talks."""
    read_between(desk.fighting[desk.posture[0]], tb.step, tb.lowest, log_odds, out)
    if tb.action_package[a] != NONE and tb.breakdown_chance > 0.0:
        for c in range(out.shape[0]):
            out[c] += tb.breakdown_chance * (tb.breakdown[s, c] - out[c])


@compiled
def go_through(tb, desk, t, s, a, log_odds, out):
    """Worth if nobody refuses: the package, or fighting on in the posture the action leads to."""
    if tb.reservation[a]:
        _leave_indifferent(tb, desk, t, s, a, log_odds, out)
    elif tb.action_package[a] != NONE:
        for c in range(out.shape[0]):
            out[c] = desk.agreed[tb.action_package[a], c]
    else:
        read_between(desk.fighting[tb.action_next[s, a]], tb.step, tb.lowest, log_odds, out)
        for c in range(out.shape[0]):
            out[c] += tb.action_gain[a, c]


@compiled
def _leave_indifferent(tb, desk, t, s, a, log_odds, out):
    """The division of a pie that gives the one who answers just what refusing gives (no hidden party)."""
    party = tb.signers[tb.action_joint[a], 0]
    go_on(tb, desk, s, a, log_odds, out)
    floor = out[party]
    if tb.may_walk[party]:
        floor = max(floor, tb.walk_out[party, s, party])
    low, high = tb.pie[party, 0], tb.pie[party, 1]
    share = min(max((floor - low) / (high - low), 0.0), 1.0)
    for i in range(out.shape[0]):
        part = share if i == party else 1.0 - share
        out[i] = tb.pie[i, 0] + (tb.pie[i, 1] - tb.pie[i, 0]) * part + tb.bonus[t, i]


@compiled
def note_regret(tb, desk, party, chances, options):
    """Keep the largest regret of a party over the choices counted, with what logit allows there."""
    if desk.counting[0]:
        gap, slack = regret_of(desk.own, chances, options, tb.precision[party])
        desk.gap[party] = max(desk.gap[party], gap)
        desk.slack[party] = max(desk.slack[party], slack)


@compiled
def answer(tb, desk, s, a, k, odds, out, refused):
    """One open party's answer: turns `out` from the worth of acceptance into the worth of being asked.

    `refused` is the worth of going on after a refusal; `odds` are the public odds against disposition 0.
    """
    j = tb.action_joint[a]
    party = tb.signers[j, k]
    dispositions = desk.chance.shape[1]
    first = 1.0 / (1.0 + tb.doubt[party] * odds)
    options = 2
    at = party * dispositions
    desk.own[0], desk.own[1] = out[at], refused[at]
    if dispositions == 2:
        desk.own[0] = first * out[at] + (1.0 - first) * out[at + 1]
        desk.own[1] = first * refused[at] + (1.0 - first) * refused[at + 1]
    if tb.may_walk[party]:
        options = 3
        desk.own[2] = tb.walk_out[party, s, at]
        if dispositions == 2:
            desk.own[2] = first * tb.walk_out[party, s, at] + (1.0 - first) * tb.walk_out[party, s, at + 1]
    chances = desk.answers
    choose(desk.own, options, tb.precision[party], chances)
    note_regret(tb, desk, party, chances, options)
    walked = chances[2] if options == 3 else 0.0
    for c in range(out.shape[0]):
        out[c] = chances[0] * out[c] + chances[1] * refused[c]
        if options == 3:
            out[c] += walked * tb.walk_out[party, s, c]
    for h in range(dispositions):
        desk.accept[j, k, h] = chances[0]
        desk.walk[j, k, h] = walked


@compiled
def asks_more(tb, a, first):
    """Whether anybody is left to answer an action from place `first` on."""
    j = tb.action_joint[a]
    if j == NONE:
        return False
    left = False
    for k in range(first, tb.signers.shape[1]):
        left = left or tb.signers[j, k] != NONE
    return left


@compiled
def be_answered(tb, desk, t, s, a, first, log_odds, out, refused):
    """Worth of reaching signatory `first` of an action when only open parties answer from there on."""
    go_through(tb, desk, t, s, a, log_odds, out)
    if not asks_more(tb, a, first):
        return
    go_on(tb, desk, s, a, log_odds, refused)
    odds = math.exp(-log_odds)
    j = tb.action_joint[a]
    for k in range(tb.signers.shape[1] - 1, first - 1, -1):
        if tb.signers[j, k] != NONE:
            answer(tb, desk, s, a, k, odds, out, refused)
