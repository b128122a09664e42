"""The solver's nodes that one deviation leads to: where it can go, and from there as strategies have it.

Nodes are flagged, not weighed: at a node on the path anything may be done and answered, at one off the path
what is likely enough. Who does what nobody does is taken to tell what the solution says it tells.
"""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.packages import NONE

LIKELY = 1e-9
"""A chance below which play does not go on there from a node off the path."""

ACCEPT, REFUSE = range(2)


@compiled
def _flag(tb, flags, s, log_odds):
    """Flag the nodes around log-odds in a situation."""
    place = min(max((log_odds - tb.lowest) * tb.per_step, 0.0), tb.nodes - 1.0)
    lower = min(int(place), tb.nodes - 2)
    if place - lower < 1.0:
        flags[s, lower] = 1.0
    if place > lower:
        flags[s, lower + 1] = 1.0


@compiled
def leave_path(tb, sheet, told, t, theatres, on, off, fought):
    """Flag in `fought` [s, l] where round t is fought, from nodes `on` and `off` the path [s, l].

    `told` [s, n, l] is what choices of the hidden party tell; `sheet` has the strategies of these theatres.
    """
    first = theatres[0] * tb.postures
    for s in range(first, theatres[1] * tb.postures):
        for b in range(tb.nodes):
            if on[s, b] > 0.0 or off[s, b] > 0.0:
                _leave_node(tb, sheet, told, t, s, s - first, b, on[s, b] > 0.0, fought)


@compiled
def _leave_node(tb, sheet, told, t, s, n, b, anything, fought):
    floor = tb.floor[tb.floor_of[t], s]
    quiet = 1.0
    for party in range(floor.shape[0]):
        quiet -= floor[party]
        if floor[party] == 0.0:
            continue
        for a in range(tb.first_action[party], tb.first_action[party + 1]):
            if tb.action_next[s, a] == NONE:
                continue
            if anything or max(sheet.chance[n, a, 0, b], sheet.chance[n, a, 1, b]) > LIKELY:
                at = told[s, tb.act_slot[a], b] if party == tb.hidden else tb.grid[b]
                _be_answered(tb, sheet, told, s, n, b, a, at, anything, fought)
    if quiet > 1e-15:
        fought[s, b] = 1.0


@compiled
def _be_answered(tb, sheet, told, s, n, b, a, at, anything, fought):
    j = tb.action_joint[a]
    for k in range(0 if j == NONE else tb.signers.shape[1]):
        party = tb.signers[j, k]
        if party == NONE:
            continue
        yes = max(sheet.accept[n, j, k, 0, b], sheet.accept[n, j, k, 1, b])
        no = 1.0 - min(
            sheet.accept[n, j, k, 0, b] + sheet.walk[n, j, k, 0, b],
            sheet.accept[n, j, k, 1, b] + sheet.walk[n, j, k, 1, b],
        )
        if anything or no > LIKELY:
            after = told[s, tb.answer_slot[j, REFUSE], b] if party == tb.hidden else at
            _flag(tb, fought, s, after)
        if not (anything or yes > LIKELY):
            return
        if party == tb.hidden:
            at = told[s, tb.answer_slot[j, ACCEPT], b]
    if tb.action_package[a] == NONE:
        _flag(tb, fought, s - s % tb.postures + tb.action_next[s, a], at)


@compiled
def move_flags(tb, t, fought, off):
    """Let nature move what is flagged: `fought` [s, l] becomes `off` [s, l] of the next round."""
    law = tb.law_of[t]
    off[:] = 0.0
    for s in range(fought.shape[0]):
        for b in range(tb.nodes):
            if fought[s, b] == 0.0:
                continue
            for m in range(tb.move_start[s], tb.move_start[s + 1]):
                to = tb.move_next[m]
                if tb.move_chance[law, 0, m] == 0.0 and tb.move_chance[law, 1, m] == 0.0:
                    continue
                if tb.collapse[to // tb.postures] == NONE:
                    _flag(tb, off, to, tb.grid[b] + tb.move_shift[law, m])
