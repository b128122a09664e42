"""One turn at one situation and any log-odds: everybody's choices, and what the turn is worth."""

from __future__ import annotations

import numpy as np
from numba.core import types

from parley.solver.kernel.calling import address_of, call_at
from parley.solver.kernel.compiling import compiled, spliced
from parley.solver.kernel.general.decide import decide
from parley.solver.kernel.general.tables import FLOOR, NEXT
from parley.solver.kernel.general.together import start_together
from parley.solver.kernel.general.worths import add_onward, blank, locate, vote_place
from parley.solver.kernel.numbers.lanes import LANES, put, row
from parley.solver.kernel.packages import NONE


@compiled
def list_menu(tb, ws, t, u, s, party):
    """Fill `ws.menu` with what a party with the floor can do; returns how much that is."""
    n, count = tb.of[NEXT, t], 0
    for a in range(tb.action_party.shape[0]):
        if tb.action_party[a] == party and tb.action_turn[u, a] and tb.action_next[n, s, a] != NONE:
            ws.menu[count] = a
            count += 1
    return count


@spliced
def solve_node(tb, ws, t, u, s):
    """Solve a node whose log-odds stand in `ws.at` [0], from what `ws.news` says; fills `ws.value` [c]."""
    call_at(ws.node_solver, tb, ws, t, u, s)


def node_solver(tables, workspace):
    """The address of what solves a node, for tables and a working space of these kinds."""
    return address_of(_solve_node, tables, workspace, types.int64, types.int64, types.int64)


@compiled
def _solve_node(tb, ws, t, u, s):
    # Typed, so that what is called is compiled for any level only, not for this one besides.
    first = np.int64(0)
    locate(tb, ws, first)
    n = tb.of[FLOOR, t]
    for r in range(tb.rows):
        put(ws.value, (LANES * r,), 0.0)
    quiet = 1.0
    for party in range(tb.parties):
        floor = tb.floor[n, u, s, party]
        if floor == 0.0:
            continue
        count = list_menu(tb, ws, t, u, s, party)
        if count == 0:
            continue
        quiet -= floor
        decide(tb, ws, t, u, s, party, count)
        for r in range(tb.rows):
            worth = row(ws.value, (LANES * r,)) + floor * row(ws.out, (first, LANES * r))
            put(ws.value, (LANES * r,), worth)
    blank(tb, ws, first)
    add_onward(tb, ws, u, s % tb.postures, first, quiet, first)
    for r in range(tb.rows):
        put(ws.value, (LANES * r,), row(ws.value, (LANES * r,)) + row(ws.out, (first, LANES * r)))


@compiled
def begin_with_nothing_told(tb, ws):
    """Fill `ws.news` with the log-odds `ws.at` [0] of a node: nobody's choice tells anything."""
    for u in range(tb.turns):
        for a in range(tb.action_party.shape[0]):
            g = tb.own[tb.action_party[a]]
            if tb.act_slot[u, a] != NONE:
                for m in range(tb.width[g]):
                    ws.news[tb.act_slot[u, a] + m] = ws.at[0, tb.first[g] + m]
            j = tb.action_joint[a]
            if j == NONE or not tb.action_turn[u, a]:
                continue
            if tb.joint_slot[u, j] != NONE:
                start_together(tb, ws, j, tb.joint_slot[u, j], 0, ws.news)
                continue
            for k in range(tb.signer_count[j]):
                _nothing_told_by(tb, ws, u, j, k)


@compiled
def _nothing_told_by(tb, ws, u, j, k):
    party = tb.signers[j, k]
    g = tb.own[party]
    if g == NONE:
        return
    paths = 1 if tb.agree[j] == tb.signer_count[j] else 1 << k
    for path in range(paths):
        at = tb.vote_slot[u, j, vote_place(tb, j, k, path)]
        for o in range(3 if tb.may_walk[party] else 2):
            for m in range(tb.width[g]):
                ws.news[at + o * tb.width[g] + m] = ws.at[0, tb.first[g] + m]
