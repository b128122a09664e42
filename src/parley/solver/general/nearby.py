"""Games near one that was solved in full: what a change does where play leads, without solving all again.

Where play hardly ever leads, the table adds to fighting on what it added before the change. Everything else,
and all fighting, is worked out anew, so a change of a number is felt everywhere and answered where it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from parley.game import NONE, Flags, Floats, Game
from parley.solver.course import Certificate, Course
from parley.solver.general.playing import begin_general, course_of, end_collapsed, play_general
from parley.solver.general.solving import (
    Floats32,
    GeneralSolution,
    hand_out,
    share_theatres,
    solve_general,
)
from parley.solver.kernel.general import forward, nearby
from parley.solver.kernel.general.grid import Counts, grid_of, no_counts, parts_of
from parley.solver.kernel.general.tables import COLLAPSE, Tables
from parley.solver.kernel.general.workspace import Workspace, set_up_workspace
from parley.solver.kernel.numbers.structs import roomy_zeros
from parley.watching import PLAYING, SOLVING, tell

LIKELY, LIKELY_ALONE = 3e-4, 3e-5
"""Probability of standing at a node from which on it is solved and played by itself: after a change of
numbers, and where nothing but the beginning has changed."""
ANEW, LEAST = 9_000, 1e-9
"""Turns at nodes that are solved anew at least, the likeliest of those likelier than `LEAST`."""
SETTLED = 1e-6
"""Log-odds at which searches end in a game near another."""
ALIKE = (
    *("rounds", "postures", "profiles", "turns", "packages", "slots", "grid", "of", "collapse", "signers"),
    *("action_party", "action_turn", "action_package", "action_joint", "act_slot", "vote_slot"),
)
"""What games near one another have in common."""


@dataclass(frozen=True)
class Origin:
    """A game solved and played in full, and what solving games near it rests on.

    `gains` [t, u, s, b, c] is what the table adds to fighting on before each turn, `likely` [t, s, b] the
    analyst's probability of standing at a node or next to it, `rough` the course as `near` would have it;
    nodes as likely as `least` are solved anew.
    """

    solution: GeneralSolution
    course: Course
    gains: Floats32
    likely: Floats
    rough: Course
    least: float


@dataclass(frozen=True)
class Near:
    """A game near another: its solution, which is right where play leads, and its course."""

    solution: GeneralSolution
    course: Course


def solve_origin(game: Game, workers: int = 2) -> Origin:
    """Solve and play a game in full, so that games near it can be solved quickly."""
    solution = solve_general(game, workers, keep_gains=True)
    course = play_general(solution, workers, begin_general(solution))
    assert solution.gains is not None
    known = solution, solution.told, solution.gains, _Anew.nowhere(solution)
    playing = _Rough(*known, LIKELY, noted=True)
    rough = playing.play(workers)
    least = _least(playing.likely, ANEW // len(solution.form.turns))
    if least < LIKELY:
        playing = _Rough(*known, least, noted=True)
        rough = playing.play(workers)
    return Origin(solution, course, solution.gains, playing.likely, rough, least)


def _least(likely: Floats, count: int) -> float:
    """How likely the nodes are that are solved anew: `count` at least; 0 in a game that has hardly more."""
    if likely.size <= 2 * count:
        return 0.0
    return min(LIKELY, max(float(np.partition(likely, -count, axis=None)[-count]), LEAST))


def near(origin: Origin, game: Game, workers: int = 2) -> Near | None:
    """Solve and play a game near the origin's; None where the two have too little in common."""
    base = origin.solution
    solution = GeneralSolution(game, base.residual, base.worths, base.told)
    if not _same(base.tables, solution.tables, ALIKE) or base.worths.shape[1] != game.structure.situations:
        return None
    if np.any(solution.tables.live & ~base.tables.live):
        return None
    nowhere, moved = _Anew.nowhere(base), game.structure.start != base.game.structure.start
    if _same(base.tables, solution.tables, [name for name in Tables.fields if name != "live"]):
        if not moved and np.array_equal(begin_general(solution).weights, begin_general(base).weights):
            return Near(base, origin.course)
        alone = _Rough(solution, base.told, origin.gains, nowhere, min(LIKELY_ALONE, origin.least))
        return Near(solution, alone.play(workers))
    likely = origin.likely
    if moved:
        begun = replace(base.game.structure, start=game.structure.start)
        elsewhere = replace(base, game=replace(base.game, structure=begun))
        there = _Rough(elsewhere, base.told, origin.gains, nowhere, origin.least, noted=True)
        there.play(workers)
        likely = there.likely
    solved, anew = _solve(origin, solution, likely >= origin.least, workers)
    found = _Rough(solved, base.told, origin.gains, anew, origin.least).play(workers)
    return Near(solved, found if moved else _shifted(origin, found))


