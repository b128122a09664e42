"""The strategies played forward: probability pushed through one round, exactly."""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.hidden.backward import open_theatre
from parley.solver.kernel.hidden.node import solve_block
from parley.solver.kernel.numbers.lanes import LANES, any_of, lanes, largest, most, pick, put, row, total
from parley.solver.kernel.packages import NONE, value_packages


@compiled
def spread(tb, mass, h, s, log_odds, amount):
    """Add probability at any log-odds, split between two nodes so that mean log-odds are kept."""
    position = min(max((log_odds - tb.lowest) * tb.per_step, 0.0), tb.nodes - 1.0)
    lower = min(int(position), tb.nodes - 2)
    part = position - lower
    mass[h, s, lower] += (1.0 - part) * amount
    mass[h, s, lower + 1] += part * amount


@compiled
def _move_to(tb, desk, fought, h, s, b, here, log_odds, amount):
    """Add probability to a situation: in place where nothing was told, else at the log-odds told."""
    if here:
        put(fought, (h, s, b), row(fought, (h, s, b)) + amount)
        return
    put(desk.own, (0, 0), log_odds)
    put(desk.own, (1, 0), amount)
    for lane in range(LANES):
        if desk.own[1, lane] > 0.0:
            spread(tb, fought, h, s, desk.own[0, lane], desk.own[1, lane])


@compiled
def play_round(tb, desk, t, theatres, later, start, mass, fought, tally, prior):
    """Play the floor of round t on a range of theatre states: `mass` [h, s, b] becomes `fought` [h, s, b].

    `fought` is the probability of fighting the round there. `later` [s, c, b] are worths of round t + 1,
    `start` [s, n, b] the news of the solution; `prior` [h] is the analyst's. Returns the largest belief
    residual among the nodes reached.
    """
    residual = 0.0
    for w in range(theatres[0], theatres[1]):
        opened = False
        for s in range(w * tb.postures, (w + 1) * tb.postures):
            valued = False
            for b in range(0, mass.shape[2], LANES):
                reached = (row(mass, (0, s, b)) > 0.0) | (row(mass, (1, s, b)) > 0.0)
                if not any_of(reached):
                    continue
                if not opened:
                    open_theatre(tb, desk, t, w, later)
                    opened = True
                if not valued:
                    value_packages(tb, desk, t, s)
                    valued = True
                live = pick(reached, 1.0, lanes(0.0))
                put(desk.live, (0,), live)
                for n in range(start.shape[1]):
                    put(desk.news, (n, 0), row(start, (s, n, b)))
                residual = max(residual, largest(live * solve_block(tb, desk, t, s, b)))
                for h in range(2):
                    _play_block(tb, desk, t, s, b, h, mass, fought, tally)
                    _bargain(tb, desk, s, b, h, prior[h] * row(mass, (h, s, b)), tally)
    for i in range(desk.gap.shape[0]):
        tally.regret[i] = max(tally.regret[i], desk.gap[i])
        tally.slack[i] = max(tally.slack[i], desk.slack[i])
    return residual


@compiled
def _play_block(tb, desk, t, s, b, h, mass, fought, tally):
    """Push the probability at a block of nodes, for one disposition, through whoever has the floor."""
    amount = row(mass, (h, s, b))
    floor = tb.floor[tb.floor_of[t], s]
    quiet = 1.0
    for party in range(floor.shape[0]):
        quiet -= floor[party]
        if floor[party] == 0.0:
            continue
        for a in range(tb.first_action[party], tb.first_action[party + 1]):
            if tb.action_next[s, a] != NONE:
                taken = amount * (floor[party] * row(desk.chance, (a, h, 0)))
                tally.action[a, h] += total(taken)
                _play_action(tb, desk, s, b, a, h, taken, fought, tally)
    if quiet > 1e-15:
        put(fought, (h, s, b), row(fought, (h, s, b)) + quiet * amount)


