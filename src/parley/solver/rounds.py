"""Backward induction round by round, theatre states shared by threads (the kernel releases the lock)."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from parley.game import NONE, Floats, Structure
from parley.solver.kernel import complete_information, private_information
from parley.solver.kernel.tally import blank_sheet
from parley.solver.tables import Tables

SMALL_OPEN, SMALL_HIDDEN = 500_000, 20_000
"""Nodes times actions of a round below which sharing it out among threads takes longer than it saves."""
PIECES = 4
FEWEST_ROUNDS = 3
"""Rounds whose news must be held at once: a search starts from those of the two rounds after."""


def share_theatres(structure: Structure) -> list[tuple[int, int]]:
    """Ranges of theatre states for workers to take in turn; one range for a small game.

    There are more of them than workers, for some theatre states take longer than others. Their number
    does not depend on that of the workers, so neither does any sum over them.
    """
    s = structure
    live = np.flatnonzero(s.collapse < 0)
    least = SMALL_OPEN if s.hidden == NONE else SMALL_HIDDEN
    small = s.situations * s.belief_nodes * len(s.actions) < least
    pieces = 1 if small else max(1, min(PIECES, len(live)))
    cuts = [0, *(int(live[len(live) * i // pieces]) for i in range(1, pieces)), s.theatres]
    return list(itertools.pairwise(cuts))


class OpenRounds:
    """Rounds of a game in which nothing is hidden."""

    def __init__(self, tables: Tables, structure: Structure, worths: Floats):
        self.tables, self.structure = tables, structure
        self.worths = worths.reshape(worths.shape[:3])
        self.shares = share_theatres(structure)
        self.workspaces = [
            complete_information.set_up_workspace(structure, counting=False) for _ in self.shares
        ]

    def solve(self, workers: int) -> float:
        """Fill the worths of every round; returns the largest belief residual, which is none."""
        s = self.structure
        if len(self.shares) == 1:
            complete_information.solve_rounds(self.tables, self.workspaces[0], self.shares[0], self.worths)
            return 0.0
        kept = len(self.worths)
        complete_information.begin_at_horizon(self.tables, self.worths[s.rounds % kept])
        with ThreadPoolExecutor(workers) as pool:
            for t in reversed(range(s.rounds)):
                later, now = self.worths[(t + 1) % kept], self.worths[t % kept]
                jobs = [
                    pool.submit(
                        complete_information.solve_round, self.tables, workspace, t, share, later, now
                    )
                    for workspace, share in zip(self.workspaces, self.shares, strict=True)
                ]
                for job in jobs:
                    job.result()
        return 0.0


class HiddenRounds:
    """Rounds of a game with a hidden party; the search for beliefs starts from those of the round after."""

    def __init__(self, tables: Tables, structure: Structure, worths: Floats, told: Floats):
        self.tables, self.structure, self.worths, self.told = tables, structure, worths, told
        self.shares = share_theatres(structure)
        self.workspaces = [
            private_information.set_up_workspace(structure, tables.slots, tables.questions, counting=False)
            for _ in self.shares
        ]
        self.everywhere, self.no_sheet = np.zeros((0, 0)), blank_sheet(structure, 0)

    def solve(self, workers: int) -> float:
        """Fill worths and news of every round; returns the largest belief residual."""
        rounds = self.structure.rounds
        last = self.worths[rounds % len(self.worths)]
        private_information.begin_at_horizon(self.tables, last, self.told[(rounds - 1) % len(self.told)])
        residual = 0.0
        with ThreadPoolExecutor(max(1, min(workers, len(self.shares)))) as pool:
            for t in reversed(range(rounds)):
                residual = max(
                    residual, *pool.map(self._solve_share, [t] * len(self.shares), range(len(self.shares)))
                )
        return residual

    def _solve_share(self, t: int, i: int) -> float:
        last = self.structure.rounds - 1
        kept, held = len(self.worths), len(self.told)
        worths = self.worths[(t + 1) % kept], self.worths[t % kept]
        told = tuple(self.told[min(t + ahead, last) % held] for ahead in (2, 1, 0))
        return float(
            private_information.solve_round(
                self.tables,
                self.workspaces[i],
                t,
                self.shares[i],
                self.everywhere,
                worths,
                told,
                self.no_sheet,
            )
        )
