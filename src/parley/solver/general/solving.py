"""Extended games solved backward, theatre states shared by threads."""

from __future__ import annotations

import itertools
import queue
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from parley.game import NONE, Floats, Game, Structure
from parley.game.size import GENERAL_PIECES
from parley.solver.general_form import Form, fill_in
from parley.solver.kernel.general import backward
from parley.solver.kernel.general.grid import finer
from parley.solver.kernel.general.settling import SETTLED
from parley.solver.kernel.general.tables import Tables, assign_slots, lay_out
from parley.solver.kernel.general.workspace import Workspace, set_up_workspace
from parley.solver.kernel.numbers.structs import roomy_zeros
from parley.solver.rounds import STEPS
from parley.solver.solution import Solution
from parley.watching import SOLVING, tell

Desk = TypeVar("Desk")
Floats32: TypeAlias = npt.NDArray[np.float32]
LED = 1e-3
"""Log-odds at which searches end that only say where the next begins, while precision is led up."""


@dataclass(frozen=True)
class GeneralSolution(Solution):
    """A solution of an extended game.

    `worths` [t, s, b, c] hold the worth of each column c = i * H + h at the start of each round (t = rounds:
    the horizon), and `told` [t, s, b, n] the log-odds after choices of hidden parties, in slots of `tables`.
    `gains` [t, u, s, b, c] is what the table adds to fighting on before each turn, where that was asked for.
    """

    worths: Floats
    told: Floats
    gains: Floats32 | None = None

    @cached_property
    def form(self) -> Form:
        """The game in full."""
        return fill_in(self.game)

    @cached_property
    def tables(self) -> Tables:
        """The game as the kernel reads it."""
        return lay_out(self.form)

    @property
    def values(self) -> Floats:
        """Worths at the start of each round, a view of shape [t, s, b, i, h]."""
        return self.worths.reshape(*self.worths.shape[:3], len(self.game.structure.parties), -1)

    @property
    def log_odds(self) -> Floats:
        """The nodes of all belief grids together, [b, d]; [b] where one axis tells of all that is hidden."""
        nodes = self.form.beliefs.log_odds
        return nodes if nodes.shape[1] > 1 else nodes.sum(axis=1)

    def worth(self, party: int, t: int = 0, situation: int | None = None) -> Floats:
        """A party's worth by profile where nothing is known but the priors, shape [h]."""
        s = self.game.structure.start if situation is None else situation
        by_node = self.values[t, s, :, party]
        for count in self.form.beliefs.nodes:
            # The outermost axis is read at zero, which lies on a node or half-way between two.
            split = by_node.reshape(int(count), -1, by_node.shape[-1])
            by_node = 0.5 * (split[(count - 1) // 2] + split[count // 2])
        return np.asarray(by_node[0])


def general_log_odds(solution: GeneralSolution) -> Floats:
    """Public log-odds that play distinguishes, [f, d]; [f] where one axis tells of all that is hidden."""
    nodes = finer(solution.form.beliefs)[1]
    return nodes if nodes.shape[1] > 1 else nodes.sum(axis=1)


def share_theatres(structure: Structure, workers: int) -> list[tuple[int, int]]:
    """Ranges of theatre states for threads to take in turn; a single thread takes all."""
    live = np.flatnonzero(structure.collapse == NONE)
    # More than there are threads, for some take longer.
    pieces = 1 if workers == 1 else max(1, min(GENERAL_PIECES, len(live)))
    cuts = [0, *(int(live[len(live) * i // pieces]) for i in range(1, pieces)), structure.theatres]
    return list(itertools.pairwise(cuts))


def hand_out(pool: ThreadPoolExecutor, desks: list[Desk], jobs: list[Callable[[Desk], None]]) -> None:
    """Have all jobs done, each by whichever thread's desk is free."""
    free = queue.SimpleQueue[Desk]()
    for desk in desks:
        free.put(desk)

    def do(job: Callable[[Desk], None]) -> None:
        desk = free.get()
        try:
            job(desk)
        finally:
            free.put(desk)

    list(pool.map(do, jobs))


def _led_precision(tables: Tables, form: Form) -> Iterator[None]:
    """Lead the precision of hidden parties from next to nothing up to, but not to, what it is.

    Where beliefs have several fixed points those meant are followed from there, in the last round, as the
    quick way does (`rounds.HiddenRounds`); one that never errs is left alone.
    """
    precision = tables.arrays["precision"]
    meant = precision.copy()
    led = [side.party for side in form.beliefs.sides if side.party != NONE and np.isfinite(meant[side.party])]
    for step in range(1, STEPS if led else 1):
        precision[led] = meant[led] * step / STEPS
        yield
    precision[:] = meant


def solve_general(
    game: Game,
    workers: int = 2,
    *,
    keep_rounds: bool = True,
    keep_gains: bool = False,
    every_round: bool = False,
) -> GeneralSolution:
    """Solve any game with the general engine; the answer does not depend on the number of workers.

    Only where they are asked for `gains` are kept, too. Where beliefs have several fixed points, those taken
    are followed in the precision of hidden parties in the last round, or in `every_round`.
    """
    form = fill_in(game)
    tables, s = lay_out(form), game.structure
    columns, nodes = len(s.parties) * form.beliefs.profiles, len(form.beliefs.log_odds)
    slots = max(assign_slots(form)[3], 1)
    kept = s.rounds if keep_rounds else 1
    worths = roomy_zeros((kept + 1, s.situations, nodes, columns))
    told = np.zeros((kept if keep_rounds else 2, s.situations, nodes, slots))
    shares = share_theatres(s, workers)
    spaces = [set_up_workspace(form) for _ in range(min(workers, len(shares)))]
    turns = len(form.turns) if keep_gains else 0
    gains = np.zeros((s.rounds, turns, s.situations, nodes, columns), dtype=np.float32)
    nothing_told = np.zeros((s.situations, nodes, slots))
    backward.begin_at_horizon(tables, spaces[0], worths[s.rounds % len(worths)], nothing_told)

    def solve_share(space: Workspace, t: int, start: Floats, share: tuple[int, int]) -> None:
        later, now = worths[(t + 1) % len(worths)], worths[t % len(worths)]
        backward.solve_share(
            tables, space, t, share, later, start, now, told[t % len(told)], gains[t % len(gains)]
        )

    with ThreadPoolExecutor(len(spaces)) as pool:

        def solve_round(t: int, start: Floats) -> None:
            hand_out(pool, spaces, [partial(solve_share, t=t, start=start, share=share) for share in shares])

        for t in reversed(range(s.rounds)):
            tell(SOLVING, s.rounds - 1 - t, s.rounds)
            start = told[(t + 1) % len(told)]
            if every_round or t == s.rounds - 1:
                start, so_far = nothing_told, [space.residual.copy() for space in spaces]
                for space in spaces:
                    space.settled[:] = LED
                for _ in _led_precision(tables, form):
                    tell(SOLVING, s.rounds - 1 - t, s.rounds)
                    solve_round(t, start)
                    start = told[t % len(told)]
                for space, residual in zip(spaces, so_far, strict=True):
                    space.residual[:], space.settled[:] = residual, SETTLED
            solve_round(t, start)
    largest = max(float(space.residual[0]) for space in spaces)
    if not keep_rounds:
        worths, told = worths[:1], told[:1]
    return GeneralSolution(game, largest, worths, told, gains if keep_gains else None)
