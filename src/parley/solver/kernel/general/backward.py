"""Backward induction: a round of a range of theatre states, turn by turn."""

from __future__ import annotations

import numpy as np

from parley.solver.kernel.compiling import compiled, spliced
from parley.solver.kernel.general.node import begin_with_nothing_told, solve_node
from parley.solver.kernel.general.tables import COLLAPSE, DISCOUNT, FLOW, LAW
from parley.solver.kernel.general.worths import locate, value_packages
from parley.solver.kernel.numbers.lanes import LANES, put, row
from parley.solver.kernel.packages import NONE


@compiled
def begin_at_horizon(tb, ws, worths, told):
    """Fill worths [s, b, c] with what the horizon is worth, and `told` [s, b, n] with no news."""
    n = tb.of[COLLAPSE, tb.rounds]
    for s in range(worths.shape[0]):
        fallen = tb.collapse[s // tb.postures] != NONE
        for b in range(tb.nodes):
            for c in range(worths.shape[2]):
                worths[s, b, c] = tb.collapse_worth[n, s, c] if fallen else tb.horizon[s, c]
    for b in range(tb.nodes):
        for d in range(tb.axes):
            ws.at[0, d] = tb.grid[b, d]
        begin_with_nothing_told(tb, ws)
        for s in range(worths.shape[0]):
            for n in range(tb.slots):
                told[s, b, n] = ws.news[n]


@compiled
def weigh_fighting(tb, ws, t, w, later):
    """Fill the last of `ws.onward` with the worth of fighting a round in every posture of a theatre state."""
    n, columns = tb.of[LAW, t], tb.parties * tb.profiles
    for q in range(tb.postures):
        s = w * tb.postures + q
        if not tb.live[s]:
            continue
        for b in range(tb.nodes):
            for r in range(tb.rows):
                put(ws.fought, (b, LANES * r), 0.0)
        for m in range(tb.move_start[s], tb.move_start[s + 1]):
            for i in range(tb.parties):
                # What a row has too much is written over by the next party's.
                for r in range(tb.profile_rows):
                    chance = row(tb.move_chance, (n, m, LANES * r))
                    put(ws.chances, (i * tb.profiles + LANES * r,), chance)
            if tb.move_tells[n, m]:
                _add_telling_move(tb, ws, n, m, later)
            else:
                _add_move(tb, ws, tb.move_next[m], later)
        for b in range(tb.nodes):
            for c in range(columns):
                discounted = tb.discount[tb.of[DISCOUNT, t], c] * ws.fought[b, c]
                ws.onward[tb.turns, q, b, c] = tb.flow[tb.of[FLOW, t], s, c] + discounted


@compiled
def _add_move(tb, ws, to, later):
    """Add to `ws.fought` [b, c] what a move of nature that tells nothing leads to, by `ws.chances` [c]."""
    for r in range(tb.rows):
        chance = row(ws.chances, (LANES * r,))
        for b in range(tb.nodes):
            there = row(later, (to, b, LANES * r))
            put(ws.fought, (b, LANES * r), row(ws.fought, (b, LANES * r)) + chance * there)


@compiled
def _add_telling_move(tb, ws, n, m, later):
    """The same where the move tells, so that it leads between nodes."""
    to, first = tb.move_next[m], np.int64(0)
    for b in range(tb.nodes):
        for d in range(tb.axes):
            ws.at[0, d] = tb.grid[b, d] + tb.move_shift[n, m, d]
        locate(tb, ws, first)
        for r in range(tb.rows):
            chance, fought = row(ws.chances, (LANES * r,)), row(ws.fought, (b, LANES * r))
            for corner in range(ws.corners[0]):
                part = ws.share[0, corner] * chance
                fought = fought + part * row(later, (to, ws.corner[0, corner], LANES * r))
            put(ws.fought, (b, LANES * r), fought)


@spliced
def solve_theatre(tb, ws, t, w, later, start, told, offset, first_turn):
    """Solve the turns of a round from the last to `first_turn` in one theatre state.

    `later` [s, b, c] are the worths of the next round, `start` [s, b, n] where searches for beliefs begin and
    `told` [s - offset, b, n] where they ended. Fills `ws.onward` [u, q, b, c] for each turn solved.
    """
    columns = tb.parties * tb.profiles
    weigh_fighting(tb, ws, t, w, later)
    for q in range(tb.postures):
        s = w * tb.postures + q
        for b in range(tb.nodes):
            for n in range(tb.slots):
                told[s - offset, b, n] = start[s, b, n]
    for back in range(tb.turns - first_turn):
        u = tb.turns - 1 - back
        for q in range(tb.postures):
            s = w * tb.postures + q
            if not tb.live[s]:
                continue
            value_packages(tb, ws, t, s)
            for b in range(tb.nodes):
                for d in range(tb.axes):
                    ws.at[0, d] = tb.grid[b, d]
                for n in range(tb.slots):
                    ws.news[n] = told[s - offset, b, n]
                solve_node(tb, ws, t, u, s)
                for c in range(columns):
                    ws.onward[u, q, b, c] = ws.value[c]
                for n in range(tb.slots):
                    told[s - offset, b, n] = ws.news[n]


@compiled
def solve_share(tb, ws, t, share, later, start, worths, told, gains):
    """Solve a round on a range of theatre states: fills worths [s, b, c] and what choices tell [s, b, n].

    Where it has room, `gains` [u, s, b, c] is filled with what the table adds to fighting before each turn.
    """
    columns = tb.parties * tb.profiles
    for w in range(share[0], share[1]):
        if tb.collapse[w] != NONE:
            n = tb.of[COLLAPSE, t]
            for q in range(tb.postures):
                s = w * tb.postures + q
                for b in range(tb.nodes):
                    for c in range(columns):
                        worths[s, b, c] = tb.collapse_worth[n, s, c]
            continue
        solve_theatre(tb, ws, t, w, later, start, told, 0, 0)
        for q in range(tb.postures):
            s = w * tb.postures + q
            for b in range(tb.nodes):
                for c in range(columns):
                    worths[s, b, c] = ws.onward[0, q, b, c] if tb.live[s] else 0.0
                    if tb.live[s]:
                        for u in range(gains.shape[0]):
                            gains[u, s, b, c] = ws.onward[u, q, b, c] - ws.onward[tb.turns, q, b, c]
