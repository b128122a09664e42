"""The strategies played forward: probability pushed through the turns of a round, node by node.

Every node that has probability is solved again where it stands, from where the search ended at the nearest
of the solver's nodes; so beliefs stay those of Bayes' rule between the solver's nodes too.
"""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled, spliced
from parley.solver.kernel.general.backward import solve_theatre
from parley.solver.kernel.general.bargaining import bargain
from parley.solver.kernel.general.decide import ACCEPT, WALK
from parley.solver.kernel.general.node import list_menu, solve_node
from parley.solver.kernel.general.tables import FLOOR, LAW, NEXT
from parley.solver.kernel.general.together import (
    agreed,
    first_pattern,
    next_pattern,
    plan_search,
    walker_of,
)
from parley.solver.kernel.general.worths import (
    ASKED,
    REFUSED,
    THROUGH,
    holds,
    stands,
    value_packages,
    vote_place,
)
from parley.solver.kernel.packages import NONE

PLACE, PATH, ANSWER = range(3)
LEAST_MASS = 1e-13
"""Less than this, under every profile, is not played by itself."""
USUAL_RESIDUAL = 1e-6


@compiled
def spread(tb, ws, grid, level, mass, row, amount):
    """Add the probabilities `ws.mass` [amount, h] at a level's log-odds to `mass` [row, f, h].

    What lands between nodes is split among those around it so that mean log-odds are kept.
    """
    ws.corner[level, 0], ws.share[level, 0], count = 0, 1.0, 1
    for d in range(tb.axes):
        nodes = grid.count[d]
        place = (ws.at[level, d] + tb.axis_limit[d]) * grid.per_step[d]
        place = min(max(place, 0.0), nodes - 1.0)
        lower = min(int(place), nodes - 2)
        part = place - lower
        if part == 0.0 or part == 1.0:
            for n in range(count):
                ws.corner[level, n] += grid.stride[d] * (lower + int(part))
            continue
        for n in range(count):
            ws.corner[level, n] += grid.stride[d] * lower
            ws.corner[level, count + n] = ws.corner[level, n] + grid.stride[d]
            ws.share[level, count + n] = ws.share[level, n] * part
            ws.share[level, n] *= 1.0 - part
        count *= 2
    for n in range(count):
        for h in range(tb.profiles):
            mass[row, ws.corner[level, n], h] += ws.share[level, n] * ws.mass[amount, h]


@compiled
def _end(tb, ws, counts, ending, level):
    for h in range(tb.profiles):
        counts.ending[ending, h] += ws.mass[level, h]


@compiled
def _chance(tb, ws, party, j, place, o, h):
    """The chance of an answer under a profile."""
    if ws.anything[0] == 1:
        return 1.0
    return ws.answers[j, place, o, tb.kind_of[party, h]]


@compiled
def _count(tb, ws, count, row, level):
    for h in range(tb.profiles):
        count[row, h] += ws.mass[level, h]


@compiled
def _part(tb, ws, source, target, factor):
    for h in range(tb.profiles):
        ws.mass[target, h] = factor * ws.mass[source, h]


@compiled
def go_through(tb, ws, grid, t, s, a, level, after, counts):
    """Push `ws.mass` [level] where an action leads that goes through and, where that is not sure, holds."""
    x, kept, spare = tb.action_package[a], holds(tb, t, s, a), ws.mass.shape[0] - 1
    _part(tb, ws, level, spare, kept)
    _count(tb, ws, counts.through, a, spare)
    if x != NONE:
        _end(tb, ws, counts, x, spare)
    elif tb.action_ending[a] != NONE:
        _end(tb, ws, counts, tb.action_ending[a], spare)
    else:
        spread(tb, ws, grid, level, after, tb.action_next[tb.of[NEXT, t], s, a], spare)
    if kept < 1.0:
        _part(tb, ws, level, spare, 1.0 - kept)
        _count(tb, ws, counts.undone, a, spare)
        spread(tb, ws, grid, level, after, s % tb.postures, spare)


@compiled
def be_refused(tb, ws, grid, s, a, level, after, counts):
    """Push `ws.mass` [level] where a refusal leads."""
    broken, spare = 0.0, ws.mass.shape[0] - 1
    _count(tb, ws, counts.refused, a, level)
    if tb.action_package[a] != NONE:
        broken = tb.breakdown_chance
    if broken > 0.0:
        _part(tb, ws, level, spare, broken)
        _end(tb, ws, counts, tb.breakdown, spare)
    _part(tb, ws, level, spare, 1.0 - broken)
    spread(tb, ws, grid, level, after, tb.action_refused[s, a], spare)


