"""Play followed otherwise than all at once: one situation at a time, or off the path.

What `forward` does for a whole theatre state is done here for one situation, as a plan of one party has it
where one is stated, so that what is counted can be paid for with what it is worth there. Off the path are
the nodes that one deviation leads to: at a node on the path anything may be done and answered, at one off it
what is likely enough.
"""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.general.backward import solve_theatre
from parley.solver.kernel.general.forward import act, holds_some, lump, play_node, reach, spread
from parley.solver.kernel.general.node import list_menu, solve_node
from parley.solver.kernel.general.tables import FLOOR
from parley.solver.kernel.general.worths import value_packages
from parley.solver.kernel.packages import NONE

LIKELY = 1e-9
"""A chance below which play does not go on there from a node off the path."""


@compiled
def play_situation(tb, ws, grid, t, u, s, told, now, after, counts):
    """Play turn u in a situation whose theatre state is prepared: `now` [q, f, h] is pushed to `after`.

    `told` [q, b, n] is what choices tell at the solver's nodes.
    """
    q = s % tb.postures
    value_packages(tb, ws, t, s)
    for f in range(grid.nodes):
        if holds_some(tb, now, q, f):
            reach(tb, ws, grid, told, s - q, s, f)
            solve_node(tb, ws, t, u, s)
            play_node(tb, ws, grid, t, u, s, now[q, f], after, counts)


@compiled
def play_as_planned(tb, ws, grid, t, u, s, told, now, party, step, wait, after, done, counts):
    """The same where a party takes the action `step` as soon as it can and until then `wait`, its holding.

    Where it can do neither it plays as in equilibrium. What follows the step goes to `done`.
    """
    q = s % tb.postures
    value_packages(tb, ws, t, s)
    for f in range(grid.nodes):
        if not holds_some(tb, now, q, f):
            continue
        reach(tb, ws, grid, told, s - q, s, f)
        solve_node(tb, ws, t, u, s)
        _play_planned(tb, ws, grid, t, u, s, party, step, wait, now[q, f], after, done, counts)


@compiled
def _play_planned(tb, ws, grid, t, u, s, party, step, wait, mass, after, done, counts):
    n, quiet = tb.of[FLOOR, t], 1.0
    for who in range(tb.parties):
        floor = tb.floor[n, u, s, who]
        if floor == 0.0:
            continue
        count = list_menu(tb, ws, t, u, s, who)
        if count == 0:
            continue
        quiet -= floor
        chosen = NONE
        if who == party:
            for o in range(count):
                if ws.menu[o] == step or (ws.menu[o] == wait and chosen == NONE):
                    chosen = ws.menu[o]
        for o in range(count):
            a = ws.menu[o]
            for h in range(tb.profiles):
                chance = ws.chance[a, tb.kind_of[who, h]]
                if chosen != NONE:
                    chance = 1.0 if a == chosen else 0.0
                ws.mass[1, h] = floor * chance * mass[h]
            act(tb, ws, grid, t, u, s, a, done if a == step and who == party else after, counts)
    if quiet > 1e-15:
        for h in range(tb.profiles):
            ws.mass[1, h] = quiet * mass[h]
        spread(tb, ws, grid, 0, after, s % tb.postures, 1)


@compiled
def leave_path(tb, ws, grid, t, share, later, start, told, mass, off, fought, here, counts, found):
    """Follow a round on a range of theatre states: from `mass` on and `off` the path [s, f, h] to `fought`.

    `told` [q, b, n] and `here` [4, q, f, h] are scratch, `counts` are not meant. Fills `found` [1] with the
    largest residual at nodes off the path.
    """
    kept = ws.residual[0]
    ws.counting[0] = 0
    for w in range(share[0], share[1]):
        if tb.collapse[w] == NONE:
            _leave_theatre(tb, ws, grid, t, w, later, start, told, mass, off, fought, here, counts, found)
    ws.residual[0] = kept


@compiled
def _leave_theatre(tb, ws, grid, t, w, later, start, told, mass, off, fought, here, counts, found):
    offset, any_there = w * tb.postures, False
    for q in range(tb.postures):
        for f in range(grid.nodes):
            any_there = any_there or holds_some(tb, mass, offset + q, f) or holds_some(tb, off, offset + q, f)
            for h in range(tb.profiles):
                here[0, q, f, h], here[1, q, f, h] = mass[offset + q, f, h], off[offset + q, f, h]
    if not any_there:
        return
    solve_theatre(tb, ws, t, w, later, start, told, offset, 1)
    for u in range(tb.turns):
        now, stray = here[2 * (u % 2)], here[2 * (u % 2) + 1]
        after, strayed = here[2 * ((u + 1) % 2)], here[2 * ((u + 1) % 2) + 1]
        after[:] = 0.0
        strayed[:] = 0.0
        for q in range(tb.postures):
            s = offset + q
            lump(tb, grid, now, q)
            value_packages(tb, ws, t, s)
            for f in range(grid.nodes):
                on, beside = holds_some(tb, now, q, f), _stands(tb, stray, q, f)
                if not (on or beside):
                    continue
                reach(tb, ws, grid, told, offset, s, f)
                ws.residual[1] = 0.0
                solve_node(tb, ws, t, u, s)
                if on:
                    play_node(tb, ws, grid, t, u, s, now[q, f], after, counts)
                    _do_anything(tb, ws, grid, t, u, s, strayed, counts)
                else:
                    found[0] = max(found[0], ws.residual[1])
                    play_node(tb, ws, grid, t, u, s, stray[q, f], strayed, counts)
    end = here[2 * (tb.turns % 2) + 1]
    for q in range(tb.postures):
        for f in range(grid.nodes):
            for h in range(tb.profiles):
                fought[offset + q, f, h] = end[q, f, h]


@compiled
def _stands(tb, stray, q, f):
    """Whether a deviation leads to a node, likely enough; if so it stands there for sure."""
    most = 0.0
    for h in range(tb.profiles):
        most = max(most, stray[q, f, h])
    for h in range(tb.profiles):
        stray[q, f, h] = 1.0 if most > LIKELY else 0.0
    return most > LIKELY


@compiled
def _do_anything(tb, ws, grid, t, u, s, strayed, counts):
    """Go wherever an action leads, however it is answered, from a node that has been solved."""
    ws.anything[0] = 1
    n, quiet = tb.of[FLOOR, t], 1.0
    for party in range(tb.parties):
        floor = tb.floor[n, u, s, party]
        if floor == 0.0:
            continue
        count = list_menu(tb, ws, t, u, s, party)
        if count == 0:
            continue
        quiet -= floor
        for o in range(count):
            a = ws.menu[o]
            for h in range(tb.profiles):
                ws.mass[1, h] = 1.0
            act(tb, ws, grid, t, u, s, a, strayed, counts)
    ws.anything[0] = 0
    if quiet > 1e-15:
        for h in range(tb.profiles):
            ws.mass[1, h] = 1.0
        spread(tb, ws, grid, 0, strayed, s % tb.postures, 1)
