"""How beliefs are brought to agree with the choices they rest on.

The log-odds after each option of the hidden party are a fixed point: choices depend on them and imply
them. Plain damped iteration defines which one is meant; Newton steps with a line search get there sooner.
`desk.search` remembers where a search stands.
"""

from __future__ import annotations

import math

from parley.solver.kernel.choice import DAMPING, LEAST_DAMPING, LEAST_STEP
from parley.solver.kernel.compiling import compiled

TRYING, STEP, BASE_RESIDUAL, DAMP, REST, PATIENCE = range(6)
NEAR = 0.5


@compiled
def begin_search(desk, rest):
    """Start a search; the first `rest` steps are damped whatever Newton would say."""
    desk.search[TRYING] = 0.0
    desk.search[DAMP] = DAMPING
    for o in range(desk.before.shape[0]):
        desk.before[o] = 0.0
    desk.search[REST] = rest
    desk.search[PATIENCE] = 3.0


@compiled
def settle_for(desk, count, residual, low, high):
    """Whether the point at hand may be kept; if a Newton step fell short, go back and try a shorter one."""
    search = desk.search
    if search[TRYING] == 0.0:
        return True
    if residual <= (1.0 - 0.1 * search[STEP]) * search[BASE_RESIDUAL]:
        search[TRYING] = 0.0
        return True
    search[STEP] /= 2
    if search[STEP] >= LEAST_STEP:
        for o in range(count):
            desk.log_odds[o] = min(max(desk.base[o] - search[STEP] * desk.direction[o], low), high)
        return False
    search[TRYING] = 0.0
    search[REST] = search[PATIENCE]
    search[PATIENCE] *= 2.0
    for o in range(count):
        desk.log_odds[o] = desk.base[o] + search[DAMP] * (desk.base_implied[o] - desk.base[o])
    return False


@compiled
def step_on(desk, count, residual, precision, lse_0, lse_1, low, high):
    """Move `desk.log_odds` on from a point that was kept, given `desk.slope` there."""
    search = desk.search
    if math.isinf(precision):
        for o in range(count):
            desk.log_odds[o] = desk.implied[o]
        return
    # A gap that turns round means the steps overshoot; one that grows without turning is on its way from a
    # point where iteration does not stay, and should not be slowed down.
    turned = 0.0
    for o in range(count):
        turned += (desk.implied[o] - desk.log_odds[o]) * desk.before[o]
        desk.before[o] = desk.implied[o] - desk.log_odds[o]
    search[DAMP] = max(search[DAMP] / 2, LEAST_DAMPING) if turned < 0.0 else min(search[DAMP] * 1.2, 1.0)
    if (
        search[REST] == 0.0
        and residual < NEAR
        and _find_direction(desk, count, precision, lse_0, lse_1, low, high)
    ):
        search[TRYING], search[STEP], search[BASE_RESIDUAL] = 1.0, 1.0, residual
        for o in range(count):
            desk.base[o], desk.base_implied[o] = desk.log_odds[o], desk.implied[o]
            desk.log_odds[o] = min(max(desk.base[o] - desk.direction[o], low), high)
        return
    search[REST] = max(search[REST] - 1.0, 0.0)
    for o in range(count):
        # Where choices answer steeply to beliefs a whole step would overshoot by as much.
        steep = max(1.0 - precision * (desk.slope[o, 0] - desk.slope[o, 1]), 1.0)
        desk.log_odds[o] += search[DAMP] * (desk.implied[o] - desk.log_odds[o]) / steep


@compiled
def _find_direction(desk, count, precision, lse_0, lse_1, low, high):
    """The Newton direction; False where it is not safe, that is where damped iteration would not converge.

    The Jacobian is diagonal plus rank one, so a direction costs no more than an evaluation
    (Sherman-Morrison); it is stable where its determinant is positive and at most one diagonal entry is
    not. `desk.slope` is the derivative of `desk.z` by the log-odds after the option.
    """
    top = bottom = 0.0
    negative = 0
    for o in range(count):
        free = low < desk.implied[o] < high
        diagonal = 1.0
        if free:
            diagonal -= precision * (desk.slope[o, 0] - desk.slope[o, 1])
            negative += diagonal < 0.0
        if abs(diagonal) < 1e-6 or negative > 1:
            return False
        chance_0 = math.exp(precision * desk.z[o, 0] - lse_0)
        chance_1 = math.exp(precision * desk.z[o, 1] - lse_1)
        weight = precision * (chance_0 * desk.slope[o, 0] - chance_1 * desk.slope[o, 1])
        top += weight * (desk.log_odds[o] - desk.implied[o]) / diagonal
        if free:
            bottom += weight / diagonal
        desk.direction[o] = diagonal
    scale = 1.0 + bottom
    if (-scale if negative == 1 else scale) < 1e-3:
        return False
    for o in range(count):
        free = low < desk.implied[o] < high
        gap = desk.log_odds[o] - desk.implied[o]
        desk.direction[o] = (gap - (top / scale if free else 0.0)) / desk.direction[o]
        if abs(desk.direction[o]) > 4.0 * NEAR:
            return False
    return True
