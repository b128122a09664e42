"""Backward induction over rounds, one theatre state after another."""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.node import solve_node
from parley.solver.kernel.worths import NONE, value_packages


@compiled
def fight(tb, t, s, later, out):
    """C of one situation, [b, c]: the flow, and what nature leads to, `later` [s, b, c], discounted."""
    nodes, columns = out.shape
    law = tb.law_of[t]
    dispositions = tb.move_chance.shape[1]
    for b in range(nodes):
        for c in range(columns):
            out[b, c] = 0.0
    for m in range(tb.move_start[s], tb.move_start[s + 1]):
        to, shift = tb.move_next[m], tb.move_shift[law, m]
        for h in range(dispositions):
            chance = tb.move_chance[law, h, m]
            if chance == 0.0:
                continue
            for b in range(nodes):
                lower, part = _shifted(b, shift, tb.step, nodes)
                upper = min(lower + 1, nodes - 1)
                for c in range(h, columns, dispositions):
                    below = later[to, lower, c]
                    out[b, c] += chance * (below + part * (later[to, upper, c] - below))
    flow = tb.flow_of[t]
    for b in range(nodes):
        for c in range(columns):
            out[b, c] = tb.flow[flow, s, c] + tb.discount[c] * out[b, c]


@compiled
def _shifted(b, shift, step, nodes):
    """Where news moves a belief node: the node below and the part of the way to the next."""
    if shift == 0.0:
        return b, 0.0
    position = min(max(b + shift / step, 0.0), nodes - 1.0)
    lower = int(position)
    return lower, position - lower


@compiled
def open_theatre(tb, desk, t, w, later):
    """Fill `desk.fighting` for one theatre state in round t."""
    for q in range(tb.postures):
        fight(tb, t, w * tb.postures + q, later, desk.fighting[q])


@compiled
def solve_round(tb, desk, t, theatres, later, now, start, news, residual):
    """Solve round t on a range of theatre states.

    `later` and `now` [s, b, c] are worths of rounds t + 1 and t; `start` and `news` [s, b, n] the log-odds
    after each choice of the hidden party in those rounds. Returns the largest belief residual.
    """
    value = desk.rows[4]
    for w in range(theatres[0], theatres[1]):
        first = w * tb.postures
        if tb.collapse[w] != NONE:
            for s in range(first, first + tb.postures):
                for b in range(now.shape[1]):
                    for c in range(now.shape[2]):
                        now[s, b, c] = tb.collapse_worth[s, c]
            continue
        open_theatre(tb, desk, t, w, later)
        for s in range(first, first + tb.postures):
            value_packages(tb, desk, t, s)
            for b in range(now.shape[1]):
                for n in range(news.shape[2]):
                    desk.news[n] = start[s, b, n]
                residual = max(residual, solve_node(tb, desk, t, s, tb.lowest + tb.step * b, value))
                for c in range(now.shape[2]):
                    now[s, b, c] = value[c]
                for n in range(news.shape[2]):
                    news[s, b, n] = desk.news[n]
    return residual


@compiled
def begin_at_horizon(tb, values, start):
    """Worths at the horizon, and the hidden party's choices taken to tell nothing: where induction begins."""
    for s in range(values.shape[0]):
        fallen = tb.collapse[s // tb.postures] != NONE
        for b in range(values.shape[1]):
            for c in range(values.shape[2]):
                values[s, b, c] = tb.collapse_worth[s, c] if fallen else tb.horizon[s, c]
            for n in range(start.shape[2]):
                start[s, b, n] = tb.lowest + tb.step * b


@compiled
def solve_rounds(tb, desk, theatres, values, news):
    """Solve every round on one worker; `values` [t, s, b, c] and `news` [t, s, b, n] are filled."""
    rounds = news.shape[0]
    begin_at_horizon(tb, values[rounds], news[rounds - 1])
    residual = 0.0
    for back in range(rounds):
        t = rounds - 1 - back
        start = news[min(t + 1, rounds - 1)]
        residual = solve_round(tb, desk, t, theatres, values[t + 1], values[t], start, news[t], residual)
    return residual
