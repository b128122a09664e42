"""A solved game: worths everywhere, the news in every choice, and a certificate."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from parley.game import NONE, Floats, Game, Structure
from parley.solver.kernel import hidden as hidden_games
from parley.solver.kernel import open as open_games
from parley.solver.kernel.numbers.lanes import lanes_for
from parley.solver.tables import Tables, lay_out

SMALL = 20_000
PIECES = 8


@dataclass(frozen=True)
class Solution:
    """Markov logit equilibrium of a game.

    `worths` [t, s, c, l] hold the worth of each column c = i * H + h at the start of each round (t = rounds:
    the horizon) and `told` [t, s, n, l] the log-odds after each choice of the hidden party, in the slots of
    `tables`, at belief nodes l padded to whole rows; `residual` is the largest gap between beliefs and the
    choices they rest on, in log-odds.
    """

    game: Game
    tables: Tables
    worths: Floats
    told: Floats
    residual: float

    @property
    def values(self) -> Floats:
        """Worths at the start of each round, a view of shape [t, s, b, i, h]."""
        s = self.game.structure
        parties = len(s.parties)
        shaped = self.worths.reshape(*self.worths.shape[:2], parties, -1, self.worths.shape[3])
        return np.moveaxis(shaped[..., : s.belief_nodes], -1, 2)

    @property
    def news(self) -> Floats:
        """Log-odds after each choice of the hidden party, a view of shape [t, s, b, slot]."""
        return np.moveaxis(self.told[..., : self.game.structure.belief_nodes], -1, 2)

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
    lanes = 1 if s.hidden == NONE else lanes_for(s.belief_nodes)
    worths = np.zeros((s.rounds + 1, s.situations, columns, lanes))
    told = np.zeros((s.rounds, s.situations, slots, lanes))
    backward = _OpenRounds(tables, s, worths) if s.hidden == NONE else _HiddenRounds(tables, s, worths, told)
    residual = backward.solve(workers)
    return Solution(game, tables, worths, told, residual)


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


class _OpenRounds:
    """Rounds of a game in which nothing is hidden."""

    def __init__(self, tables: Tables, structure: Structure, worths: Floats):
        self.tables, self.structure = tables, structure
        self.worths = worths.reshape(worths.shape[:3])
        self.shares = share_theatres(structure)
        self.desks = [open_games.set_up_desk(structure, counting=False) for _ in self.shares]

    def solve(self, workers: int) -> float:
        s = self.structure
        if len(self.shares) == 1:
            open_games.solve_rounds(self.tables, self.desks[0], self.shares[0], self.worths)
            return 0.0
        open_games.begin_at_horizon(self.tables, self.worths[s.rounds])
        with ThreadPoolExecutor(workers) as pool:
            for t in reversed(range(s.rounds)):
                later, now = self.worths[t + 1], self.worths[t]
                jobs = [
                    pool.submit(open_games.solve_round, self.tables, desk, t, share, later, now)
                    for desk, share in zip(self.desks, self.shares, strict=True)
                ]
                for job in jobs:
                    job.result()
        return 0.0


class _HiddenRounds:
    """Rounds of a game with a hidden party; the search for beliefs starts from those of the round after."""

    def __init__(self, tables: Tables, structure: Structure, worths: Floats, told: Floats):
        self.tables, self.structure, self.worths, self.told = tables, structure, worths, told
        self.shares = share_theatres(structure)
        self.desks = [hidden_games.set_up_desk(structure, told.shape[2], counting=False) for _ in self.shares]

    def solve(self, workers: int) -> float:
        rounds = self.structure.rounds
        hidden_games.begin_at_horizon(self.tables, self.worths[rounds], self.told[rounds - 1])
        residual = 0.0
        with ThreadPoolExecutor(max(1, min(workers, len(self.shares)))) as pool:
            for t in reversed(range(rounds)):
                residual = max(
                    residual, *pool.map(self._solve_share, [t] * len(self.shares), range(len(self.shares)))
                )
        return residual

    def _solve_share(self, t: int, i: int) -> float:
        last = self.structure.rounds - 1
        worths = self.worths[t + 1], self.worths[t]
        told = self.told[min(t + 2, last)], self.told[min(t + 1, last)], self.told[t]
        return float(hidden_games.solve_round(self.tables, self.desks[i], t, self.shares[i], worths, told))