@compiled
def _play_action(tb, desk, s, b, a, h, amount, fought, tally):
    """Push the probability of one action through its answers to where it leads."""
    x, j = tb.action_package[a], tb.action_joint[a]
    breakdown = tb.package_signers.shape[0]
    slot = tb.act_slot[a]
    here, told = True, row(tb.grid, (b,))
    if slot != NONE:
        here, told = False, row(desk.news, (slot, 0))
    asked = 0 if j == NONE else tb.signers.shape[1]
    for k in range(asked):
        party = tb.signers[j, k]
        if party == NONE:
            continue
        accepted = row(desk.accept, (j, k, h, 0)) * amount
        walked = row(desk.walk, (j, k, h, 0)) * amount
        refused = most(amount - accepted - walked, 0.0)
        tally.answer[j, k, 0, h] += total(accepted)
        tally.answer[j, k, 1, h] += total(refused)
        tally.answer[j, k, 2, h] += total(walked)
        tally.ending[breakdown, h] += total(walked)
        if x != NONE:
            tally.ending[breakdown, h] += total(refused) * tb.breakdown_chance
            refused = refused * (1.0 - tb.breakdown_chance)
        if party == tb.hidden:
            reply = tb.answer_slot[j]
            _move_to(tb, desk, fought, h, s, b, False, row(desk.news, (reply + 1, 0)), refused)
            here, told = False, row(desk.news, (reply, 0))
        else:
            _move_to(tb, desk, fought, h, s, b, here, told, refused)
        amount = accepted
    if x != NONE:
        tally.ending[x, h] += total(amount)
    else:
        there = s - desk.posture[0] + tb.action_next[s, a]
        _move_to(tb, desk, fought, h, there, b, here, told, amount)


@compiled
def _bargain(tb, desk, s, b, h, weight, tally):
    """Which packages beat going on for all who sign, and what waiting for the best of them gains."""
    if not any_of(weight > 0.0):
        return
    packages = tb.package_signers.shape[0]
    found = lanes(0.0)
    for x in range(packages):
        if tb.reserved[x] or tb.package_signers.shape[1] == 0:
            continue
        agreed = lanes(1.0)
        for k in range(tb.package_signers.shape[1]):
            party = tb.package_signers[x, k]
            if party != NONE:
                agreed = pick(
                    _settling(tb, desk, x, party, h, b) >= _waiting(tb, desk, party, h, b), agreed, 0.0
                )
        put(desk.own, (x, 0), agreed)
        tally.range_open[x] += total(agreed * weight)
        found = most(found, agreed)
    tally.range_empty[0] += total((1.0 - found) * weight)
    if not any_of((found > 0.0) & (weight > 0.0)):
        return
    for i in range(tb.prior.shape[0]):
        best = lanes(-1e300)
        for x in range(packages):
            if not (tb.reserved[x] or tb.package_signers.shape[1] == 0):
                settled = _settling(tb, desk, x, i, h, b)
                best = most(best, pick(row(desk.own, (x, 0)) > 0.0, settled, -1e300))
        gain = pick(found > 0.0, _waiting(tb, desk, i, h, b) - best, 0.0)
        tally.waiting[i, 0] += total(weight * gain)
        tally.waiting[i, 1] += total(weight * found)


@compiled
def _settling(tb, desk, x, party, h, b):
    """A package as the party itself sees it: the hidden party knows its disposition, others believe."""
    at = party * 2
    if party == tb.hidden:
        return lanes(desk.agreed[at + h, x])
    first = 1.0 / (1.0 + tb.doubt[party] * row(tb.odds_against, (b,)))
    return desk.agreed[at + 1, x] + first * (desk.agreed[at, x] - desk.agreed[at + 1, x])


@compiled
def _waiting(tb, desk, party, h, b):
    """Going on as the party itself sees it."""
    at, q = party * 2, desk.posture[0]
    if party == tb.hidden:
        return row(desk.fighting, (q, at + h, b))
    first = 1.0 / (1.0 + tb.doubt[party] * row(tb.odds_against, (b,)))
    second = row(desk.fighting, (q, at + 1, b))
    return second + first * (row(desk.fighting, (q, at, b)) - second)


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
                        tally.ending[ending, h] += total(amount) * chance
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


@compiled
def read_strategies(tb, desk, t, situations, later, start, sheet):
    """Fill `sheet` for the situations listed; `later` [s, c, b] and `start` [s, slot, b] as in a solution."""
    before = -1
    for n in range(situations.shape[0]):
        s = situations[n]
        w = s // tb.postures
        if w != before:
            open_theatre(tb, desk, t, w, later)
            before = w
        value_packages(tb, desk, t, s)
        for b in range(0, later.shape[2], LANES):
            for slot in range(start.shape[1]):
                put(desk.news, (slot, 0), row(start, (s, slot, b)))
            desk.chance[:] = 0.0
            solve_block(tb, desk, t, s, b)
            for h in range(2):
                for a in range(sheet.chance.shape[1]):
                    put(sheet.chance, (n, a, h, b), row(desk.chance, (a, h, 0)))
                for j in range(sheet.accept.shape[1]):
                    for k in range(sheet.accept.shape[2]):
                        put(sheet.accept, (n, j, k, h, b), row(desk.accept, (j, k, h, 0)))
                        put(sheet.walk, (n, j, k, h, b), row(desk.walk, (j, k, h, 0)))
            for slot in range(start.shape[1]):
                put(sheet.news, (n, slot, b), row(desk.news, (slot, 0)))
