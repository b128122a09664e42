"""Backward induction over rounds, one theatre state after another."""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.hidden.node import solve_block
from parley.solver.kernel.hidden.worths import VALUE, locate
from parley.solver.kernel.numbers.lanes import LANES, gather, lanes, largest, magnitude, pick, put, row
from parley.solver.kernel.packages import NONE, value_packages

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
            put(out, (c, b), tb.flow[flow, s, c] + tb.discount[c] * worth)


@compiled
def open_theatre(tb, desk, t, w, later):
    """Fill `desk.fighting` for one theatre state in round t."""
    for q in range(tb.postures):
        fight(tb, t, w * tb.postures + q, later, desk.fighting[q])


@compiled
def solve_round(tb, desk, t, theatres, worths, told):
    """Solve round t on a range of theatre states; returns the largest belief residual.

    `worths` holds those [s, c, b] of the round after and of this one, `told` the log-odds [s, n, b] after
    each choice of the hidden party two rounds after, one round after and in this one.
    """
    later, now = worths
    before, start, news = told
    residual = 0.0
    for w in range(theatres[0], theatres[1]):
        first = w * tb.postures
        if tb.collapse[w] != NONE:
            end_by_collapse(tb, first, first + tb.postures, now)
            continue
        open_theatre(tb, desk, t, w, later)
        for s in range(first, first + tb.postures):
            value_packages(tb, desk, t, s)
            for b in range(0, now.shape[2], LANES):
                for n in range(news.shape[1]):
                    put(desk.news, (n, 0), _go_on_as(row(start, (s, n, b)), row(before, (s, n, b))))
                residual = max(residual, largest(solve_block(tb, desk, t, s, b)))
                for c in range(now.shape[1]):
                    put(now, (s, c, b), row(desk.rows, (VALUE, c, 0)))
                for n in range(news.shape[1]):
                    put(news, (s, n, b), row(desk.news, (n, 0)))
    return residual


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