def _same(one: Tables, other: Tables, names: Iterable[str]) -> bool:
    return all(one.same(other, name) for name in names)


@dataclass(frozen=True)
class _Anew:
    """The nodes that were solved anew: each has a place k in `place` [t, s, b], all others NONE.

    `told` [k, n] is what choices tell there, `gains` [k, u, c] what the table adds to fighting.
    """

    place: npt.NDArray[np.int32]
    told: Floats
    gains: Floats

    @classmethod
    def nowhere(cls, solution: GeneralSolution) -> _Anew:
        """No node at all."""
        return cls.at(solution, np.zeros(solution.told.shape[:3], dtype=np.bool_))

    @classmethod
    def at(cls, solution: GeneralSolution, wanted: Flags) -> _Anew:
        """Room for the nodes that are wanted [t, s, b]."""
        count, place = np.count_nonzero(wanted), np.full(wanted.shape, NONE, dtype=np.int32)
        place[wanted] = np.arange(count)
        turns, columns = len(solution.form.turns), solution.worths.shape[3]
        return cls(place, np.zeros((count, solution.told.shape[3])), np.zeros((count, turns, columns)))


def _solve(
    origin: Origin, solution: GeneralSolution, wanted: Flags, workers: int
) -> tuple[GeneralSolution, _Anew]:
    """The worths of a changed game, its nodes solved anew where they are wanted."""
    base, tables, s = origin.solution, solution.tables, solution.game.structure
    worths, anew = roomy_zeros(base.worths.shape), _Anew.at(base, wanted)
    shares = share_theatres(s, workers)
    spaces = [_space(solution) for _ in range(min(workers, len(shares)))]
    fallen = tables.collapse_worth[tables.of[COLLAPSE, s.rounds]]
    ends = np.repeat(tables.collapse != NONE, s.postures)[:, None]
    worths[s.rounds] = np.where(ends, fallen, tables.horizon)[:, None]

    def solve(space: Workspace, t: int, share: tuple[int, int]) -> None:
        known = base.told[t], anew.place[t], origin.gains[t], anew.told, anew.gains
        nearby.solve_share_nearby(tables, space, t, share, worths[t + 1], *known, worths[t])

    with ThreadPoolExecutor(len(spaces)) as pool:
        for t in reversed(range(s.rounds)):
            tell(SOLVING, s.rounds - 1 - t, s.rounds)
            hand_out(pool, spaces, [partial(solve, t=t, share=share) for share in shares])
    return replace(solution, worths=worths), anew


def _space(solution: GeneralSolution) -> Workspace:
    space = set_up_workspace(solution.form)
    space.settled[:] = SETTLED
    return space


_Desk: TypeAlias = tuple[Workspace, Floats]
"""What one thread works with: a working space, and scratch [3, q, f, h] for masses in a theatre state."""


