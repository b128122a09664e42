"""Backward induction where nothing is hidden, one theatre state after another."""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.complete_information.node import solve_node
from parley.solver.kernel.numbers.structs import like
from parley.solver.kernel.packages import NONE, value_packages


@compiled
def open_theatre(tb, workspace, t, w, later):
    """Fill `workspace.fighting` for one theatre state: the flow, and what nature leads to, discounted."""
    law, flow = tb.law_of[t], tb.flow_of[t]
    for q in range(tb.postures):
        s = w * tb.postures + q
        for c in range(workspace.fighting.shape[1]):
            worth = 0.0
            for m in range(tb.move_start[s], tb.move_start[s + 1]):
                worth += tb.move_chance[law, 0, m] * later[tb.move_next[m], c]
            workspace.fighting[q, c] = tb.flow[flow, s, c] + tb.discount[t, c] * worth


@compiled
def solve_round(tb, workspace, t, theatres, later, now):
    """Solve round t on a range of theatre states; `later`, `now` [s, c] are worths of rounds t + 1 and t."""
    for w in range(theatres[0], theatres[1]):
        first = w * tb.postures
        if tb.collapse[w] != NONE:
            for s in range(first, first + tb.postures):
                for c in range(now.shape[1]):
                    now[s, c] = tb.collapse_worth[s, c]
            continue
        open_theatre(tb, workspace, t, w, later)
        for s in range(first, first + tb.postures):
            value_packages(tb, workspace, t, s)
            solve_node(tb, workspace, t, s)
            for c in range(now.shape[1]):
                now[s, c] = workspace.value[c]


@compiled
def begin_at_horizon(tb, values):
    """Worths [s, c] at the horizon: where induction begins."""
    for s in range(values.shape[0]):
        fallen = tb.collapse[s // tb.postures] != NONE
        for c in range(values.shape[1]):
            values[s, c] = tb.collapse_worth[s, c] if fallen else tb.horizon[s, c]


@compiled
def solve_rounds(tb, workspace, theatres, values):
    """Solve every round on one worker; `values` [t, s, c] are filled.

    With two rows of `values` only, rounds take turns in them and the first ends in row 0.
    """
    rounds, kept = tb.flow_of.shape[0], values.shape[0]
    begin_at_horizon(tb, values[rounds % kept])
    for back in range(rounds):
        t = rounds - 1 - back
        solve_round(tb, workspace, t, theatres, values[(t + 1) % kept], values[t % kept])


@compiled
def solve_stack(tb, addresses, workspace, theatres, values, out):
    """Solve games that differ in their numbers only, one after another.

    `addresses` [k] are those of their tables, `values` [2, s, c] is scratch, `out` [k, s, c] gets the worths
    at the start of the first round.
    """
    for k in range(addresses.shape[0]):
        workspace.valued[0] = NONE
        solve_rounds(like(tb, addresses[k]), workspace, theatres, values)
        for s in range(out.shape[1]):
            for c in range(out.shape[2]):
                out[k, s, c] = values[0, s, c]
