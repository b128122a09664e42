"""Strategies read off: what everybody does at a node, in every turn of a round."""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.general.backward import solve_theatre
from parley.solver.kernel.general.node import solve_node
from parley.solver.kernel.general.tables import FLOOR, NEXT
from parley.solver.kernel.general.worths import value_packages, vote_place
from parley.solver.kernel.packages import NONE


@compiled
def prepare(tb, ws, t, w, later, start, told):
    """Solve all turns of a round in one theatre state again: fills `ws.onward` and `told` [q, b, n]."""
    ws.counting[0] = 0
    solve_theatre(tb, ws, t, w, later, start, told, w * tb.postures, 1)


@compiled
def read_node(tb, ws, t, u, s):
    """Solve a node, once its theatre state is prepared and `ws.at` [0] and `ws.news` are filled.

    Leaves `ws.chance` of actions, `ws.answers` and what choices told in `ws.news`.
    """
    value_packages(tb, ws, t, s)
    solve_node(tb, ws, t, u, s)


@compiled
def _first_turn(tb, a):
    for u in range(tb.turns):
        if tb.action_turn[u, a]:
            return u
    return NONE


@compiled
def read_situation(tb, ws, t, s, later, start, told, chance, accept, walk):
    """Fill chances [b, a, h] and answers [b, j, k, h] of one situation, at all of the solver's nodes."""
    w, q = s // tb.postures, s % tb.postures
    prepare(tb, ws, t, w, later, start, told)
    n, m = tb.of[NEXT, t], tb.of[FLOOR, t]
    for u in range(tb.turns):
        for b in range(tb.nodes):
            for d in range(tb.axes):
                ws.at[0, d] = tb.grid[b, d]
            for slot in range(tb.slots):
                ws.news[slot] = told[q, b, slot]
            read_node(tb, ws, t, u, s)
            for a in range(tb.action_party.shape[0]):
                party = tb.action_party[a]
                available = tb.action_next[n, s, a] != NONE and tb.floor[m, u, s, party] > 0.0
                if not available or _first_turn(tb, a) != u:
                    continue
                j = tb.action_joint[a]
                for h in range(tb.profiles):
                    chance[b, a, h] = ws.chance[a, tb.kind_of[party, h]]
                if j == NONE or tb.together[j]:
                    continue
                for k in range(tb.signer_count[j]):
                    place = vote_place(tb, j, k, (1 << k) - 1)
                    for h in range(tb.profiles):
                        kind = tb.kind_of[tb.signers[j, k], h]
                        accept[b, j, k, h] = ws.answers[j, place, 0, kind]
                        if tb.may_walk[tb.signers[j, k]]:
                            walk[b, j, k, h] = ws.answers[j, place, 2, kind]