class _Rough:
    """A solution played where it is likely to lead; `likely` [t, s, b] is kept as it goes."""

    def __init__(
        self,
        solution: GeneralSolution,
        told: Floats,
        gains: Floats32,
        anew: _Anew,
        least: float,
        *,
        noted: bool = False,
    ) -> None:
        """Nodes less likely than `least` are played as others; `told` and `gains` are the origin's.

        How likely play stands anywhere is only `noted` where that is asked for.
        """
        self.solution, self.told, self.gains, self.anew, self.least = solution, told, gains, anew, least
        self.grid = grid_of(solution.form)
        self.noted, self.likely = noted, np.zeros(anew.place.shape)

    def play(self, workers: int) -> Course:
        """Push probability forward through every round, from the beginning of the scenario."""
        solution, s = self.solution, self.solution.game.structure
        begin, h = begin_general(solution), solution.form.beliefs.profiles
        shares = share_theatres(s, workers)
        desks = [
            (_space(solution), np.zeros((3, s.postures, len(self.grid.log_odds), h)))
            for _ in range(min(workers, len(shares)))
        ]
        mass = np.ascontiguousarray(np.moveaxis(begin.mass, 0, 2))
        fought = np.zeros_like(mass)
        counted = [[no_counts(solution.form) for _ in shares] for _ in range(s.rounds)]
        situation = np.zeros((s.rounds + 1, s.situations, h))
        belief: list[Floats] = []
        end_collapsed(solution, begin.round, mass, counted)

        def play(desk: _Desk, t: int, share: tuple[int, int], counts: Counts) -> None:
            known = self.told[t], self.anew.place[t], self.gains[t], self.anew.told, self.anew.gains
            scratch = mass, fought, desk[1], begin.weights, counts
            worths = solution.worths[t]
            nearby.play_share_nearby(
                solution.tables, desk[0], self.grid, t, share, worths, *known, self.least, *scratch
            )

        def move(desk: _Desk, t: int, share: tuple[int, int], counts: Counts) -> None:
            forward.move(solution.tables, desk[0], self.grid, t, share, fought, mass, counts)

        with ThreadPoolExecutor(len(desks)) as pool:
            for t in range(s.rounds):
                tell(PLAYING, t, s.rounds)
                situation[t] = mass.sum(axis=1)
                belief.append(mass.sum(axis=0))
                fought[:] = 0.0
                jobs: list[Callable[[_Desk], None]] = [
                    partial(play, t=t, share=a, counts=b) for a, b in zip(shares, counted[t], strict=True)
                ]
                hand_out(pool, desks, jobs)
                if self.noted:
                    self._note(t, np.maximum(mass @ begin.weights, fought @ begin.weights))
                hand_out(
                    pool,
                    desks,
                    [partial(move, t=t, share=a, counts=b) for a, b in zip(shares, counted[t], strict=True)],
                )
        situation[-1] = mass.sum(axis=1)
        belief.append(mass.sum(axis=0))
        nothing = np.zeros(len(s.parties))
        certificate = Certificate(0.0, 0.0, np.zeros(s.rounds), nothing, nothing)
        return course_of(solution, counted, (situation, np.array(belief)), begin.weights, certificate)

    def _note(self, t: int, likely: Floats) -> None:
        """Note how likely play stands at or next to the solver's nodes, given so for its own; [s, f]."""
        beliefs, parts = self.solution.form.beliefs, parts_of(self.solution.form.beliefs)
        if parts == 1 or not len(beliefs.nodes):
            self.likely[t] = likely
            return
        fine = range(len(self.grid.log_odds))
        places = np.unravel_index(np.array(fine), tuple(int(n) for n in self.grid.count))
        for corner in np.ndindex(*(2,) * len(places)):
            node = np.zeros(len(fine), dtype=np.int64)
            for place, up, count in zip(places, corner, beliefs.nodes, strict=True):
                node = node * count + np.minimum((place + up * (parts - 1)) // parts, count - 1)
            for f in fine:
                here = self.likely[t, :, node[f]]
                np.maximum(here, likely[:, f], out=here)


def _shifted(origin: Origin, found: Course) -> Course:
    """The full course of the origin, moved by what the change does to the rough one."""
    full, rough = origin.course, origin.rough
    moved: dict[str, Floats] = {}
    for name in ("ended", "situation", "belief", "actions", "answers", "range_open", "range_empty"):
        shifted = getattr(full, name) + (getattr(found, name) - getattr(rough, name))
        moved[name] = np.maximum(shifted, 0.0)
    for name in ("waiting", "gain"):
        here, there, now = getattr(full, name), getattr(rough, name), getattr(found, name)
        moved[name] = np.where(np.isfinite(here) & np.isfinite(there), here + (now - there), now)
    # What was cut off at nothing is taken from those still fighting, so that all sums to one.
    ended = moved["ended"] / np.maximum(moved["ended"].sum(axis=(0, 1)), 1.0)
    left = 1.0 - np.cumsum(ended.sum(axis=1), axis=0)
    left = np.maximum(np.concatenate([np.ones((1, left.shape[1])), left]), 0.0)
    for name in ("situation", "belief"):
        there = moved[name].sum(axis=1)
        moved[name] = moved[name] * np.divide(left, there, out=np.zeros_like(left), where=there > 0)[:, None]
    return replace(
        full,
        ended=ended,
        situation=moved["situation"],
        belief=moved["belief"],
        actions=moved["actions"],
        answers=moved["answers"],
        range_open=moved["range_open"],
        range_empty=moved["range_empty"],
        waiting=moved["waiting"],
        gain=moved["gain"],
    )
