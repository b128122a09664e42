"""A run of offers that one party answers, eight side by side: what most nodes of a bargaining game are."""

from __future__ import annotations

import math

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.complete_information.worths import go_on
from parley.solver.kernel.numbers.elementary import exp
from parley.solver.kernel.numbers.lanes import (
    LANES,
    first_lanes,
    lanes,
    largest,
    magnitude,
    most,
    pick,
    put,
    row,
    total,
)
from parley.solver.kernel.packages import TIE

NOTHING = -1e300  # the worth of an option that is not there


@compiled
def weigh_offers(tb, workspace, s, a, length, place):
    """Worths `workspace.own` of a run of offers to who makes it, and the chances `workspace.yes` of a yes.

    The run starts with action a; its options with `place`. What spills over its end is written again by
    the next options.
    """
    proposer, party = tb.action_party[a], tb.signers[tb.action_joint[a], 0]
    x, precision = tb.action_package[a], tb.precision[party]
    go_on(tb, workspace, s, a, workspace.refused)
    theirs, ours = workspace.refused[party], workspace.refused[proposer]
    for n in range(0, length, LANES):
        yes = _says_yes(row(workspace.agreed, (party, x + n)) - theirs, precision)
        own = ours + yes * (row(workspace.agreed, (proposer, x + n)) - ours)
        put(workspace.yes, (place + n,), yes)
        put(workspace.own, (place + n,), own + row(tb.cost_of, (proposer, a + n)))


@compiled
def _says_yes(gain, precision):
    """The probability of yes by its gain; a perfect party says yes when in doubt."""
    if math.isinf(precision):
        return pick(gain >= -TIE, 1.0, lanes(0.0))
    weight = exp(-precision * magnitude(gain))
    return pick(gain >= 0.0, 1.0, weight) / (1.0 + weight)


@compiled
def add_offers(tb, workspace, s, a, length, place, weight, value):
    """Add the worth of a run of offers, by their weights `workspace.mixed` times `weight`, to `value` [c]."""
    go_on(tb, workspace, s, a, workspace.refused)
    x = tb.action_package[a]
    for c in range(value.shape[0]):
        refused = workspace.refused[c]
        worth = lanes(0.0)
        for n in range(0, length, LANES):
            gain = row(workspace.yes, (place + n,)) * (row(workspace.agreed, (c, x + n)) - refused)
            told = row(workspace.mixed, (place + n,)) * (refused + gain + row(tb.cost_of, (c, a + n)))
            worth = worth + pick(first_lanes(length - n), told, 0.0)
        value[c] += weight * total(worth)


@compiled
def choose_option(workspace, count, precision):
    """Fill `workspace.mixed` with weights of the first `count` options `workspace.own`, and zeros after them.

    Returns what makes probabilities of them. Multiplied by that at once, all that follows would have to wait
    for their sum.
    """
    put(workspace.own, (count,), NOTHING)
    best = row(workspace.own, (0,))
    for o in range(LANES, count, LANES):
        best = most(best, row(workspace.own, (o,)))
    top = largest(best)
    if math.isinf(precision):
        chosen = False
        for o in range(count):
            workspace.mixed[o] = 0.0
            if not chosen and workspace.own[o] >= top - TIE:
                workspace.mixed[o] = 1.0
                chosen = True
        return 1.0
    sums = lanes(0.0)
    for o in range(0, count, LANES):
        # Lanes past the last option hold no option: at a precision near 0 even NOTHING would get weight.
        weight = pick(first_lanes(count - o), exp(precision * (row(workspace.own, (o,)) - top)), 0.0)
        sums = sums + weight
        put(workspace.mixed, (o,), weight)
    return 1.0 / total(sums)
