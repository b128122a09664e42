"""A round solved and played where play is likely to lead, the game being near one that was solved in full."""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.general.backward import weigh_fighting
from parley.solver.kernel.general.bargaining import bargain
from parley.solver.kernel.general.forward import holds_some, play_node, reach
from parley.solver.kernel.general.node import solve_node
from parley.solver.kernel.general.tables import COLLAPSE
from parley.solver.kernel.general.worths import value_packages
from parley.solver.kernel.packages import NONE


@compiled
def solve_theatre_nearby(tb, ws, t, w, later, told, found, gains, wanted, first_turn):
    """Solve the turns of a round in a theatre state at the nodes `wanted` [s, b] alone, a change being near.

    Elsewhere the table adds to fighting on what it added before the change, `gains` [u, s, b, c]. Searches
    begin at `told` [s, b, n], and what they end at is written to `found` [s, b, n].
    """
    columns = tb.parties * tb.profiles
    weigh_fighting(tb, ws, t, w, later)
    for back in range(tb.turns - first_turn):
        u = tb.turns - 1 - back
        for q in range(tb.postures):
            s, ready = w * tb.postures + q, False
            if not tb.live[s]:
                continue
            for b in range(tb.nodes):
                if not wanted[s, b]:
                    for c in range(columns):
                        ws.onward[u, q, b, c] = ws.onward[tb.turns, q, b, c] + gains[u, s, b, c]
                    continue
                if not ready:
                    value_packages(tb, ws, t, s)
                    ready = True
                for d in range(tb.axes):
                    ws.at[0, d] = tb.grid[b, d]
                for n in range(tb.slots):
                    # What the turns after it have found stands in the same slots.
                    ws.news[n] = told[s, b, n] if back == 0 else found[s, b, n]
                solve_node(tb, ws, t, u, s)
                for c in range(columns):
                    ws.onward[u, q, b, c] = ws.value[c]
                for n in range(tb.slots):
                    found[s, b, n] = ws.news[n]


@compiled
def solve_share_nearby(tb, ws, t, share, later, told, found, gains, wanted, worths):
    """The same as `solve_share` at the nodes `wanted` alone: see `solve_theatre_nearby`."""
    for w in range(share[0], share[1]):
        fallen = tb.collapse[w] != NONE
        if not fallen:
            solve_theatre_nearby(tb, ws, t, w, later, told, found, gains, wanted, 0)
        for q in range(tb.postures):
            s = w * tb.postures + q
            for b in range(tb.nodes):
                for c in range(tb.parties * tb.profiles):
                    if fallen:
                        worths[s, b, c] = tb.collapse_worth[tb.of[COLLAPSE, t], s, c]
                    elif tb.live[s]:
                        worths[s, b, c] = ws.onward[0, q, b, c]


@compiled
def gather(tb, grid, prior, least, mass, q):
    """Play nodes of a posture less likely than `least` as the nearest that is not; False if none is left."""
    kept = 0
    for f in range(grid.nodes):
        if _likelihood(tb, prior, mass, q, f) >= least:
            kept += 1
    if kept == 0:
        return False
    for f in range(grid.nodes):
        if _likelihood(tb, prior, mass, q, f) >= least or not holds_some(tb, mass, q, f):
            continue
        target, nearest = f, 1e300
        for other in range(grid.nodes):
            apart = 0.0
            for d in range(tb.axes):
                apart += abs(grid.log_odds[f, d] - grid.log_odds[other, d])
            if apart < nearest and other != f and _likelihood(tb, prior, mass, q, other) >= least:
                target, nearest = other, apart
        for h in range(tb.profiles):
            mass[q, target, h] += mass[q, f, h]
            mass[q, f, h] = 0.0
    return True


@compiled
def _likelihood(tb, prior, mass, q, f):
    result = 0.0
    for h in range(tb.profiles):
        result += prior[h] * mass[q, f, h]
    return result


@compiled
def play_share_nearby(
    tb, ws, grid, t, share, later, told, found, gains, wanted, least, mass, fought, here, prior, counts
):
    """The same as `play_share` where only nodes `wanted` were solved and the unlikely are not played.

    Nodes less likely than `least` are played as their neighbours, situations less likely fight on.
    """
    for w in range(share[0], share[1]):
        offset, any_there = w * tb.postures, False
        for q in range(tb.postures):
            for f in range(grid.nodes):
                any_there = any_there or holds_some(tb, mass, offset + q, f)
                for h in range(tb.profiles):
                    here[0, q, f, h] = mass[offset + q, f, h]
        if not any_there:
            continue
        solve_theatre_nearby(tb, ws, t, w, later, found, found, gains, wanted, 1)
        for u in range(tb.turns):
            now, after = here[u % 2], here[(u + 1) % 2]
            after[:] = 0.0
            for q in range(tb.postures):
                if not gather(tb, grid, prior, least, now, q):
                    for f in range(grid.nodes):
                        for h in range(tb.profiles):
                            after[q, f, h] += now[q, f, h]
                    continue
                value_packages(tb, ws, t, offset + q)
                for f in range(grid.nodes):
                    if not holds_some(tb, now, q, f):
                        continue
                    known = wanted[offset + q, grid.near[f]]
                    reach(tb, ws, grid, found if known else told, 0, offset + q, f)
                    if u == 0:
                        bargain(tb, ws, offset + q, now[q, f], prior, counts)
                    solve_node(tb, ws, t, u, offset + q)
                    play_node(tb, ws, grid, t, u, offset + q, now[q, f], after, counts)
        end = here[tb.turns % 2]
        for q in range(tb.postures):
            for f in range(grid.nodes):
                for h in range(tb.profiles):
                    fought[offset + q, f, h] = end[q, f, h]
