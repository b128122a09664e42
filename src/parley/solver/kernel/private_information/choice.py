"""Logit choice lane by lane, and what the choices of a hidden party tell."""

from __future__ import annotations

import math

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.numbers.elementary import exp, log
from parley.solver.kernel.numbers.lanes import lanes, least, magnitude, most, pick, put, row
from parley.solver.kernel.packages import TIE


@compiled
def yes_or_no(gain, precision):
    """The probability of saying yes, by what yes gives beyond no; a perfect party says yes when in doubt."""
    if math.isinf(precision):
        return pick(gain >= -TIE, 1.0, lanes(0.0))
    weight = exp(-precision * magnitude(gain))
    larger = 1.0 / (1.0 + weight)
    return pick(gain >= 0.0, larger, weight * larger)


@compiled
def choose(workspace, count, precision):
    """Turn the worths `workspace.own` [o, l] of the first options into probabilities, in place.

    With perfect precision the first of the best, up to rounding, is chosen.
    """
    best = row(workspace.own, (0, 0))
    for o in range(1, count):
        best = most(best, row(workspace.own, (o, 0)))
    left = lanes(1.0)
    total = lanes(0.0)
    for o in range(count):
        if math.isinf(precision):
            chance = pick(row(workspace.own, (o, 0)) >= best - TIE, left, lanes(0.0))
            left = left - chance
        else:
            chance = exp(precision * (row(workspace.own, (o, 0)) - best))
        total = total + chance
        put(workspace.own, (o, 0), chance)
    scale = 1.0 / total
    for o in range(count):
        put(workspace.own, (o, 0), row(workspace.own, (o, 0)) * scale)


@compiled
def imply(tb, workspace, count, here, precision):
    """Both dispositions' probabilities `workspace.mixed` of the first options, given their worths
    `workspace.z`, and the log-odds `workspace.implied` after each that follow from them."""
    low, high = tb.lowest, -tb.lowest
    if math.isinf(precision):
        _imply_perfect(workspace, count, here, low, high)
        return
    if count == 2:
        _imply_two(workspace, here, precision, low, high)
        return
    best_0, best_1 = row(workspace.z, (0, 0, 0)), row(workspace.z, (0, 1, 0))
    for o in range(1, count):
        best_0, best_1 = most(best_0, row(workspace.z, (o, 0, 0))), most(best_1, row(workspace.z, (o, 1, 0)))
    total_0 = total_1 = lanes(0.0)
    for o in range(count):
        weight_0 = exp(precision * (row(workspace.z, (o, 0, 0)) - best_0))
        weight_1 = exp(precision * (row(workspace.z, (o, 1, 0)) - best_1))
        total_0, total_1 = total_0 + weight_0, total_1 + weight_1
        put(workspace.mixed, (o, 0, 0), weight_0)
        put(workspace.mixed, (o, 1, 0), weight_1)
    base = here - precision * (best_0 - best_1) - log(total_0 / total_1)
    scale_0, scale_1 = 1.0 / total_0, 1.0 / total_1
    for o in range(count):
        news = precision * (row(workspace.z, (o, 0, 0)) - row(workspace.z, (o, 1, 0)))
        put(workspace.implied, (o, 0), least(most(base + news, low), high))
        put(workspace.mixed, (o, 0, 0), row(workspace.mixed, (o, 0, 0)) * scale_0)
        put(workspace.mixed, (o, 1, 0), row(workspace.mixed, (o, 1, 0)) * scale_1)


@compiled
def _imply_two(workspace, here, precision, low, high):
    """Two options need two exponentials, not four."""
    gain_0 = precision * (row(workspace.z, (0, 0, 0)) - row(workspace.z, (1, 0, 0)))
    gain_1 = precision * (row(workspace.z, (0, 1, 0)) - row(workspace.z, (1, 1, 0)))
    weight_0, weight_1 = exp(-magnitude(gain_0)), exp(-magnitude(gain_1))
    after_no = here + most(gain_1, 0.0) - most(gain_0, 0.0) + log((1.0 + weight_1) / (1.0 + weight_0))
    put(workspace.implied, (0, 0), least(most(after_no + (gain_0 - gain_1), low), high))
    put(workspace.implied, (1, 0), least(most(after_no, low), high))
    larger_0, larger_1 = 1.0 / (1.0 + weight_0), 1.0 / (1.0 + weight_1)
    smaller_0, smaller_1 = weight_0 * larger_0, weight_1 * larger_1
    put(workspace.mixed, (0, 0, 0), pick(gain_0 >= 0.0, larger_0, smaller_0))
    put(workspace.mixed, (1, 0, 0), pick(gain_0 >= 0.0, smaller_0, larger_0))
    put(workspace.mixed, (0, 1, 0), pick(gain_1 >= 0.0, larger_1, smaller_1))
    put(workspace.mixed, (1, 1, 0), pick(gain_1 >= 0.0, smaller_1, larger_1))


@compiled
def _imply_perfect(workspace, count, here, low, high):
    """A perfect party takes the first of the best: that tells nothing or, if dispositions differ, all."""
    best_0, best_1 = row(workspace.z, (0, 0, 0)), row(workspace.z, (0, 1, 0))
    for o in range(1, count):
        best_0, best_1 = most(best_0, row(workspace.z, (o, 0, 0))), most(best_1, row(workspace.z, (o, 1, 0)))
    left_0 = left_1 = lanes(1.0)
    told = least(most(here, low), high)
    for o in range(count):
        taken_0 = pick(row(workspace.z, (o, 0, 0)) >= best_0 - TIE, left_0, lanes(0.0))
        taken_1 = pick(row(workspace.z, (o, 1, 0)) >= best_1 - TIE, left_1, lanes(0.0))
        left_0, left_1 = left_0 - taken_0, left_1 - taken_1
        put(workspace.mixed, (o, 0, 0), taken_0)
        put(workspace.mixed, (o, 1, 0), taken_1)
        put(workspace.implied, (o, 0), pick(taken_0 > taken_1, high, pick(taken_1 > taken_0, low, told)))


@compiled
def note_regret(workspace, party, best, mean, top_chance, precision):
    """Keep the largest regret of a party over the choices counted, with what logit allows there."""
    live = row(workspace.live, (0,))
    gap = most(best - mean, 0.0)
    # A logit choice gives up at most its entropy over its precision, which follows from the best chance.
    slack = lanes(TIE) if math.isinf(precision) else gap - log(most(top_chance, 1e-300)) / precision
    put(workspace.gap, (party, 0), most(row(workspace.gap, (party, 0)), live * gap))
    put(workspace.slack, (party, 0), most(row(workspace.slack, (party, 0)), live * slack))
