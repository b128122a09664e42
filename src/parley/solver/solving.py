"""Game to solution: the quick way for plain games, the general engine for all others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parley.errors import UsageError
from parley.game import NONE, Floats, Game, needs_general
from parley.solver.general.solving import solve_general
from parley.solver.kernel.numbers.lanes import lanes_for
from parley.solver.rounds import FEWEST_ROUNDS, HiddenRounds, OpenRounds
from parley.solver.solution import Solution
from parley.solver.tables import Tables, lay_out


@dataclass(frozen=True)
class QuickSolution(Solution):
    """A solution of a plain game.

    `worths` [t, s, c, l] hold the worth of each column c = i * H + h at the start of each round (t = rounds:
    the horizon) and `told` [t, s, n, l] the log-odds after choices of the hidden party, in the first slots of
    `tables`, at belief nodes l padded to whole rows.
    """

    tables: Tables
    worths: Floats
    told: Floats

    @property
    def values(self) -> Floats:
        """Worths at the start of each round, a view of shape [t, s, b, i, h]."""
        s = self.game.structure
        parties = len(s.parties)
        shaped = self.worths.reshape(*self.worths.shape[:2], parties, -1, self.worths.shape[3])
        return np.moveaxis(shaped[..., : s.belief_nodes], -1, 2)

    @property
    def log_odds(self) -> Floats:
        """The belief grid, shape [b]."""
        s = self.game.structure
        if s.belief_nodes == 1:
            return np.zeros(1)
        return np.linspace(-s.belief_limit, s.belief_limit, s.belief_nodes)


def quick_solution(solution: Solution) -> QuickSolution:
    """A solution with the tables of the quick way; UsageError where the game states more than a plain one."""
    if isinstance(solution, QuickSolution):
        return solution
    raise UsageError(
        "the scenario states turns, several hidden sides or other parts of an extended game, from whose "
        "solution this cannot be read off yet: leave them out, or use `run`, `what-if` and `weigh`."
    )


def solve(
    game: Game, workers: int = 2, *, keep_rounds: bool = True, from_low_precision: bool = False
) -> Solution:
    """Solve a game by backward induction (agent quantal response; McKelvey and Palfrey 1998).

    Theatre states of a round are independent, so `workers` threads share them; the answer does not
    depend on their number. Without `keep_rounds` the solution holds the first round only, and cannot be
    played; it takes `game.size.bytes_at_once`. Where beliefs have several fixed points, those taken are
    followed from round to round; `from_low_precision` they are followed anew in each round, as in the last,
    which takes several times as long and shows whether it matters which are taken. What only the general
    engine can solve goes there, and is followed in the same way.
    """
    if needs_general(game):
        return solve_general(game, workers, keep_rounds=keep_rounds, every_round=from_low_precision)
    tables, kept_slots = lay_out(game)
    s = game.structure
    columns = len(s.parties) * max(len(s.dispositions), 1)
    lanes = 1 if s.hidden == NONE else lanes_for(s.belief_nodes)
    kept = s.rounds if keep_rounds else FEWEST_ROUNDS
    worths = np.zeros((min(s.rounds + 1, kept + 1), s.situations, columns, lanes))
    told = np.zeros((min(s.rounds, kept), s.situations, kept_slots, lanes))
    backward = (
        OpenRounds(tables, s, worths)
        if s.hidden == NONE
        else HiddenRounds(tables, s, worths, told, every_round=from_low_precision)
    )
    residual = backward.solve(workers)
    if not keep_rounds:
        worths, told = worths[:1], told[:1]
    return QuickSolution(game, residual, tables, worths, told)
