"""The strategies of a solved game, round by round, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parley.game import NONE, Floats, Ints
from parley.solver.kernel import hidden as hidden_games
from parley.solver.kernel import open as open_games
from parley.solver.kernel.tally import Sheet
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
    h, lanes, slots = solution.values.shape[4], solution.worths.shape[3], solution.told.shape[2]
    answers = (len(chosen), max(len(s.signers), 1), s.signers.shape[1], h, lanes)
    sheet = Sheet(
        chance=np.zeros((len(chosen), len(s.actions), h, lanes)),
        accept=np.zeros(answers),
        walk=np.zeros(answers),
        news=np.full((len(chosen), slots + 1, lanes), np.nan),
    )
    later = solution.worths[t + 1]
    if s.hidden == NONE:
        alone = open_games.set_up_desk(s, counting=True)
        open_games.read_strategies(solution.tables, alone, t, chosen, later[:, :, 0], sheet)
    else:
        desk = hidden_games.set_up_desk(s, slots, counting=True)
        told = solution.told[t]
        hidden_games.read_strategies(solution.tables, desk, t, chosen, later, told, sheet)
    act, reply = solution.tables.act_slot, solution.tables.answer_slot
    both = np.stack([reply, np.where(reply == NONE, NONE, reply + 1)], axis=1)
    by_node = [
        np.moveaxis(array[..., : s.belief_nodes], -1, 1)
        for array in (sheet.chance, sheet.accept, sheet.walk, sheet.news[:, act], sheet.news[:, both])
    ]
    return Policy(t, chosen, *by_node)
