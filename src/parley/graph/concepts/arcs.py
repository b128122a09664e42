"""Moves as sets of states, each a whole number whose bits are the states; for what one number cannot say.

Where pairs of states are unknown, and where several decision makers move as one, whether a sanction works
depends on which states are reached and not on the least level among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from parley.errors import TooLargeError
from parley.graph.model.conflict import Conflict
from parley.graph.model.preference import BETTER, EQUAL, UNKNOWN, WORSE
from parley.graph.model.states import Flags, Indices, Levels

Near: TypeAlias = Callable[[int], Indices]
"""The states one step of somebody away from a state."""
Bits: TypeAlias = int
"""A set of states: bit s is set where state s is in it."""

MOST_SET_STATES = 30_000


def bits_of(states: Sequence[int] | Flags) -> Bits:
    """A set from the numbers of its states, or from a flag for each state."""
    if isinstance(states, np.ndarray) and states.dtype == np.bool_:
        return int.from_bytes(np.packbits(states, bitorder="little").tobytes(), "little")
    found = 0
    for state in states:
        found |= 1 << int(state)
    return found


def states_of(bits: Bits) -> Iterator[int]:
    """The states of a set, in rising order."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


@dataclass(frozen=True)
class Arcs:
    """One-step moves of each decision maker as sets: `moves[i][s]`, and how states compare.

    `better[i][s]`, `unknown[i][s]` and `no_better[i][s]` hold the states that are better for i than s, that
    it cannot tell, and that are equal or worse.
    """

    moves: tuple[tuple[Bits, ...], ...]
    better: tuple[tuple[Bits, ...], ...]
    unknown: tuple[tuple[Bits, ...], ...]
    no_better: tuple[tuple[Bits, ...], ...]

    @property
    def makers(self) -> range:
        """The decision makers by number."""
        return range(len(self.moves))

    @property
    def count(self) -> int:
        """How many states there are."""
        return len(self.moves[0])


def arcs_of(conflict: Conflict) -> Arcs:
    """The moves and comparisons of a conflict as sets; raise TooLargeError for one that is too large."""
    count = conflict.states.count
    if count > MOST_SET_STATES:
        raise TooLargeError(
            f"{count:,} states; unknown preferences and coalitions are worked out for {MOST_SET_STATES:,} at "
            "most. Leave them out, or state what is infeasible."
        )
    moves, better, unknown, no_better = [], [], [], []
    for reach, maker in zip(conflict.reaches, conflict.makers, strict=True):
        moves.append(tuple(bits_of(reach.targets(state).tolist()) for state in range(count)))
        relation = maker.preference.relation
        if relation is None:
            above = _above(maker.preference.levels)
            everything = (1 << count) - 1
            better.append(above)
            unknown.append((0,) * count)
            no_better.append(tuple(everything & ~one for one in above))
        else:
            better.append(tuple(bits_of(np.asarray(row == BETTER)) for row in relation))
            unknown.append(tuple(bits_of(np.asarray(row == UNKNOWN)) for row in relation))
            no_better.append(tuple(bits_of(np.asarray((row == EQUAL) | (row == WORSE))) for row in relation))
    return Arcs(tuple(moves), tuple(better), tuple(unknown), tuple(no_better))


def _above(levels: Levels) -> tuple[Bits, ...]:
    """For each state the states on higher levels; states of one level share one number."""
    by_level = {level: bits_of(np.asarray(levels > level)) for level in np.unique(levels).tolist()}
    return tuple(by_level[int(level)] for level in levels)


def reached(moves: Sequence[Sequence[Bits]], start: int) -> Bits:
    """Every state a legal sequence of moves leads to from a state; each entry of `moves` is one mover's."""
    done = [0] * len(moves)
    fresh = [own[start] for own in moves]
    while any(fresh):
        done = [old | new for old, new in zip(done, fresh, strict=True)]
        found = []
        for mover, own in enumerate(moves):
            came = 0
            for other, new in enumerate(fresh):
                if other != mover:
                    came |= new
            into = 0
            for state in states_of(came):
                into |= own[state]
            found.append(into & ~done[mover])
        fresh = found
    everything = 0
    for own_done in done:
        everything |= own_done
    return everything


def path(movers: Sequence[Near], start: int, goal: Flags) -> list[tuple[int, int]] | None:
    """A shortest legal sequence from a state into the goal, as (mover, state reached); None without.

    Each mover is a function that gives the states one of its steps away.
    """
    before = np.full((len(movers), len(goal)), -2, dtype=np.int64)
    rim: list[tuple[int, int]] = [(-1, start)]
    while rim:
        ahead: list[tuple[int, int]] = []
        for last, state in rim:
            for mover, near_of in enumerate(movers):
                if mover == last:
                    continue
                near = near_of(state)
                fresh = near[before[mover, near] == -2]
                before[mover, fresh] = -1 if last < 0 else last * len(goal) + state
                there = fresh[goal[fresh]]
                if len(there):
                    return _traced(before, mover, int(there[-1]))
                ahead += [(mover, target) for target in fresh.tolist()]
        rim = ahead
    return None


def _traced(before: NDArray[np.int64], mover: int, state: int) -> list[tuple[int, int]]:
    steps = [(mover, state)]
    while (code := int(before[mover, state])) >= 0:
        mover, state = divmod(code, before.shape[1])
        steps.append((mover, state))
    return steps[::-1]
