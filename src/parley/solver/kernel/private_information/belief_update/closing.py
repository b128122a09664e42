"""Lanes in which steps go to and fro for ever: their points are closed in on (`kernel.closing`).

All eight nodes are weighed at once, as everywhere; what follows from that is worked out lane by lane.
"""

from __future__ import annotations

import math

from parley.solver.kernel.closing import (
    BEGIN,
    ENDED,
    ENOUGH,
    LEFT,
    NEWS,
    POINT,
    RESIDUAL,
    SAME,
    STAGE,
    begin_closing,
    close_on,
)
from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.numbers.lanes import LANES, any_of, row


@compiled
def goes_to_and_fro(workspace, gap, precision):
    """Whether a search of a party that errs ended in any lane that matters without finding its point."""
    return not math.isinf(precision) and any_of((row(workspace.live, (0,)) > 0.0) & ~(gap <= ENOUGH))


@compiled
def begin_to_close(tb, workspace, count):
    """Begin in every lane whose gap is too large, from where its search began; the rest stay as they are."""
    bounds = tb.lowest, -tb.lowest, 1.0 / tb.per_step
    for lane in range(LANES):
        rows, state, most = workspace.closing[lane], workspace.closed[lane], 0.0
        for o in range(count):
            told, implied = workspace.told[o, lane], workspace.implied[o, lane]
            rows[POINT, o], rows[BEGIN, o], rows[SAME, o] = told, workspace.began[o, lane], o
            rows[LEFT, o] = abs(implied - told)
            most = max(most, rows[LEFT, o])
            if workspace.alike[o, lane] > 0.0:
                for p in range(o):
                    if workspace.told[p, lane] == told:
                        rows[SAME, o] = rows[SAME, p]
                        break
        if most <= ENOUGH or not workspace.live[lane] > 0.0:
            state[STAGE] = ENDED
            continue
        begin_closing(rows, state, count, bounds)
        for o in range(count):
            workspace.told[o, lane] = rows[POINT, o]


@compiled
def close_lanes(tb, workspace, count, options, b, gap, precision):
    """Take in the worths `workspace.z` of `options` and move `workspace.told` on; whether to go on.

    In lanes that have ended, `gap` [l] is what is left.
    """
    bounds, going = (tb.lowest, -tb.lowest, 1.0 / tb.per_step), False
    for lane in range(LANES):
        rows, state = workspace.closing[lane], workspace.closed[lane]
        if state[STAGE] == ENDED:
            continue
        _read_news(workspace, rows, lane, count, options, tb.grid[b + lane], precision)
        if close_on(rows, state, count, bounds):
            state[STAGE], gap[lane] = ENDED, state[RESIDUAL]
        else:
            going = True
        for o in range(count):
            workspace.told[o, lane] = rows[POINT, o]
    return going


@compiled
def _read_news(workspace, rows, lane, count, options, here, precision):
    """What the first options say, not clipped, by the worths of all."""
    z = workspace.z
    best_0, best_1 = z[0, 0, lane], z[0, 1, lane]
    for o in range(1, options):
        best_0, best_1 = max(best_0, z[o, 0, lane]), max(best_1, z[o, 1, lane])
    total_0 = total_1 = 0.0
    for o in range(options):
        total_0 += math.exp(precision * (z[o, 0, lane] - best_0))
        total_1 += math.exp(precision * (z[o, 1, lane] - best_1))
    base = here - precision * (best_0 - best_1) - math.log(total_0 / total_1)
    for o in range(count):
        rows[NEWS, o] = base + precision * (z[o, 0, lane] - z[o, 1, lane])
