"""Backward induction round by round, theatre states shared by threads (the kernel releases the lock)."""

from __future__ import annotations

import itertools
import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from parley.game import NONE, Floats, Structure
from parley.game.size import PIECES, SMALL_HIDDEN, SMALL_OPEN
from parley.solver.kernel import complete_information, private_information
from parley.solver.kernel.tally import blank_sheet
from parley.solver.tables import Tables
from parley.watching import SOLVING, tell

STEPS = 8
"""So many steps lead the precision of the hidden party from nothing to what it is."""
FEWEST_ROUNDS = 3
"""Rounds whose news must be held at once: a search starts from those of the two rounds after."""


WORTH_SHARING = 100_000
"""Nodes times actions of a round where nothing is hidden from which two workers solve it faster than one:
three milliseconds of work. What is counted in play keeps to `SMALL_OPEN`: sums depend on how it is shared."""


def share_theatres(structure: Structure, least: int | None = None) -> list[tuple[int, int]]:
    """Ranges of theatre states for workers to take in turn; one range for a game of less than `least` work.

    There are more of them than workers, for some theatre states take longer than others. Their number
    does not depend on that of the workers, so neither does any sum over them.
    """
    s = structure
    live = np.flatnonzero(s.collapse < 0)
    if least is None:
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
        self.shares = share_theatres(structure, WORTH_SHARING)
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
                tell(SOLVING, s.rounds - 1 - t, s.rounds)
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
    """Rounds of a game with a hidden party, whose choices tell something: beliefs must agree with them.

    Where several beliefs do, those meant are followed from those of the round after; in the last round, or in
    `every_round`, from those at a precision of the hidden party so low that it tells nothing, in steps up to
    its own. That is the principal branch of the logit correspondence (McKelvey and Palfrey 1998) as far as it
    does not turn back.
    """

    def __init__(
        self,
        tables: Tables,
        structure: Structure,
        worths: Floats,
        told: Floats,
        *,
        every_round: bool = False,
    ):
        self.tables, self.structure, self.worths, self.told = tables, structure, worths, told
        self.precision, self.every_round = float(tables.precision[structure.hidden]), every_round
        self.shares = share_theatres(structure)
        self.workspaces = [
            private_information.set_up_workspace(structure, tables.slots, tables.questions, counting=False)
            for _ in self.shares
        ]
        self.everywhere, self.no_sheet = np.zeros((0, 0)), blank_sheet(structure, 0)
        self.nothing_told = np.zeros(told.shape[1:])

    def solve(self, workers: int) -> float:
        """Fill worths and news of every round; returns the largest belief residual."""
        rounds = self.structure.rounds
        last, told = self.worths[rounds % len(self.worths)], self.told[(rounds - 1) % len(self.told)]
        private_information.begin_at_horizon(self.tables, last, told)
        self.nothing_told = told.copy()
        residual = 0.0
        with ThreadPoolExecutor(max(1, min(workers, len(self.shares)))) as pool:
            for t in reversed(range(rounds)):
                tell(SOLVING, rounds - 1 - t, rounds)
                gaps = self._solve_round(pool, t)
                residual = max(residual, *gaps)
        return residual

    def _solve_round(self, pool: ThreadPoolExecutor, t: int) -> list[float]:
        """Solve one round; returns the largest belief residual of each share."""
        shares = range(len(self.shares))
        if math.isinf(self.precision) or not (self.every_round or t == self.structure.rounds - 1):
            return list(pool.map(lambda i: self._solve_share(t, i, self._told_later(t)), shares))
        now = self.told[t % len(self.told)]
        now[:] = self.nothing_told
        gaps: list[float] = []
        for step in range(1, STEPS + 1):
            tell(SOLVING, self.structure.rounds - 1 - t, self.structure.rounds)
            self.tables.precision[self.structure.hidden] = self.precision * step / STEPS
            gaps = list(pool.map(lambda i: self._solve_share(t, i, (now, now, now)), shares))
        return gaps

    def _told_later(self, t: int) -> tuple[Floats, ...]:
        """What was told two rounds after and one, and where what is told now is written."""
        last, held = self.structure.rounds - 1, len(self.told)
        return tuple(self.told[min(t + ahead, last) % held] for ahead in (2, 1, 0))

    def _solve_share(self, t: int, i: int, told: tuple[Floats, ...]) -> float:
        kept = len(self.worths)
        worths = self.worths[(t + 1) % kept], self.worths[t % kept]
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
