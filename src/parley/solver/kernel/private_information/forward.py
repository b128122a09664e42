"""The strategies played forward: probability pushed through one round.

Probability stands on a finer grid of beliefs than strategies: these are read between their nodes, and what a
choice tells is worked out from what was read, so that beliefs stay those of Bayes' rule.
"""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled, inlined
from parley.solver.kernel.numbers.elementary import log
from parley.solver.kernel.numbers.lanes import (
    LANES,
    any_of,
    as_numbers,
    gather,
    lanes,
    least,
    most,
    pick,
    places,
    put,
    row,
)
from parley.solver.kernel.packages import NONE
from parley.solver.kernel.private_information.worths import locate


@inlined
def spread(grid, mass, s, log_odds, amounts, space):
    """Add probabilities of both dispositions at any log-odds, split between two nodes so that mean log-odds
    are kept."""
    amount_0, amount_1 = amounts
    position = least(most((log_odds - grid.lowest) * grid.per_step, 0.0), grid.count - 1.0)
    lower = as_numbers(places(least(position, grid.count - 2.0)))
    part = position - lower
    put(space, (0, 0), lower)
    put(space, (1, 0), (1.0 - part) * amount_0)
    put(space, (2, 0), part * amount_0)
    put(space, (3, 0), (1.0 - part) * amount_1)
    put(space, (4, 0), part * amount_1)
    mass_0, mass_1 = mass[0, s], mass[1, s]
    for lane in range(LANES):
        node = int(space[0, lane])
        mass_0[node] += space[1, lane]
        mass_0[node + 1] += space[2, lane]
        mass_1[node] += space[3, lane]
        mass_1[node + 1] += space[4, lane]


@inlined
def _count(counts, place, amount):
    """Add what happens in eight lanes to what has been counted in them."""
    put(counts, place, row(counts, place) + amount)


@inlined
def _move_to(grid, fought, s, b, told, amounts, space):
    """Add both dispositions' probabilities to a situation: in place where nothing was told, else at the
    log-odds told, a pair of whether and what."""
    here, log_odds = told
    amount_0, amount_1 = amounts
    if here:
        put(fought, (0, s, b), row(fought, (0, s, b)) + amount_0)
        put(fought, (1, s, b), row(fought, (1, s, b)) + amount_1)
        return
    spread(grid, fought, s, log_odds, amounts, space)


@compiled
def play_round(tb, grid, sheet, t, theatres, mass, fought, tally, prior, space):
    """Play the floor of round t on a range of theatre states: `mass` [h, s, l] becomes `fought` [h, s, l].

    `fought` is the probability of fighting the round there, on the nodes of `grid`. `sheet` has the
    strategies of these theatre states; `prior` [h] is the analyst's; `space` is scratch, five rows and one
    for each package and two for each party.
    """
    first = theatres[0] * tb.postures
    for s in range(first, theatres[1] * tb.postures):
        for b in range(0, mass.shape[2], LANES):
            amounts = row(mass, (0, s, b)), row(mass, (1, s, b))
            if not any_of(amounts[0] + amounts[1] > 0.0):
                continue
            at = locate(tb, row(grid.nodes, (b,)))
            _play_block(tb, grid, sheet, s - first, t, s, b, at, amounts, fought, tally, space)
            for h in range(2):
                _bargain(tb, grid, sheet, s - first, b, at, h, prior[h], row(mass, (h, s, b)), tally, space)


@inlined
def _read(table, place, at):
    """Something known at the solver's nodes, read between them."""
    lower, part = at
    below = gather(table, (*place, 0), lower)
    above = gather(table, (*place, 1), lower)
    return below + part * (above - below)


