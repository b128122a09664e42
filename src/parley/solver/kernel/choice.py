"""Logit choice, and the belief that is consistent with it."""

from __future__ import annotations

import math

from parley.solver.kernel.compiling import compiled

TIE = 1e-9
SETTLED = 1e-11
MOST_ITERATIONS = 2000
MOST_ITERATIONS_PERFECT = 100
DAMPING = 0.5
LEAST_DAMPING = 1 / 64
LEAST_STEP = 1 / 32


@compiled
def choose(worths, count, precision, chances):
    """Fill `chances` with logit probabilities of the first `count` options.

    With perfect precision the first of the best, up to rounding, is chosen.
    """
    best = worths[0]
    for o in range(1, count):
        best = max(best, worths[o])
    if math.isinf(precision):
        chosen = False
        for o in range(count):
            chances[o] = 0.0
            if not chosen and worths[o] >= best - TIE:
                chances[o] = 1.0
                chosen = True
        return
    if count == 2:
        chances[0] = 1.0 / (1.0 + math.exp(precision * (worths[1] - worths[0])))
        chances[1] = 1.0 - chances[0]
        return
    total = 0.0
    for o in range(count):
        chances[o] = math.exp(precision * (worths[o] - best))
        total += chances[o]
    for o in range(count):
        chances[o] /= total


@compiled
def regret_of(worths, chances, count, precision):
    """What the best option gives beyond the mixed choice, and the most that logit allows it to be."""
    top, mean = 0, 0.0
    for o in range(count):
        if worths[o] > worths[top]:
            top = o
        mean += chances[o] * worths[o]
    gap = max(worths[top] - mean, 0.0)
    if math.isinf(precision):
        return gap, TIE
    # A logit choice gives up at most its entropy over its precision, which follows from the best chance.
    return gap, gap - math.log(chances[top]) / precision


@compiled
def imply(desk, count, log_odds, precision, low, high):
    """The log-odds after each option that the choices of both dispositions, given `desk.z`, imply.

    Fills `desk.implied` and returns the two log-sum-exps (meaningless for a perfect party).
    """
    if math.isinf(precision):
        best_0, best_1 = desk.z[0, 0], desk.z[0, 1]
        for o in range(1, count):
            best_0, best_1 = max(best_0, desk.z[o, 0]), max(best_1, desk.z[o, 1])
        taken_0 = taken_1 = -1
        for o in range(count):
            if taken_0 < 0 and desk.z[o, 0] >= best_0 - TIE:
                taken_0 = o
            if taken_1 < 0 and desk.z[o, 1] >= best_1 - TIE:
                taken_1 = o
        for o in range(count):
            desk.implied[o] = min(max(log_odds, low), high)
            if taken_0 != taken_1 and o == taken_0:
                desk.implied[o] = high
            if taken_0 != taken_1 and o == taken_1:
                desk.implied[o] = low
        return 0.0, 0.0
    lse_0, lse_1 = _log_sum(desk.z, 0, count, precision), _log_sum(desk.z, 1, count, precision)
    for o in range(count):
        news = precision * (desk.z[o, 0] - desk.z[o, 1]) - (lse_0 - lse_1)
        desk.implied[o] = min(max(log_odds + news, low), high)
    return lse_0, lse_1


@compiled
def _log_sum(z, h, count, precision):
    best = z[0, h]
    for o in range(1, count):
        best = max(best, z[o, h])
    total = 0.0
    for o in range(count):
        total += math.exp(precision * (z[o, h] - best))
    return precision * best + math.log(total)
