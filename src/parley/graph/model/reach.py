"""One-step moves of a decision maker, kept as blocks of states that can be reached from each other's places.

In option form the states that agree on what others own, and on what is locked, are one block, so that a
million states need no list of arcs. In graph form, and where states are merged, every state has a block of
its own. Either way a block is a stretch of `order`, sorted by the mover's preference: improvements are its
tail, and a minimum over moves is read off running minima.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from parley.graph.model.states import Flags, Indices, Levels, Masks

Kind: TypeAlias = Literal["moves", "improvements"]

FAR: int = 1 << 24
"""The minimum over nothing; more than any level."""
_APART = np.int64(4 * FAR)


@dataclass(frozen=True)
class Reach:
    """The moves of one decision maker.

    Positions count along `order` [a]; `block` [a] rises with them. State s reaches the positions from `first`
    to before `last` but for its own place `at` (-1 where that is not among them); from `better` on they are
    improvements.
    """

    order: Indices
    block: Indices
    first: Indices
    last: Indices
    at: Indices
    better: Indices

    def targets(self, state: int, kind: Kind = "moves") -> Indices:
        """The states one step away, the least preferred first."""
        start = int(self.better[state] if kind == "improvements" else self.first[state])
        found = self.order[start : int(self.last[state])]
        return found if kind == "improvements" else found[found != state]

    def least(self, values: Levels, kind: Kind) -> Levels:
        """The least value over the moves of each state, shape [s]; FAR where there are none."""
        size = len(self.order)
        if size == 0:
            return np.full(len(self.first), FAR, dtype=np.int64)
        here = np.minimum(values[self.order], FAR)
        # Going backwards the blocks fall, so a running minimum starts afresh with each of them.
        keyed = here + self.block * _APART
        behind = np.minimum.accumulate(keyed[::-1])[::-1] - self.block * _APART
        if kind == "improvements":
            return self._read(behind, self.better)
        inside = self.at >= 0
        if not inside.any():
            return self._read(behind, self.first)
        after = self._read(behind, np.where(inside, self.at + 1, self.first))
        falling = (self.block[-1] - self.block).astype(np.int64) * _APART
        ahead = np.minimum.accumulate(here + falling) - falling
        before = np.where(inside & (self.at > self.first), ahead[np.maximum(self.at - 1, 0)], FAR)
        return np.minimum(after, before)

    def greatest(self, values: Levels, kind: Kind) -> Levels:
        """The greatest value over the moves of each state, shape [s]; -FAR where there are none."""
        return -self.least(-values, kind)

    def _read(self, running: Levels, places: Indices) -> Levels:
        safe = np.minimum(places, len(running) - 1)
        return np.where(places < self.last, running[safe], FAR)


@dataclass(frozen=True)
class Blocks:
    """Moves before any preference is known: the places of `Reach` without an order inside the blocks."""

    order: Indices
    block: Indices
    first: Indices
    last: Indices
    within: Flags

    def sorted_by(self, levels: Levels) -> Reach:
        """The moves with each block sorted by the levels of a preference."""
        states = len(self.first)
        if len(self.order) == 0:
            none = np.zeros(states, dtype=np.int32)
            return Reach(self.order, self.block, none, none, none - 1, none)
        step = np.int64(int(levels.max()) + 2)
        key = self.block * step + levels[self.order]
        sorting = np.argsort(key, kind="stable")
        order, key = self.order[sorting], key[sorting]
        moving = self.last > self.first
        own = np.where(moving, self.block[np.minimum(self.first, len(order) - 1)], 0)
        better = np.searchsorted(key, own * step + levels, side="right").astype(np.int32)
        better = np.where(moving, better, self.last).astype(np.int32)
        at = np.full(states, -1, dtype=np.int32)
        mine = self.within[order] & (self.block == own[order])
        places = np.flatnonzero(mine).astype(np.int32)
        at[order[places]] = places
        return Reach(order, self.block, self.first, self.last, at, better)


def blocks_of_options(masks: Masks, own: int, locks: Sequence[tuple[int, Flags, Flags]]) -> Blocks:
    """Moves in option form: anything a decision maker can do with its own options at once.

    `own` has the bits of its options. Each lock (bit, yes, no) says in which states a taken option cannot be
    dropped (`yes`) and an open one not taken (`no`).
    """
    count = len(masks)
    locked = np.zeros(count, dtype=np.uint64)
    for bit, yes, no in locks:
        flag = np.uint64(1 << bit)
        taken = (masks & flag) != 0
        locked |= np.where((taken & yes) | (~taken & no), flag, np.uint64(0))
    orders, blocks = [], []
    first, last = np.zeros(count, dtype=np.int32), np.zeros(count, dtype=np.int32)
    start, number = 0, 0
    for lock in np.unique(locked):
        asking = locked == lock
        # Whoever shares all that cannot be changed, by the mover or by anybody but the mover.
        fixed = masks & (~np.uint64(own) | lock)
        wanted = np.isin(fixed, np.unique(fixed[asking])) if len(np.unique(locked)) > 1 else asking
        inside = np.flatnonzero(wanted).astype(np.int32)
        _, group = np.unique(fixed[inside], return_inverse=True)
        group = group.reshape(-1)
        sorting = np.argsort(group, kind="stable")
        members, groups = inside[sorting], group[sorting]
        sizes = np.bincount(groups)
        ends = np.cumsum(sizes)
        mine = np.flatnonzero(asking[inside])
        first[inside[mine]] = start + (ends - sizes)[group[mine]]
        last[inside[mine]] = start + ends[group[mine]]
        orders.append(members)
        blocks.append((groups + number).astype(np.int32))
        start, number = start + len(members), number + len(sizes)
    return Blocks(np.concatenate(orders), np.concatenate(blocks), first, last, np.ones(count, dtype=np.bool_))


def blocks_of_lists(count: int, targets: Mapping[int, Sequence[int]]) -> Blocks:
    """Moves in graph form: from each state the states one step away, itself not among them."""
    sizes = np.zeros(count, dtype=np.int64)
    flat: list[int] = []
    for state in range(count):
        near = sorted(set(targets.get(state, ())) - {state})
        sizes[state] = len(near)
        flat += near
    last = np.cumsum(sizes).astype(np.int32)
    block = np.repeat(np.arange(count), sizes).astype(np.int32)
    order = np.array(flat, dtype=np.int32)
    return Blocks(order, block, (last - sizes).astype(np.int32), last, np.zeros(count, dtype=np.bool_))
