"""Logit choice, what a party believes, and what the choices of a hidden party tell."""

from __future__ import annotations

import math

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.packages import TIE


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
    at = party * tb.profiles
    for k in range(tb.own_kinds[party]):
        ws.own[level, o, k] = 0.0
    for h in range(tb.profiles):
        ws.own[level, o, tb.kind_of[party, h]] += ws.belief[level, h] * ws.out[out, at + h]


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
        ws.log_mixed[level, o, k] = precision * (ws.own[level, o, k] - best)
        ws.mixed[level, o, k] = math.exp(ws.log_mixed[level, o, k])
        total += ws.mixed[level, o, k]
    log_total, share = math.log(total), 1.0 / total
    for o in range(count):
        ws.log_mixed[level, o, k] -= log_total
        ws.mixed[level, o, k] *= share


@compiled
def news_of(first, last):
    """What an event says of a kind against the last, by the logarithms of its chances under both."""
    if first == last:
        return 0.0
    return first - last


@compiled
def note_regret(tb, ws, level, count, party):
    """Keep the largest regret of a party over the choices counted, with what logit allows there."""
    precision = tb.precision[party]
    for k in range(tb.own_kinds[party]):
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
