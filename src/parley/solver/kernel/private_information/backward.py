"""Backward induction over rounds, one theatre state after another."""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.numbers.lanes import (
    LANES,
    any_of,
    gather,
    lanes,
    largest,
    magnitude,
    pick,
    put,
    row,
)
from parley.solver.kernel.packages import NONE, value_packages
from parley.solver.kernel.private_information.node import solve_block
from parley.solver.kernel.private_information.worths import VALUE, locate

STEADY = 0.05  # log-odds by which news may change from round to round and be expected to change alike


@compiled
def fight(tb, t, s, later, out):
    """C of one situation, [c, b]: the flow, and what nature leads to, `later` [s, c, b], discounted."""
    law, flow = tb.law_of[t], tb.flow_of[t]
    first, last = tb.move_start[s], tb.move_start[s + 1]
    for b in range(0, out.shape[1], LANES):
        for c in range(out.shape[0]):
            h = c % 2
            worth = lanes(0.0)
            for m in range(first, last):
                shift = tb.move_shift[law, m]
                if shift == 0.0:
                    worth = worth + tb.move_chance[law, h, m] * row(later, (tb.move_next[m], c, b))
                elif tb.move_chance[law, h, m] != 0.0:
                    lower, part = locate(tb, row(tb.grid, (b,)) + shift)
                    below = gather(later, (tb.move_next[m], c, 0), lower)
                    above = gather(later, (tb.move_next[m], c, 1), lower)
                    worth = worth + tb.move_chance[law, h, m] * (below + part * (above - below))
            put(out, (c, b), tb.flow[flow, s, c] + tb.discount[t, c] * worth)


@compiled
def open_theatre(tb, workspace, t, w, later):
    """Fill `workspace.fighting` for one theatre state in round t."""
    for q in range(tb.postures):
        fight(tb, t, w * tb.postures + q, later, workspace.fighting[q])


@compiled
def solve_round(tb, workspace, t, theatres, live, worths, told, sheet):
    """Solve round t on a range of theatre states; returns the largest belief residual at live nodes.

    `live` [n, b] is 1 at the nodes that matter and 0 elsewhere, from the first situation of the range on;
    without situations it stands for all.
    `worths` holds those [s, c, b] of the round after and of this one, `told` the log-odds [s, n, b] after
    each choice of the hidden party two rounds after, one round after and in this one; without situations the
    last of them is not written. Strategies are written to `sheet` if it has room.
    """
    later, now = worths
    residual = 0.0
    for w in range(theatres[0], theatres[1]):
        first = w * tb.postures
        if tb.collapse[w] != NONE:
            if now.shape[0] > 0:
                end_by_collapse(tb, first, first + tb.postures, now)
            continue
        opened = False
        for s in range(first, first + tb.postures):
            valued = False
            for b in range(0, later.shape[2], LANES):
                put(
                    workspace.live,
                    (0,),
                    row(live, (s - theatres[0] * tb.postures, b)) if live.shape[0] > 0 else lanes(1.0),
                )
                if not any_of(row(workspace.live, (0,)) > 0.0):
                    continue
                if not opened:
                    open_theatre(tb, workspace, t, w, later)
                    opened = True
                if not valued:
                    value_packages(tb, workspace, t, s)
                    valued = True
                _start_search(workspace, told, s, b)
                gap = row(workspace.live, (0,)) * solve_block(tb, workspace, t, s, b)
                residual = max(residual, largest(gap))
                _keep(workspace, s, b, now, told)
                if sheet.chance.shape[0] > 0:
                    _write_down(workspace, s - theatres[0] * tb.postures, b, sheet)
                    put(sheet.gap, (s - theatres[0] * tb.postures, b), gap)
    return residual


@compiled
def _start_search(workspace, told, s, b):
    """Put into `workspace.news` where the search for beliefs starts."""
    before, start, _ = told
    for n in range(start.shape[1]):
        put(workspace.news, (n, 0), _go_on_as(row(start, (s, n, b)), row(before, (s, n, b))))


@compiled
def _keep(workspace, s, b, now, told):
    """Keep worths and news of a block where there is room for them."""
    news = told[2]
    if now.shape[0] > 0:
        for c in range(now.shape[1]):
            put(now, (s, c, b), row(workspace.rows, (VALUE, c, 0)))
    if news.shape[0] > 0:
        for n in range(news.shape[1]):
            put(news, (s, n, b), row(workspace.news, (n, 0)))


@compiled
def _write_down(workspace, n, b, sheet):
    """Write the strategies of a block to a sheet, and what they rest on."""
    for h in range(2):
        for a in range(sheet.chance.shape[1]):
            put(sheet.chance, (n, a, h, b), row(workspace.chance, (a, h, 0)))
        for j in range(sheet.accept.shape[1]):
            for k in range(sheet.accept.shape[2]):
                put(sheet.accept, (n, j, k, h, b), row(workspace.accept, (j, k, h, 0)))
                put(sheet.walk, (n, j, k, h, b), row(workspace.walk, (j, k, h, 0)))
    for c in range(sheet.fighting.shape[1]):
        put(sheet.fighting, (n, c, b), row(workspace.fighting, (workspace.posture[0], c, b)))
        for x in range(0, sheet.agreed.shape[2], LANES):
            put(sheet.agreed, (n, c, x), row(workspace.agreed, (c, x)))


@compiled
def _go_on_as(last, before):
    """Where a search starts: where the last round settled, moved on as far again if it has hardly moved."""
    moved = last - before
    return last + pick(magnitude(moved) < STEADY, moved, 0.0)


@compiled
def end_by_collapse(tb, first, last, now):
    """Worths of situations in which a side has collapsed."""
    for s in range(first, last):
        for c in range(now.shape[1]):
            for b in range(0, now.shape[2], LANES):
                put(now, (s, c, b), tb.collapse_worth[s, c])


@compiled
def begin_at_horizon(tb, values, start):
    """Worths at the horizon, and the hidden party's choices taken to tell nothing: where induction begins."""
    for s in range(values.shape[0]):
        for b in range(0, values.shape[2], LANES):
            for c in range(values.shape[1]):
                put(values, (s, c, b), tb.horizon[s, c])
            for n in range(start.shape[1]):
                put(start, (s, n, b), row(tb.grid, (b,)))
        if tb.collapse[s // tb.postures] != NONE:
            end_by_collapse(tb, s, s + 1, values)