@compiled
def follow(tb, ws, grid, t, u, s, a, after, counts):
    """Push `ws.mass` [1], at the log-odds of level 1, through those who answer an action, one by one."""
    level, j = 1, tb.action_joint[a]
    ws.way[1, PLACE], ws.way[1, PATH], ws.way[1, ANSWER] = 0, 0, 0
    while level > 0:
        k, path, o = ws.way[level, PLACE], ws.way[level, PATH], ws.way[level, ANSWER]
        where = stands(tb, a, k, path)
        if where != ASKED:
            if where == THROUGH:
                go_through(tb, ws, grid, t, s, a, level, after, counts)
            elif where == REFUSED:
                be_refused(tb, ws, grid, s, a, level, after, counts)
            else:
                _follow_together(tb, ws, grid, t, u, s, a, level, after, counts)
            level -= 1
            continue
        party, inner = tb.signers[j, k], level + 1
        if o == (3 if tb.may_walk[party] else 2):
            level -= 1
            continue
        ws.way[level, ANSWER] = o + 1
        g, place, some = tb.own[party], vote_place(tb, j, k, path), False
        for h in range(tb.profiles):
            ws.mass[inner, h] = ws.mass[level, h] * _chance(tb, ws, party, j, place, o, h)
            counts.answer[j, k, o, h] += ws.mass[inner, h]
            some = some or ws.mass[inner, h] > 0.0
        if not some:
            continue
        for d in range(tb.axes):
            ws.at[inner, d] = ws.at[level, d]
        if g != NONE:
            for m in range(tb.width[g]):
                told = ws.news[tb.vote_slot[u, j, place] + o * tb.width[g] + m]
                ws.at[inner, tb.first[g] + m] = told
        if o == WALK:
            _count(tb, ws, counts.walked, party, inner)
            _end(tb, ws, counts, tb.walk_ending[party], inner)
            continue
        ws.way[inner, PLACE], ws.way[inner, ANSWER] = k + 1, 0
        ws.way[inner, PATH] = 2 * path + (1 if o == ACCEPT else 0)
        level = inner


@compiled
def _follow_together(tb, ws, grid, t, u, s, a, level, after, counts):
    """Push probability through answers given at once, pattern by pattern."""
    j, inner = tb.action_joint[a], level + 1
    at = tb.joint_slot[u, j]
    plan_search(tb, ws, j)
    for _ in range(first_pattern(tb, ws, j)):
        for h in range(tb.profiles):
            ws.mass[inner, h] = ws.mass[level, h]
        for d in range(tb.axes):
            ws.at[inner, d] = ws.at[level, d]
        for k in range(tb.signer_count[j]):
            party, o, kinds = tb.signers[j, k], ws.digits[k], ws.plan[3, k]
            g = tb.own[party]
            for h in range(0 if ws.anything[0] == 1 else tb.profiles):
                kind = tb.kind_of[party, h]
                ws.mass[inner, h] *= ws.news[at + ws.plan[1, k] + o * kinds + kind]
            for m in range(kinds - 1):
                ws.at[inner, tb.first[g] + m] = ws.news[at + ws.plan[2, k] + o * (kinds - 1) + m]
        for k in range(tb.signer_count[j]):
            for h in range(tb.profiles):
                counts.answer[j, k, ws.digits[k], h] += ws.mass[inner, h]
        walker = walker_of(tb, ws, j)
        if walker != NONE:
            _count(tb, ws, counts.walked, walker, inner)
            _end(tb, ws, counts, tb.walk_ending[walker], inner)
        elif agreed(tb, ws, j):
            go_through(tb, ws, grid, t, s, a, inner, after, counts)
        else:
            be_refused(tb, ws, grid, s, a, inner, after, counts)
        next_pattern(tb, ws, j)


@compiled
def act(tb, ws, grid, t, u, s, a, after, counts):
    """Push the probability `ws.mass` [1] with which an action is taken at a node to where it leads."""
    g = tb.own[tb.action_party[a]]
    _count(tb, ws, counts.action, a, 1)
    for d in range(tb.axes):
        ws.at[1, d] = ws.at[0, d]
    if g != NONE:
        for m in range(tb.width[g]):
            ws.at[1, tb.first[g] + m] = ws.news[tb.act_slot[u, a] + m]
    follow(tb, ws, grid, t, u, s, a, after, counts)


@compiled
def lump(tb, grid, mass, q):
    """Play nodes that have next to no probability as their neighbours; False where a posture has none at all.

    What is left on them goes to the next node that has more, which keeps the sum; so little moves nothing
    that is counted, and would cost as much to solve as any other node.
    """
    likeliest, most = 0, 0.0
    for f in range(grid.nodes):
        for h in range(tb.profiles):
            if mass[q, f, h] > most:
                likeliest, most = f, mass[q, f, h]
    if most == 0.0:
        return False
    target = likeliest
    for f in range(grid.nodes):
        here = 0.0
        for h in range(tb.profiles):
            here = max(here, mass[q, f, h])
        if here >= LEAST_MASS:
            target = f
        elif f != likeliest and here > 0.0:
            for h in range(tb.profiles):
                mass[q, target, h] += mass[q, f, h]
                mass[q, f, h] = 0.0
    return True


