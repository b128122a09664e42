"""Worths at a node where nothing is hidden: going on, packages, and what an action comes to once answered."""

from __future__ import annotations

import math

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.packages import NONE, TIE


@compiled
def choose(worths, count, precision, chances):
    """Fill `chances` with logit probabilities of the first `count` options.

    With perfect precision the first of the best, up to rounding, is chosen.
    """
    best = worths[0]
    for o in range(1, count):
        best = max(best, worths[o])
    if math.isinf(precision):
        chosen = False
        for o in range(count):
            chances[o] = 0.0
            if not chosen and worths[o] >= best - TIE:
                chances[o] = 1.0
                chosen = True
        return
    total = 0.0
    for o in range(count):
        chances[o] = math.exp(precision * (worths[o] - best))
        total += chances[o]
    for o in range(count):
        chances[o] /= total


@compiled
def note_regret(workspace, party, worths, chances, count, precision):
    """Keep the largest regret of a party over the choices counted, with what logit allows there."""
    if not workspace.counting[0]:
        return
    top, mean = 0, 0.0
    for o in range(count):
        if worths[o] > worths[top]:
            top = o
        mean += chances[o] * worths[o]
    gap = max(worths[top] - mean, 0.0)
    # A logit choice gives up at most its entropy over its precision, which follows from the best chance.
    slack = TIE if math.isinf(precision) else gap - math.log(chances[top]) / precision
    workspace.gap[party] = max(workspace.gap[party], gap)
    workspace.slack[party] = max(workspace.slack[party], slack)


@compiled
def go_on(tb, workspace, s, a, out):
    """Worth after a refusal: fighting on, unless the refusal of a settlement breaks the talks."""
    keep = 1.0 - tb.breakdown_chance if tb.action_package[a] != NONE else 1.0
    for c in range(out.shape[0]):
        out[c] = workspace.fighting[workspace.posture[0], c]
        if keep < 1.0:
            out[c] = keep * out[c] + (1.0 - keep) * tb.breakdown[s, c]


@compiled
def go_through(tb, workspace, t, s, a, out):
    """Worth if nobody refuses: the package, or fighting on in the posture the action leads to."""
    if tb.reservation[a]:
        _leave_indifferent(tb, workspace, t, s, a, out)
    elif tb.action_package[a] != NONE:
        for c in range(out.shape[0]):
            out[c] = workspace.agreed[c, tb.action_package[a]]
    else:
        for c in range(out.shape[0]):
            out[c] = workspace.fighting[tb.action_next[s, a], c] + tb.action_gain[a, c]


@compiled
def _leave_indifferent(tb, workspace, t, s, a, out):
    """The division of a pie that gives the one who answers just what refusing gives."""
    party = tb.signers[tb.action_joint[a], 0]
    go_on(tb, workspace, s, a, out)
    floor = out[party]
    if tb.may_walk[party]:
        floor = max(floor, tb.walk_out[party, s, party])
    low, high = tb.pie[party, 0], tb.pie[party, 1]
    share = min(max((floor - low) / (high - low), 0.0), 1.0)
    for i in range(out.shape[0]):
        part = share if i == party else 1.0 - share
        out[i] = tb.pie[i, 0] + (tb.pie[i, 1] - tb.pie[i, 0]) * part + tb.bonus[t, i]


@compiled
def be_answered(tb, workspace, t, s, a, out):
    """Worth of an action before anybody answers, solved from the last signatory back."""
    go_through(tb, workspace, t, s, a, out)
    j = tb.action_joint[a]
    if j == NONE:
        return
    go_on(tb, workspace, s, a, workspace.refused)
    for k in range(tb.signers.shape[1] - 1, -1, -1):
        if tb.signers[j, k] != NONE:
            _answer(tb, workspace, s, j, k, out)


@compiled
def _answer(tb, workspace, s, j, k, out):
    """One party's answer: turns `out` from the worth of acceptance into the worth of being asked."""
    party = tb.signers[j, k]
    options, walked = 2, 0.0
    workspace.weights[0], workspace.weights[1] = out[party], workspace.refused[party]
    if tb.may_walk[party]:
        options = 3
        workspace.weights[2] = tb.walk_out[party, s, party]
    choose(workspace.weights, options, tb.precision[party], workspace.answers)
    note_regret(workspace, party, workspace.weights, workspace.answers, options, tb.precision[party])
    yes = workspace.answers[0]
    for c in range(out.shape[0]):
        worth = yes * out[c] + workspace.answers[1] * workspace.refused[c]
        if options == 3:
            walked = workspace.answers[2]
            worth += walked * tb.walk_out[party, s, c]
        out[c] = worth
    workspace.accept[j, k] = yes
    workspace.walk[j, k] = walked
