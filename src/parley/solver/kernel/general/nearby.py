"""A round solved and played where play is likely to lead, the game being near one that was solved in full.

Nodes that are solved have a place k in `place` [s, b]: what choices tell there is kept in `found` [k, n], and
what the table adds to fighting before each turn in `moved` [k, u, c]. At all others the table adds what it
added before the change, `gains` [u, s, b, c].
"""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.general.backward import weigh_fighting
from parley.solver.kernel.general.bargaining import bargain
from parley.solver.kernel.general.forward import holds_some, play_node
from parley.solver.kernel.general.node import solve_node
from parley.solver.kernel.general.tables import COLLAPSE
from parley.solver.kernel.general.worths import value_packages
from parley.solver.kernel.packages import NONE


@compiled
def _solve_theatre(tb, ws, t, w, later, told, place, gains, found, moved):
    """Solve the turns of a round in a theatre state; searches begin at `told` [s, b, n]."""
    columns = tb.parties * tb.profiles
    weigh_fighting(tb, ws, t, w, later)
    for back in range(tb.turns):
        u = tb.turns - 1 - back
        for q in range(tb.postures):
            s, ready = w * tb.postures + q, False
            if not tb.live[s]:
                continue
            for b in range(tb.nodes):
                k = place[s, b]
                if k == NONE:
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
                    ws.news[n] = told[s, b, n] if back == 0 else found[k, n]
                solve_node(tb, ws, t, u, s)
                for c in range(columns):
                    ws.onward[u, q, b, c] = ws.value[c]
                    moved[k, u, c] = ws.value[c] - ws.onward[tb.turns, q, b, c]
                for n in range(tb.slots):
                    found[k, n] = ws.news[n]


@compiled
def solve_share_nearby(tb, ws, t, share, later, told, place, gains, found, moved, worths):
    """The same as `solve_share` at the nodes that have a place alone: fills `worths` [s, b, c]."""
    columns = tb.parties * tb.profiles
    for w in range(share[0], share[1]):
        fallen = tb.collapse[w] != NONE
        if not fallen:
            _solve_theatre(tb, ws, t, w, later, told, place, gains, found, moved)
        for q in range(tb.postures):
            s = w * tb.postures + q
            if not (fallen or tb.live[s]):
                continue
            for b in range(tb.nodes):
                for c in range(columns):
                    if fallen:
                        worths[s, b, c] = tb.collapse_worth[tb.of[COLLAPSE, t], s, c]
                    else:
                        worths[s, b, c] = ws.onward[0, q, b, c]


@compiled
def _recall(tb, ws, w, worths, place, gains, moved):
    """Fill `ws.onward` for a theatre state that has been solved, from the worths of the round."""
    columns = tb.parties * tb.profiles
    for q in range(tb.postures):
        s = w * tb.postures + q
        if not tb.live[s]:
            continue
        for b in range(tb.nodes):
            k = place[s, b]
            for c in range(columns):
                gain = moved[k, 0, c] if k != NONE else gains[0, s, b, c]
                ws.onward[tb.turns, q, b, c] = worths[s, b, c] - gain
            for u in range(1, tb.turns):
                for c in range(columns):
                    gain = moved[k, u, c] if k != NONE else gains[u, s, b, c]
                    ws.onward[u, q, b, c] = ws.onward[tb.turns, q, b, c] + gain


@compiled
def _gather(tb, grid, prior, least, mass, q, odds):
    """Play nodes of a posture less likely than `least` as the nearest that is not; False if none is left."""
    kept = 0
    for f in range(grid.nodes):
        odds[f] = _likelihood(tb, prior, mass, q, f)
        if odds[f] >= least:
            kept += 1
    if kept == 0:
        return False
    for f in range(grid.nodes):
        if odds[f] >= least or not holds_some(tb, mass, q, f):
            continue
        target, nearest = f, 1e300
        for other in range(grid.nodes):
            if odds[other] < least:
                continue
            apart = 0.0
            for d in range(tb.axes):
                apart += abs(grid.log_odds[f, d] - grid.log_odds[other, d])
            if apart < nearest:
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
def _stands_likely(tb, grid, prior, least, mass, s):
    """Whether a node of a situation is likely enough to be played."""
    found = False
    for f in range(grid.nodes):
        found = found or _likelihood(tb, prior, mass, s, f) >= least
    return found


@compiled
def play_share_nearby(
    tb, ws, grid, t, share, worths, told, place, gains, found, moved, least, mass, fought, here, prior, counts
):
    """The same as `play_share` where the unlikely are not played, from the worths of the round [s, b, c].

    Nodes less likely than `least` are played as their neighbours, situations less likely fight on.
    """
    odds = here[2, 0, :, 0]
    for w in range(share[0], share[1]):
        offset, any_likely = w * tb.postures, False
        for q in range(tb.postures):
            any_likely = any_likely or _stands_likely(tb, grid, prior, least, mass, offset + q)
            for f in range(grid.nodes):
                for h in range(tb.profiles):
                    here[0, q, f, h] = mass[offset + q, f, h]
        if any_likely:
            _recall(tb, ws, w, worths, place, gains, moved)
            for u in range(tb.turns):
                now, after = here[u % 2], here[(u + 1) % 2]
                after[:] = 0.0
                for q in range(tb.postures):
                    s = offset + q
                    if not _gather(tb, grid, prior, least, now, q, odds):
                        for f in range(grid.nodes):
                            for h in range(tb.profiles):
                                after[q, f, h] += now[q, f, h]
                        continue
                    value_packages(tb, ws, t, s)
                    for f in range(grid.nodes):
                        if not holds_some(tb, now, q, f):
                            continue
                        k = place[s, grid.near[f]]
                        for d in range(tb.axes):
                            ws.at[0, d] = grid.log_odds[f, d]
                        for n in range(tb.slots):
                            ws.news[n] = told[s, grid.near[f], n] if k == NONE else found[k, n]
                        if u == 0:
                            bargain(tb, ws, s, now[q, f], prior, counts)
                        solve_node(tb, ws, t, u, s)
                        play_node(tb, ws, grid, t, u, s, now[q, f], after, counts)
        end = here[tb.turns % 2] if any_likely else here[0]
        for q in range(tb.postures):
            for f in range(grid.nodes):
                for h in range(tb.profiles):
                    fought[offset + q, f, h] = end[q, f, h]
