"""Worths at a block of nodes: going on, packages, and what an action comes to once open parties answered."""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.numbers.elementary import exp
from parley.solver.kernel.numbers.lanes import as_numbers, gather, lanes, least, most, pick, places, put, row
from parley.solver.kernel.packages import NONE
from parley.solver.kernel.private_information.choice import choose, note_regret, yes_or_no

OUT, REFUSED, OUT_SLOPE, REFUSED_SLOPE, VALUE, ACCEPTED = range(6)


@compiled
def locate(tb, log_odds):
    """The belief node below each log-odds and the part of the way to the next; clipped at the grid's ends."""
    position = least(most((log_odds - tb.lowest) * tb.per_step, 0.0), tb.nodes - 1.0)
    lower = places(least(position, tb.nodes - 2.0))
    return lower, position - as_numbers(lower)


@compiled
def inside(tb, log_odds):
    """Where log-odds are on the grid, so that worths move with them."""
    return (log_odds > tb.lowest) & (log_odds < -tb.lowest)


@compiled
def read_at(table, q, c, lower, part):
    """A worth [q, c, b] between belief nodes."""
    below, above = gather(table, (q, c, 0), lower), gather(table, (q, c, 1), lower)
    return below + part * (above - below)


@compiled
def keep_talking(tb, a):
    """The chance that a refusal of this action does not break the talks."""
    return 1.0 - tb.breakdown_chance if tb.action_package[a] != NONE else 1.0


@compiled
def go_on(tb, workspace, s, a, here, b, log_odds, out):
    """Worth after a refusal: fighting on, unless the refusal of a settlement breaks the talks.

    If `here`, log-odds are those of the nodes from b on and nothing need be read between nodes.
    """
    q, keep = workspace.posture[0], keep_talking(tb, a)
    lower, part = locate(tb, log_odds)
    for c in range(out.shape[0]):
        worth = row(workspace.fighting, (q, c, b)) if here else read_at(workspace.fighting, q, c, lower, part)
        if keep < 1.0:
            worth = keep * worth + (1.0 - keep) * tb.breakdown[s, c]
        put(out, (c, 0), worth)


@compiled
def go_through(tb, workspace, s, a, here, b, log_odds, out):
    """Worth if nobody refuses: the package, or fighting on in the posture the action leads to."""
    x, q = tb.action_package[a], tb.action_next[s, a]
    if x != NONE:
        for c in range(out.shape[0]):
            put(out, (c, 0), workspace.agreed[c, x])
        return
    lower, part = locate(tb, log_odds)
    for c in range(out.shape[0]):
        worth = row(workspace.fighting, (q, c, b)) if here else read_at(workspace.fighting, q, c, lower, part)
        put(out, (c, 0), worth + tb.action_gain[a, c])


@compiled
def asks_more(tb, a, first):
    """Whether anybody is left to answer an action from place `first` on."""
    j = tb.action_joint[a]
    if j == NONE:
        return False
    left = False
    for k in range(first, tb.signers.shape[1]):
        left = left or tb.signers[j, k] != NONE
    return left


@compiled
def be_answered(tb, workspace, s, a, first, here, b, log_odds, out):
    """Worth of reaching signatory `first` of an action when only open parties answer from there on."""
    go_through(tb, workspace, s, a, here, b, log_odds, out)
    if not asks_more(tb, a, first):
        return
    refused = workspace.rows[REFUSED]
    go_on(tb, workspace, s, a, here, b, log_odds, refused)
    odds = row(tb.odds_against, (b,)) if here else exp(-log_odds)
    j = tb.action_joint[a]
    for k in range(tb.signers.shape[1] - 1, first - 1, -1):
        if tb.signers[j, k] != NONE:
            answer(tb, workspace, s, a, k, odds, out, refused)


@compiled
def answer(tb, workspace, s, a, k, odds, out, refused):
    """One open party's answer: turns `out` from the worth of acceptance into the worth of being asked.

    `refused` is the worth of going on after a refusal; `odds` are the public odds against disposition 0.
    """
    j = tb.action_joint[a]
    party = tb.signers[j, k]
    at = party * 2
    precision = tb.precision[party]
    first = 1.0 / (1.0 + tb.doubt[party] * odds)
    yes_worth = row(out, (at + 1, 0)) + first * (row(out, (at, 0)) - row(out, (at + 1, 0)))
    no_worth = row(refused, (at + 1, 0)) + first * (row(refused, (at, 0)) - row(refused, (at + 1, 0)))
    walked = lanes(0.0)
    if tb.may_walk[party]:
        least_0, least_1 = tb.walk_out[party, s, at], tb.walk_out[party, s, at + 1]
        put(workspace.own, (0, 0), yes_worth)
        put(workspace.own, (1, 0), no_worth)
        put(workspace.own, (2, 0), least_1 + first * (least_0 - least_1))
        _count_regret(workspace, party, 3, precision)
        choose(workspace, 3, precision)
        yes, no, walked = row(workspace.own, (0, 0)), row(workspace.own, (1, 0)), row(workspace.own, (2, 0))
    else:
        yes = yes_or_no(yes_worth - no_worth, precision)
        no = 1.0 - yes
        if workspace.counting[0]:
            best, mean = most(yes_worth, no_worth), yes * yes_worth + no * no_worth
            note_regret(workspace, party, best, mean, most(yes, no), precision)
    for c in range(out.shape[0]):
        worth = row(refused, (c, 0)) + yes * (row(out, (c, 0)) - row(refused, (c, 0)))
        if tb.may_walk[party]:
            worth = worth + walked * (tb.walk_out[party, s, c] - row(refused, (c, 0)))
        put(out, (c, 0), worth)
    for h in range(2):
        put(workspace.accept, (j, k, h, 0), yes)
        put(workspace.walk, (j, k, h, 0), walked)


@compiled
def _count_regret(workspace, party, count, precision):
    """Note the regret of a choice among `workspace.own`, which is chosen from afterwards."""
    if not workspace.counting[0]:
        return
    best = row(workspace.own, (0, 0))
    for o in range(1, count):
        best = most(best, row(workspace.own, (o, 0)))
    total = mean = lanes(0.0)
    for o in range(count):
        worth = row(workspace.own, (o, 0))
        weight = (
            pick(worth >= best - 1e-9, 1.0, lanes(0.0))
            if precision > 1e300
            else exp(precision * (worth - best))
        )
        total, mean = total + weight, mean + weight * worth
    note_regret(workspace, party, best, mean / total, 1.0 / total, precision)
