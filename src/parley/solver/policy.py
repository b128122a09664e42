"""The strategies of a solved game, round by round, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parley.game import NONE, Floats, Ints
from parley.solver.kernel.desk import set_up_desk
from parley.solver.kernel.strategies import Sheet, read_strategies
from parley.solver.solution import Solution


@dataclass(frozen=True)
class Policy:
    """What everybody does in one round at the belief nodes of some situations.

    `situations` [n]. `chance` [n, b, a, h] probability of an action, given that its party has the floor.
    `accept`, `walk` [n, b, j, k, h] of the k-th to answer joint action j, given that it is asked.
    `act_news` [n, b, a] and `answer_news` [n, b, j, 2] public log-odds after an action of the hidden party
    and after its acceptance (0) or refusal (1); nan where the choice is not the hidden party's.
    """

    round: int
    situations: Ints
    chance: Floats
    accept: Floats
    walk: Floats
    act_news: Floats
    answer_news: Floats


def policy(solution: Solution, t: int, situations: Ints) -> Policy:
    """The strategies of round t in `situations`, none of them collapsed; IndexError past the horizon."""
    s = solution.game.structure
    if not 0 <= t < s.rounds:
        raise IndexError(f"round {t} of {s.rounds}")
    chosen = np.asarray(situations, dtype=np.int64)
    values = solution.values.reshape(*solution.values.shape[:3], -1)
    h, nodes = solution.values.shape[4], s.belief_nodes
    slots = solution.news.shape[3]
    answers = (len(chosen), nodes, max(len(s.signers), 1), s.signers.shape[1], h)
    sheet = Sheet(
        chance=np.zeros((len(chosen), nodes, len(s.actions), h)),
        accept=np.zeros(answers),
        walk=np.zeros(answers),
        news=np.zeros((len(chosen), nodes, slots)),
    )
    desk = set_up_desk(s, slots, counting=True)
    read_strategies(solution.tables, desk, t, chosen, values[t + 1], solution.news[t], sheet)
    news = np.concatenate([sheet.news, np.full((*sheet.news.shape[:2], 1), np.nan)], axis=2)
    act, reply = solution.tables.act_slot, solution.tables.answer_slot
    both = np.stack([reply, np.where(reply == NONE, NONE, reply + 1)], axis=1)
    return Policy(t, chosen, sheet.chance, sheet.accept, sheet.walk, news[..., act], news[..., both])