@compiled
def _play_block(tb, grid, sheet, n, t, s, b, at, amounts, fought, tally, space):
    """Push the probability at a block of nodes through whoever has the floor."""
    amount_0, amount_1 = amounts
    floor = tb.floor[tb.floor_of[t], s]
    here = row(grid.nodes, (b,))
    quiet = 1.0
    for party in range(floor.shape[0]):
        quiet -= floor[party]
        if floor[party] == 0.0:
            continue
        for a in range(tb.first_action[party], tb.first_action[party + 1]):
            if tb.action_next[s, a] == NONE:
                continue
            chance_0 = chance_1 = _read(sheet.chance, (n, a, 0), at)
            told = True, here
            if party == tb.hidden:
                chance_1 = _read(sheet.chance, (n, a, 1), at)
                told = False, here + (log(chance_0) - log(chance_1))
            taken = amount_0 * (floor[party] * chance_0), amount_1 * (floor[party] * chance_1)
            _count(tally.action, (a, 0, 0), taken[0])
            _count(tally.action, (a, 1, 0), taken[1])
            _play_action(tb, grid, sheet, n, s, b, at, a, told, taken, fought, tally, space)
    if quiet > 1e-15:
        _move_to(grid, fought, s, b, (True, here), (quiet * amount_0, quiet * amount_1), space)


@inlined
def _play_action(tb, grid, sheet, n, s, b, at, a, told, amounts, fought, tally, space):
    """Push the probability of one action through its answers to where it leads."""
    x, j = tb.action_package[a], tb.action_joint[a]
    breakdown = tb.package_signers.shape[0]
    asked = 0 if j == NONE else tb.signers.shape[1]
    for k in range(asked):
        party = tb.signers[j, k]
        if party == NONE:
            continue
        yes_0 = yes_1 = _read(sheet.accept, (n, j, k, 0), at)
        if party == tb.hidden:
            yes_1 = _read(sheet.accept, (n, j, k, 1), at)
        no_0, no_1 = most(1.0 - yes_0, 0.0), most(1.0 - yes_1, 0.0)
        if tb.may_walk[party]:
            walk_0, walk_1 = (
                _read(sheet.walk, (n, j, k, 0), at),
                _read(sheet.walk, (n, j, k, 1), at),
            )
            no_0, no_1 = most(no_0 - walk_0, 0.0), most(no_1 - walk_1, 0.0)
            _count_ending(tally, breakdown, (amounts[0] * walk_0, amounts[1] * walk_1))
            _count(tally.answer, (j, k, 2, 0, 0), amounts[0] * walk_0)
            _count(tally.answer, (j, k, 2, 1, 0), amounts[1] * walk_1)
        refused = amounts[0] * no_0, amounts[1] * no_1
        amounts = amounts[0] * yes_0, amounts[1] * yes_1
        _count(tally.answer, (j, k, 0, 0, 0), amounts[0])
        _count(tally.answer, (j, k, 0, 1, 0), amounts[1])
        _count(tally.answer, (j, k, 1, 0, 0), refused[0])
        _count(tally.answer, (j, k, 1, 1, 0), refused[1])
        if x != NONE and tb.breakdown_chance > 0.0:
            broken, kept = tb.breakdown_chance, 1.0 - tb.breakdown_chance
            _count_ending(tally, breakdown, (broken * refused[0], broken * refused[1]))
            refused = kept * refused[0], kept * refused[1]
        if party == tb.hidden:
            _move_to(grid, fought, s, b, (False, told[1] + (log(no_0) - log(no_1))), refused, space)
            told = False, told[1] + (log(yes_0) - log(yes_1))
        else:
            _move_to(grid, fought, s, b, told, refused, space)
    if x != NONE:
        _count_ending(tally, x, amounts)
    else:
        there = s - s % tb.postures + tb.action_next[s, a]
        _move_to(grid, fought, there, b, told, amounts, space)


@inlined
def _count_ending(tally, ending, amounts):
    """Count how probable it is to end so in this round, for both dispositions."""
    _count(tally.ending, (ending, 0, 0), amounts[0])
    _count(tally.ending, (ending, 1, 0), amounts[1])


