"""How threats and promises fall due, are kept or broken."""

from __future__ import annotations

import numpy as np

from parley.compiler.events import falls_in
from parley.compiler.ground import Ground
from parley.game import Floats, Ints
from parley.scenario.parts import Statement

UNSAID, STANDING, DUE, BREACHED = range(4)


def statement_moves(
    ground: Ground, statement: Statement, representatives: tuple[int, ...]
) -> list[tuple[int | Ints, Floats]]:
    """The moves of a statement: a step in the flat index by situation, and a chance [n, h, s].

    It looks at the situation in which the round is fought. A breach is paid for in the round after, once.
    """
    here, stride = ground.setting[statement.id], ground.stride[statement.id]
    occasion = ground.holds(statement.condition)
    there = [np.isin(ground.setting[part], ground.indices(part, to)) for part, to in statement.then.items()]
    kept = np.all(there, axis=0)
    broken = np.zeros((len(representatives), ground.situations))
    over = np.zeros_like(broken)
    for n, t in enumerate(representatives):
        if statement.until is not None and falls_in(ground.scenario, statement.until, t):
            broken[n], over[n] = 1.0, 1.0
        elif statement.within is not None:
            broken[n] = min(1.0, ground.scenario.pace.length(t) / statement.within.value)
    standing, due = here == STANDING, here == DUE
    to_due = standing & occasion & ~kept
    chances = {
        UNSAID: (standing & occasion & kept)
        | (due & kept)
        | (here == BREACHED)
        | ((over > 0) & standing & ~to_due),
        DUE: to_due * (1.0 - over),
        BREACHED: (due & ~kept) * broken + to_due * over,
    }
    shape = (len(representatives), ground.dispositions, ground.situations)
    moves: list[tuple[int | Ints, Floats]] = []
    stays = np.ones(shape)
    for to, chance in chances.items():
        full = np.broadcast_to(np.broadcast_to(chance, broken.shape)[:, None, :], shape).astype(np.float64)
        moves.append(((to - here) * stride, full))
        stays = stays - full
    return [(0, np.maximum(stays, 0.0)), *moves]


def breach_flow(ground: Ground, party: str) -> Floats:
    """What broken statements cost a party in a round, [h, s]; negative."""
    result = np.zeros((ground.dispositions, ground.situations))
    for statement in ground.scenario.statements.values():
        if statement.by == party:
            result -= ground.by_profile(statement.breach)[:, None] * (
                ground.setting[statement.id] == BREACHED
            )
    return result
