"""A solved game: worths everywhere, the news in every choice, and a certificate."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from parley.game import Floats, Game, Structure
from parley.solver.kernel.backward import begin_at_horizon, solve_round, solve_rounds
from parley.solver.kernel.desk import set_up_desk
from parley.solver.tables import Tables, lay_out

SMALL = 20_000
PIECES = 8


@dataclass(frozen=True)
class Solution:
    """Markov logit equilibrium of a game.

    `values` [t, s, b, i, h] are worths at the start of each round (t = rounds: the horizon); `news`
    [t, s, b, n] log-odds after each choice of the hidden party, in the slots of `tables`; `residual` is
    the largest gap between beliefs and the choices they rest on, in log-odds.
    """

    game: Game
    tables: Tables
    values: Floats
    news: Floats
    residual: float

    @property
    def log_odds(self) -> Floats:
        """The belief grid, shape [b]."""
        s = self.game.structure
        if s.belief_nodes == 1:
            return np.zeros(1)
        return np.linspace(-s.belief_limit, s.belief_limit, s.belief_nodes)

    def worth(self, party: int, t: int = 0, situation: int | None = None) -> Floats:
        """A party's worth by disposition at public log-odds zero, shape [h]."""
        s = self.game.structure.start if situation is None else situation
        return np.asarray(self.values[t, s, self.game.structure.belief_nodes // 2, party])


def solve(game: Game, workers: int = 2) -> Solution:
    """Solve a game by backward induction (agent quantal response; McKelvey and Palfrey 1998).

    Theatre states of a round are independent, so `workers` threads share them; the answer does not
    depend on their number.
    """
    tables, slots = lay_out(game)
    s = game.structure
    columns = len(s.parties) * max(len(s.dispositions), 1)
    values = np.zeros((s.rounds + 1, s.situations, s.belief_nodes, columns))
    news = np.zeros((s.rounds, s.situations, s.belief_nodes, slots))
    if workers <= 1 or len(share_theatres(s)) == 1:
        desk = set_up_desk(s, slots, counting=False)
        residual = solve_rounds(tables, desk, (0, s.theatres), values, news)
    else:
        residual = _share(game, tables, slots, values, news, workers)
    shaped = values.reshape(*values.shape[:3], len(s.parties), -1)
    return Solution(game, tables, shaped, news, float(residual))


def share_theatres(structure: Structure) -> list[tuple[int, int]]:
    """Ranges of theatre states for workers to take in turn; one range for a small game.

    There are more of them than workers, for some theatre states take longer than others. Their number
    does not depend on that of the workers, so neither does any sum over them.
    """
    s = structure
    live = np.flatnonzero(s.collapse < 0)
    small = s.situations * s.belief_nodes * len(s.actions) < SMALL
    pieces = 1 if small else max(1, min(PIECES, len(live)))
    cuts = [0, *(int(live[len(live) * i // pieces]) for i in range(1, pieces)), s.theatres]
    return list(itertools.pairwise(cuts))


def _share(
    game: Game,
    tables: Tables,
    slots: int,
    values: Floats,
    news: Floats,
    workers: int,
) -> float:
    """Solve round by round, theatre states dealt out among threads (the kernel releases the lock)."""
    s = game.structure
    shares = share_theatres(s)
    desks = [set_up_desk(s, slots, counting=False) for _ in shares]
    begin_at_horizon(tables, values[s.rounds], news[s.rounds - 1])
    residual = 0.0
    with ThreadPoolExecutor(workers) as pool:
        for t in reversed(range(s.rounds)):
            start = news[min(t + 1, s.rounds - 1)]
            jobs = [
                pool.submit(
                    solve_round,
                    tables,
                    desks[i],
                    t,
                    share,
                    values[t + 1],
                    values[t],
                    start,
                    news[t],
                    0.0,
                )
                for i, share in enumerate(shares)
            ]
            residual = max(residual, *(job.result() for job in jobs))
    return residual