@compiled
def _bargain(tb, grid, sheet, n, b, at, h, prior, amount, tally, space):
    """Which packages beat going on for all who sign, and what waiting gains against each and the best."""
    weight = prior * amount
    if not any_of(amount > 0.0):
        return
    packages = tb.package_signers.shape[0]
    beliefs, waiting = packages, packages + tb.prior.shape[0]
    for i in range(tb.prior.shape[0]):
        first = 1.0 / (1.0 + tb.doubt[i] * row(grid.odds_against, (b,)))
        if i == tb.hidden:
            goes_on = _read(sheet.fighting, (n, 2 * i + h), at)
        else:
            second = _read(sheet.fighting, (n, 2 * i + 1), at)
            goes_on = second + first * (_read(sheet.fighting, (n, 2 * i), at) - second)
        put(space, (beliefs + i, 0), first)
        put(space, (waiting + i, 0), goes_on)
    found = lanes(0.0)
    for x in range(packages):
        if tb.reserved[x] or tb.package_signers.shape[1] == 0:
            continue
        for i in range(tb.prior.shape[0]):
            settled = _settling(tb, sheet, n, x, i, h, row(space, (beliefs + i, 0)))
            _count(tally.gain, (i, x, h, 0), amount * (row(space, (waiting + i, 0)) - settled))
        agreed = lanes(1.0)
        for k in range(tb.package_signers.shape[1]):
            party = tb.package_signers[x, k]
            if party != NONE:
                settled = _settling(tb, sheet, n, x, party, h, row(space, (beliefs + party, 0)))
                agreed = pick(settled >= row(space, (waiting + party, 0)), agreed, 0.0)
        put(space, (x, 0), agreed)
        _count(tally.range_open, (x, 0), agreed * weight)
        found = most(found, agreed)
    _count(tally.range_empty, (0, 0), (1.0 - found) * weight)
    if not any_of((found > 0.0) & (weight > 0.0)):
        return
    for i in range(tb.prior.shape[0]):
        best = lanes(-1e300)
        for x in range(packages):
            if not (tb.reserved[x] or tb.package_signers.shape[1] == 0):
                settled = _settling(tb, sheet, n, x, i, h, row(space, (beliefs + i, 0)))
                best = most(best, pick(row(space, (x, 0)) > 0.0, settled, -1e300))
        gain = pick(found > 0.0, row(space, (waiting + i, 0)) - best, 0.0)
        _count(tally.waiting, (i, 0, 0), weight * gain)
        _count(tally.waiting, (i, 1, 0), weight * found)


@compiled
def _settling(tb, sheet, n, x, party, h, first):
    """A package as the party itself sees it: the hidden party knows its disposition, others believe."""
    if party == tb.hidden:
        return lanes(sheet.agreed[n, 2 * party + h, x])
    second = sheet.agreed[n, 2 * party + 1, x]
    return second + first * (sheet.agreed[n, 2 * party, x] - second)


@compiled
def move(tb, grid, t, fought, mass, tally, space):
    """Let nature move: `fought` [h, s, l] becomes `mass` [h, s, l] of the next round, but for collapses."""
    law = tb.law_of[t]
    mass[:] = 0.0
    for s in range(fought.shape[1]):
        for b in range(0, fought.shape[2], LANES):
            amount_0, amount_1 = row(fought, (0, s, b)), row(fought, (1, s, b))
            if not any_of(amount_0 + amount_1 > 0.0):
                continue
            for m in range(tb.move_start[s], tb.move_start[s + 1]):
                chance_0, chance_1 = tb.move_chance[law, 0, m], tb.move_chance[law, 1, m]
                if chance_0 == 0.0 and chance_1 == 0.0:
                    continue
                to = tb.move_next[m]
                ending, shift = tb.collapse[to // tb.postures], tb.move_shift[law, m]
                if ending != NONE:
                    _count_ending(tally, ending, (chance_0 * amount_0, chance_1 * amount_1))
                elif shift == 0.0:
                    put(mass, (0, to, b), row(mass, (0, to, b)) + chance_0 * amount_0)
                    put(mass, (1, to, b), row(mass, (1, to, b)) + chance_1 * amount_1)
                else:
                    moved = chance_0 * amount_0, chance_1 * amount_1
                    spread(grid, mass, to, row(grid.nodes, (b,)) + shift, moved, space)
