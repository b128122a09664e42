"""Which packages are in range at a node of play, and what waiting gains, as each party sees it."""

from __future__ import annotations

import numpy as np

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.general.choice import believe
from parley.solver.kernel.general.worths import locate
from parley.solver.kernel.packages import NONE


@compiled
def bargain(tb, ws, s, mass, prior, counts):
    """Which packages beat fighting on for all who sign, and what waiting for the best of them gains."""
    q, first = s % tb.postures, np.int64(0)
    locate(tb, ws, first)
    _see_for_oneself(tb, ws, q)
    for h in range(tb.profiles):
        weight = prior[h] * mass[h]
        if mass[h] <= 0.0:
            continue
        found = False
        for i in range(tb.parties):
            ws.out[0, i] = ws.seen[tb.packages, i * tb.profiles + h]
            ws.out[1, i] = -1e300
        for x in range(tb.packages):
            for i in range(tb.parties):
                counts.gain[i, h, x] += mass[h] * (ws.out[0, i] - ws.seen[x, i * tb.profiles + h])
            open_to_all, signers = True, 0
            for n in range(tb.package_signers.shape[1]):
                party = tb.package_signers[x, n]
                if party != NONE:
                    signers += 1
                    settling = ws.seen[x, party * tb.profiles + h]
                    open_to_all = open_to_all and settling >= ws.out[0, party]
            if tb.reserved[x] or signers == 0 or not open_to_all:
                continue
            counts.range_open[x] += weight
            found = True
            for i in range(tb.parties):
                ws.out[1, i] = max(ws.out[1, i], ws.seen[x, i * tb.profiles + h])
        if not found:
            counts.range_empty[0] += weight
            continue
        for i in range(tb.parties):
            counts.waiting[i, 0] += weight * (ws.out[0, i] - ws.out[1, i])
            counts.waiting[i, 1] += weight


@compiled
def _see_for_oneself(tb, ws, q):
    """Fill `ws.seen` [x, c]: every package, and fighting on, as a party itself sees it under each profile."""
    first = np.int64(0)
    for i in range(tb.parties):
        believe(tb, ws, first, first, i)
        for h in range(tb.profiles):
            c = i * tb.profiles + h
            for x in range(tb.packages + 1):
                ws.seen[x, c] = 0.0
            for k in range(tb.profiles):
                # Under its own kind a party weighs only profiles that have it.
                if tb.kind_of[i, k] != tb.kind_of[i, h]:
                    continue
                held, other = ws.belief[0, k], i * tb.profiles + k
                for x in range(tb.packages):
                    ws.seen[x, c] += held * ws.agreed[x, other]
                for n in range(ws.corners[0]):
                    there = ws.onward[tb.turns, q, ws.corner[0, n], other]
                    ws.seen[tb.packages, c] += ws.share[0, n] * held * there
