"""What each package is worth in a situation, once the chance that the peace is broken is counted."""

from __future__ import annotations

import math

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.numbers.elementary import exp
from parley.solver.kernel.numbers.lanes import LANES, lanes, magnitude, pick, put, row

NONE = -1
TIE = 1e-9


@compiled
def value_packages(tb, workspace, t, s):
    """Fill `workspace.agreed` [c, x]: terms, the wish for any deal, and the chance the peace is broken.

    Notes the posture too: dividing for it at every use takes longer than what it is used for. Where nobody
    would break the peace, packages are worth the same in every theatre state and are not worked out again.
    """
    q = s % tb.postures
    workspace.posture[0] = q
    if tb.opportunist == NONE and workspace.valued[0] == t and workspace.valued[1] == q:
        return
    workspace.valued[0], workspace.valued[1] = t, q
    for x in range(0, tb.package_signers.shape[0], LANES):
        for c in range(workspace.agreed.shape[0]):
            put(workspace.agreed, (c, x), row(tb.package_worth, (q, c, x)) + tb.bonus[t, c])
        if tb.opportunist != NONE:
            _count_aftermath(tb, workspace, s, q, x)


@compiled
def _count_aftermath(tb, workspace, s, q, x):
    """Turn terms into worths for eight packages that the opportunist may break (Powell 2006)."""
    o = tb.opportunist
    dispositions = tb.wins.shape[1]
    deterrence = row(tb.deterrence, (q, x))
    for h in range(dispositions):
        wins = 1.0 / (1.0 + exp(-(tb.balance[h, s] + row(tb.tilt, (q, x)))))
        renewed = tb.loses[o, h] + wins * (tb.wins[o, h] - tb.loses[o, h]) - deterrence
        broken = breaking_chance(
            renewed - row(workspace.agreed, (o * dispositions + h, x)), tb.breaking_precision
        )
        for i in range(tb.wins.shape[0]):
            c = i * dispositions + h
            later = tb.loses[i, h] + wins * (tb.wins[i, h] - tb.loses[i, h])
            if i == o:
                later = later - deterrence
            settled = row(workspace.agreed, (c, x))
            put(workspace.agreed, (c, x), settled + broken * (later - settled))


@compiled
def breaking_chance(gain, precision):
    """Chance that the opportunist breaks a settlement, by what breaking it gains."""
    if math.isinf(precision):
        return pick(gain > TIE, 1.0, lanes(0.0))
    weight = exp(-precision * magnitude(gain))
    larger = 1.0 / (1.0 + weight)
    return pick(gain >= 0.0, larger, weight * larger)
