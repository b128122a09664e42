"""Logit choice, what a party believes, and what the choices of a hidden party tell."""

from __future__ import annotations

import math

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.packages import NONE, TIE


@compiled
def believe(tb, ws, level, slot, party):
    """Fill `ws.belief` [level, h]: a party's probability of every profile, given each kind of its own."""
    for h in range(tb.profiles):
        ws.belief[level, h] = 1.0
    for g in range(tb.sides):
        if g == tb.own[party]:
            continue
        kinds, best = tb.width[g] + 1, -math.inf
        for k in range(kinds):
            odds = tb.weight[party, g, k]
            if k < kinds - 1:
                odds += ws.at[slot, tb.first[g] + k]
            ws.small[0, k] = odds
            best = max(best, odds)
        total = 0.0
        for k in range(kinds):
            ws.small[0, k] = math.exp(ws.small[0, k] - best)
            total += ws.small[0, k]
        for h in range(tb.profiles):
            ws.belief[level, h] *= ws.small[0, tb.kinds[h, g]] / total


@compiled
def own_worths(tb, ws, level, o, party, out):
    """Fill `ws.own` [level, o, k]: an option's worth to each kind of a party, under what it believes."""
    g = tb.own[party]
    at = party * tb.profiles
    if g == NONE:
        ws.own[level, o, 0] = 0.0
    else:
        for k in range(tb.width[g] + 1):
            ws.own[level, o, k] = 0.0
    for h in range(tb.profiles):
        k = 0 if g == NONE else tb.kinds[h, g]
        ws.own[level, o, k] += ws.belief[level, h] * ws.out[out, at + h]


@compiled
def choose(ws, level, count, k, precision):
    """Fill chances `ws.mixed` [level, o, k] and their logarithms from worths `ws.own`.

    With perfect precision the first of the best, up to rounding, is chosen.
    """
    best = ws.own[level, 0, k]
    for o in range(1, count):
        best = max(best, ws.own[level, o, k])
    if math.isinf(precision):
        taken = False
        for o in range(count):
            first = not taken and ws.own[level, o, k] >= best - TIE
            taken = taken or first
            ws.mixed[level, o, k] = 1.0 if first else 0.0
            ws.log_mixed[level, o, k] = 0.0 if first else -math.inf
        return
    total = 0.0
    for o in range(count):
        total += math.exp(precision * (ws.own[level, o, k] - best))
    log_total = math.log(total)
    for o in range(count):
        ws.log_mixed[level, o, k] = precision * (ws.own[level, o, k] - best) - log_total
        ws.mixed[level, o, k] = math.exp(ws.log_mixed[level, o, k])


@compiled
def news_of(first, last):
    """What an event says of a kind against the last, by the logarithms of its chances under both."""
    if first == last:
        return 0.0
    return first - last


@compiled
def chance_of(tb, ws, level, o, party, h):
    """The chance of an option under a profile."""
    g = tb.own[party]
    return ws.mixed[level, o, 0 if g == NONE else tb.kinds[h, g]]


@compiled
def note_regret(tb, ws, level, count, party):
    """Keep the largest regret of a party over the choices counted, with what logit allows there."""
    g, precision = tb.own[party], tb.precision[party]
    for k in range(1 if g == NONE else tb.width[g] + 1):
        best, mean, top = ws.own[level, 0, k], 0.0, 0.0
        for o in range(count):
            best = max(best, ws.own[level, o, k])
            mean += ws.mixed[level, o, k] * ws.own[level, o, k]
            top = max(top, ws.mixed[level, o, k])
        gap = max(best - mean, 0.0)
        # A logit choice gives up at most its entropy over its precision, which follows from the best chance.
        slack = TIE if math.isinf(precision) else gap - math.log(max(top, 1e-300)) / precision
        ws.gap_of[party] = max(ws.gap_of[party], gap)
        ws.slack_of[party] = max(ws.slack_of[party], slack)
