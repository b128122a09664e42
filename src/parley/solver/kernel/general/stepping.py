"""Play followed one situation at a time, as a plan of one party has it where one is stated.

What `forward` does for a whole theatre state is done here for one situation, so that what is counted can be
paid for with what it is worth there.
"""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.general.forward import act, holds_some, play_node, reach, spread
from parley.solver.kernel.general.node import list_menu, solve_node
from parley.solver.kernel.general.tables import FLOOR
from parley.solver.kernel.general.worths import value_packages
from parley.solver.kernel.packages import NONE


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