@spliced
def play_node(tb, ws, grid, t, u, s, mass, after, counts):
    """Push the probability [h] of a node that has been solved through a turn."""
    n, quiet = tb.of[FLOOR, t], 1.0
    q = s % tb.postures
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
                chance = ws.chance[a, tb.kind_of[party, h]]
                ws.mass[1, h] = floor * chance * mass[h]
            act(tb, ws, grid, t, u, s, a, after, counts)
    if quiet > 1e-15:
        for h in range(tb.profiles):
            ws.mass[1, h] = quiet * mass[h]
        spread(tb, ws, grid, 0, after, q, 1)


@compiled
def reach(tb, ws, grid, told, offset, s, f):
    """Put the log-odds of a node of play, and what choices told at the solver's node nearest to it."""
    for d in range(tb.axes):
        ws.at[0, d] = grid.log_odds[f, d]
    for n in range(tb.slots):
        ws.news[n] = told[s - offset, grid.near[f], n]


@compiled
def holds_some(tb, mass, row, f):
    """Whether any probability stands at a node."""
    some = False
    for h in range(tb.profiles):
        some = some or mass[row, f, h] > 0.0
    return some


@compiled
def play_share(tb, ws, grid, t, share, later, start, told, mass, fought, here, prior, counts):
    """Play the turns of a round on a range of theatre states: `mass` [s, f, h] becomes `fought` [s, f, h].

    `told` [q, b, n] and `here` [2, q, f, h] are scratch; `prior` [h] is the analyst's.
    """
    for w in range(share[0], share[1]):
        offset, any_there = w * tb.postures, False
        for q in range(tb.postures):
            for f in range(grid.nodes):
                some = holds_some(tb, mass, offset + q, f)
                any_there = any_there or some
                for h in range(tb.profiles):
                    here[0, q, f, h] = mass[offset + q, f, h]
        if not any_there:
            continue
        ws.counting[0], reached = 0, ws.residual[0]
        solve_theatre(tb, ws, t, w, later, start, told, offset, 1)
        ws.counting[0], ws.residual[0] = 1, reached
        for u in range(tb.turns):
            now, after = here[u % 2], here[(u + 1) % 2]
            after[:] = 0.0
            for q in range(tb.postures):
                s = offset + q
                if not lump(tb, grid, now, q):
                    continue
                value_packages(tb, ws, t, s)
                for f in range(grid.nodes):
                    if not holds_some(tb, now, q, f):
                        continue
                    reach(tb, ws, grid, told, offset, s, f)
                    if u == 0:
                        bargain(tb, ws, s, now[q, f], prior, counts)
                    ws.residual[1] = 0.0
                    solve_node(tb, ws, t, u, s)
                    if not ws.residual[1] <= USUAL_RESIDUAL:
                        for h in range(tb.profiles):
                            counts.unsettled[0] += prior[h] * now[q, f, h] / tb.turns
                    play_node(tb, ws, grid, t, u, s, now[q, f], after, counts)
        end = here[tb.turns % 2]
        for q in range(tb.postures):
            for f in range(grid.nodes):
                for h in range(tb.profiles):
                    fought[offset + q, f, h] = end[q, f, h]


@compiled
def move(tb, ws, grid, t, share, fought, mass, counts):
    """Let nature move to a range of theatre states: `fought` [s, f, h] becomes `mass` [s, f, h] there.

    What collapses into them ends the war. Every theatre state must be in a share for nothing to be lost.
    """
    law, first, last = tb.of[LAW, t], share[0] * tb.postures, share[1] * tb.postures
    for s in range(first, last):
        for f in range(grid.nodes):
            for h in range(tb.profiles):
                mass[s, f, h] = 0.0
    for s in range(fought.shape[0]):
        any_there = False
        for f in range(grid.nodes):
            any_there = any_there or holds_some(tb, fought, s, f)
        if not any_there:
            continue
        for m in range(tb.move_start[s], tb.move_start[s + 1]):
            to = tb.move_next[m]
            if to < first or to >= last:
                continue
            ending = tb.collapse[to // tb.postures]
            for f in range(grid.nodes):
                some = False
                for h in range(tb.profiles):
                    ws.mass[1, h] = tb.move_chance[law, m, h] * fought[s, f, h]
                    some = some or ws.mass[1, h] > 0.0
                if not some:
                    continue
                if ending != NONE:
                    _end(tb, ws, counts, ending, 1)
                elif tb.move_tells[law, m]:
                    for d in range(tb.axes):
                        ws.at[1, d] = grid.log_odds[f, d] + tb.move_shift[law, m, d]
                    spread(tb, ws, grid, 1, mass, to, 1)
                else:
                    for h in range(tb.profiles):
                        mass[to, f, h] += ws.mass[1, h]
