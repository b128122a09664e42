"""Logit choice, what a party believes, and what the choices of a hidden party tell."""

from __future__ import annotations

import math

import numpy as np

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.numbers.elementary import exp, log
from parley.solver.kernel.numbers.lanes import LANES, first_lanes, lanes, largest, most, pick, put, row, total
from parley.solver.kernel.packages import NONE, TIE


@compiled
def _sway(tb, ws, level, party):
    """Fill `ws.sway` [level, m, h]: how fast what an open party believes moves along the axes leant on."""
    for m in range(ws.leaning[0]):
        d, mean = ws.leaning[1] + m, 0.0
        for r in range(tb.profile_rows):
            told = row(tb.tells, (party, d, LANES * r))
            mean += total(row(ws.belief, (level, LANES * r)) * told)
        for r in range(tb.profile_rows):
            told = row(tb.tells, (party, d, LANES * r)) - mean
            put(ws.sway, (level, m, LANES * r), row(ws.belief, (level, LANES * r)) * told)


@compiled
def _own_rises(tb, ws, level, o, party, inner):
    """Fill `ws.slope` [level, o, m, k]: how fast an option's worth to each kind of a party rises."""
    at = party * tb.profiles
    if tb.own[party] == NONE:
        _open_rises(tb, ws, level, o, at, inner)
        return
    for m in range(ws.leaning[0]):
        if tb.knows[party]:
            for r in range(tb.profile_rows):
                rise = row(ws.rise, (inner, m, at + LANES * r))
                put(ws.slope, (level, o, m, LANES * r), row(ws.belief, (level, LANES * r)) * rise)
            continue
        for k in range(tb.own_kinds[party]):
            rise = lanes(0.0)
            for r in range(tb.profile_rows):
                held = row(ws.belief, (level, LANES * r)) * row(tb.of_kind, (party, k, LANES * r))
                rise = rise + held * row(ws.rise, (inner, m, at + LANES * r))
            ws.slope[level, o, m, k] = total(rise)


@compiled
def _open_rises(tb, ws, level, o, at, inner):
    """The same of one that has nothing to hide, whose worths begin `at` a column; and the rises of all."""
    for m in range(ws.leaning[0]):
        rise = lanes(0.0)
        for r in range(tb.profile_rows):
            rise = rise + row(ws.belief, (level, LANES * r)) * row(ws.rise, (inner, m, at + LANES * r))
            rise = rise + row(ws.sway, (level, m, LANES * r)) * row(ws.out, (inner, at + LANES * r))
        ws.slope[level, o, m, 0] = total(rise)
        for r in range(tb.rows):
            put(ws.rises, (level, o, m, LANES * r), row(ws.rise, (inner, m, LANES * r)))


@compiled
def believe(tb, ws, level, slot, party):
    """Fill `ws.belief` [level, h]: a party's probability of every profile, given each kind of its own."""
    best = -math.inf
    for r in range(tb.profile_rows):
        odds = row(tb.ground, (party, LANES * r))
        for d in range(tb.axes):
            odds = odds + ws.at[slot, d] * row(tb.tells, (party, d, LANES * r))
        put(ws.belief, (level, LANES * r), odds)
        best = max(best, largest(odds))
    whole = 0.0
    for r in range(tb.profile_rows):
        weight = exp(row(ws.belief, (level, LANES * r)) - best)
        weight = pick(first_lanes(tb.profiles - LANES * r), weight, 0.0)
        put(ws.belief, (level, LANES * r), weight)
        whole += total(weight)
    # All profiles of a kind of one's own are as likely as those of another: each kind's sum to one.
    scale = tb.own_kinds[party] / whole
    for r in range(tb.profile_rows):
        put(ws.belief, (level, LANES * r), scale * row(ws.belief, (level, LANES * r)))
    _sway(tb, ws, level, party)


@compiled
def own_worths(tb, ws, level, o, party, out):
    """Fill `ws.own` [level, o, k]: an option's worth to each kind of a party, under what it believes."""
    at = party * tb.profiles
    if tb.knows[party]:
        for r in range(tb.profile_rows):
            worth = row(ws.belief, (level, LANES * r)) * row(ws.out, (out, at + LANES * r))
            put(ws.own, (level, o, LANES * r), worth)
    for k in range(0 if tb.knows[party] else tb.own_kinds[party]):
        worth = lanes(0.0)
        for r in range(tb.profile_rows):
            held = row(ws.belief, (level, LANES * r)) * row(tb.of_kind, (party, k, LANES * r))
            worth = worth + held * row(ws.out, (out, at + LANES * r))
        ws.own[level, o, k] = total(worth)
    _own_rises(tb, ws, level, o, party, out)


@compiled
def rise_of_choice(tb, ws, level, count, precision):
    """Fill `ws.rise` [level, m, c]: how fast what an open party's answer comes to rises."""
    for m in range(ws.leaning[0]):
        mean = 0.0
        for o in range(count):
            mean += ws.mixed[level, o, 0] * ws.slope[level, o, m, 0]
        for r in range(tb.rows):
            rise = lanes(0.0)
            for o in range(count):
                chance = ws.mixed[level, o, 0]
                rise = rise + chance * row(ws.rises, (level, o, m, LANES * r))
                if not math.isinf(precision):
                    more = precision * chance * (ws.slope[level, o, m, 0] - mean)
                    rise = rise + more * row(ws.z, (level, o, LANES * r))
            put(ws.rise, (level, m, LANES * r), rise)


@compiled
def choose_openly(ws, level, count, precision):
    """Fill the chances `ws.mixed` [level, o, 0] of a party that has nothing to hide."""
    if math.isinf(precision):
        choose(ws, level, count, np.int64(0), precision)
        return
    best = ws.own[level, 0, 0]
    for o in range(1, count):
        best = max(best, ws.own[level, o, 0])
    whole = 0.0
    for o in range(count):
        behind = precision * (ws.own[level, o, 0] - best)
        weight = 1.0 if behind == 0.0 else math.exp(behind)
        ws.mixed[level, o, 0] = weight
        whole += weight
    share = 1.0 / whole
    for o in range(count):
        ws.mixed[level, o, 0] *= share


@compiled
def choose_by_kind(tb, ws, level, count, precision):
    """The same as `choose` for every kind at once, side by side; precision must be finite."""
    for r in range(tb.kind_rows):
        best = row(ws.own, (level, 0, LANES * r))
        for o in range(1, count):
            best = most(best, row(ws.own, (level, o, LANES * r)))
        whole = lanes(0.0)
        for o in range(count):
            behind = precision * (row(ws.own, (level, o, LANES * r)) - best)
            weight = exp(behind)
            whole = whole + weight
            put(ws.log_mixed, (level, o, LANES * r), behind)
            put(ws.mixed, (level, o, LANES * r), weight)
        log_whole, share = log(whole), 1.0 / whole
        for o in range(count):
            behind = row(ws.log_mixed, (level, o, LANES * r))
            put(ws.log_mixed, (level, o, LANES * r), behind - log_whole)
            put(ws.mixed, (level, o, LANES * r), share * row(ws.mixed, (level, o, LANES * r)))


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
