"""The strategies played forward: probability pushed through one round, exactly."""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.numbers.lanes import LANES, any_of, lanes, most, pick, put, row
from parley.solver.kernel.packages import NONE


@compiled
def spread(tb, mass, h, s, log_odds, amount):
    """Add probability at any log-odds, split between two nodes so that mean log-odds are kept."""
    position = min(max((log_odds - tb.lowest) * tb.per_step, 0.0), tb.nodes - 1.0)
    lower = min(int(position), tb.nodes - 2)
    part = position - lower
    mass[h, s, lower] += (1.0 - part) * amount
    mass[h, s, lower + 1] += part * amount


@compiled
def _count(counts, place, amount):
    """Add what happens in eight lanes to what has been counted in them."""
    put(counts, place, row(counts, place) + amount)


@compiled
def _move_to(tb, fought, h, s, b, here, log_odds, amount, space):
    """Add probability to a situation: in place where nothing was told, else at the log-odds told."""
    if here:
        put(fought, (h, s, b), row(fought, (h, s, b)) + amount)
        return
    put(space, (0, 0), log_odds)
    put(space, (1, 0), amount)
    for lane in range(LANES):
        if space[1, lane] > 0.0:
            spread(tb, fought, h, s, space[0, lane], space[1, lane])


@compiled
def play_round(tb, sheet, t, theatres, mass, fought, tally, prior, space):
    """Play the floor of round t on a range of theatre states: `mass` [h, s, b] becomes `fought` [h, s, b].

    `fought` is the probability of fighting the round there. `sheet` has the strategies of these theatre
    states; `prior` [h] is the analyst's; `space` is scratch, a row for each package and two for each party.
    """
    first = theatres[0] * tb.postures
    for s in range(first, theatres[1] * tb.postures):
        for b in range(0, mass.shape[2], LANES):
            for h in range(2):
                amount = row(mass, (h, s, b))
                if any_of(amount > 0.0):
                    _play_block(tb, sheet, s - first, t, s, b, h, amount, fought, tally, space)
                    _bargain(tb, sheet, s - first, b, h, prior[h] * amount, tally, space)


@compiled
def _play_block(tb, sheet, n, t, s, b, h, amount, fought, tally, space):
    """Push the probability at a block of nodes, for one disposition, through whoever has the floor."""
    floor = tb.floor[tb.floor_of[t], s]
    quiet = 1.0
    for party in range(floor.shape[0]):
        quiet -= floor[party]
        if floor[party] == 0.0:
            continue
        for a in range(tb.first_action[party], tb.first_action[party + 1]):
            if tb.action_next[s, a] != NONE:
                taken = amount * (floor[party] * row(sheet.chance, (n, a, h, b)))
                _count(tally.action, (a, h, 0), taken)
                _play_action(tb, sheet, n, s, b, a, h, taken, fought, tally, space)
    if quiet > 1e-15:
        put(fought, (h, s, b), row(fought, (h, s, b)) + quiet * amount)


@compiled
def _play_action(tb, sheet, n, s, b, a, h, amount, fought, tally, space):
    """Push the probability of one action through its answers to where it leads."""
    x, j = tb.action_package[a], tb.action_joint[a]
    breakdown = tb.package_signers.shape[0]
    slot = tb.act_slot[a]
    here, told = True, row(tb.grid, (b,))
    if slot != NONE:
        here, told = False, row(sheet.news, (n, slot, b))
    asked = 0 if j == NONE else tb.signers.shape[1]
    for k in range(asked):
        party = tb.signers[j, k]
        if party == NONE:
            continue
        accepted = row(sheet.accept, (n, j, k, h, b)) * amount
        walked = row(sheet.walk, (n, j, k, h, b)) * amount
        refused = most(amount - accepted - walked, 0.0)
        _count(tally.answer, (j, k, 0, h, 0), accepted)
        _count(tally.answer, (j, k, 1, h, 0), refused)
        _count(tally.answer, (j, k, 2, h, 0), walked)
        _count(tally.ending, (breakdown, h, 0), walked)
        if x != NONE:
            _count(tally.ending, (breakdown, h, 0), tb.breakdown_chance * refused)
            refused = refused * (1.0 - tb.breakdown_chance)
        if party == tb.hidden:
            after_no = row(sheet.news, (n, tb.answer_slot[j, 1], b))
            _move_to(tb, fought, h, s, b, False, after_no, refused, space)
            here, told = False, row(sheet.news, (n, tb.answer_slot[j, 0], b))
        else:
            _move_to(tb, fought, h, s, b, here, told, refused, space)
        amount = accepted
    if x != NONE:
        _count(tally.ending, (x, h, 0), amount)
    else:
        there = s - s % tb.postures + tb.action_next[s, a]
        _move_to(tb, fought, h, there, b, here, told, amount, space)


@compiled
def _bargain(tb, sheet, n, b, h, weight, tally, space):
    """Which packages beat going on for all who sign, and what waiting for the best of them gains."""
    if not any_of(weight > 0.0):
        return
    packages = tb.package_signers.shape[0]
    beliefs, waiting = packages, packages + tb.prior.shape[0]
    for i in range(tb.prior.shape[0]):
        first = 1.0 / (1.0 + tb.doubt[i] * row(tb.odds_against, (b,)))
        second = row(sheet.fighting, (n, 2 * i + 1, b))
        goes_on = second + first * (row(sheet.fighting, (n, 2 * i, b)) - second)
        if i == tb.hidden:
            goes_on = row(sheet.fighting, (n, 2 * i + h, b))
        put(space, (beliefs + i, 0), first)
        put(space, (waiting + i, 0), goes_on)
    found = lanes(0.0)
    for x in range(packages):
        if tb.reserved[x] or tb.package_signers.shape[1] == 0:
            continue
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
def move(tb, t, fought, mass, tally):
    """Let nature move: `fought` [h, s, b] becomes `mass` [h, s, b] of the next round, but for collapses."""
    law = tb.law_of[t]
    mass[:] = 0.0
    for h in range(fought.shape[0]):
        for s in range(fought.shape[1]):
            for b in range(0, fought.shape[2], LANES):
                amount = row(fought, (h, s, b))
                if not any_of(amount > 0.0):
                    continue
                for m in range(tb.move_start[s], tb.move_start[s + 1]):
                    chance = tb.move_chance[law, h, m]
                    if chance == 0.0:
                        continue
                    to = tb.move_next[m]
                    ending = tb.collapse[to // tb.postures]
                    if ending != NONE:
                        _count(tally.ending, (ending, h, 0), chance * amount)
                    elif tb.move_shift[law, m] == 0.0:
                        put(mass, (h, to, b), row(mass, (h, to, b)) + chance * amount)
                    else:
                        _shift(tb, mass, fought, h, s, b, to, tb.move_shift[law, m], chance)


@compiled
def _shift(tb, mass, fought, h, s, b, to, shift, chance):
    """Move a block to where nature's news takes its beliefs."""
    for lane in range(b, b + LANES):
        if fought[h, s, lane] > 0.0:
            spread(tb, mass, h, to, tb.grid[lane] + shift, chance * fought[h, s, lane])
