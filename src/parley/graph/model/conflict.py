"""A whole graph model: who decides, which states there are, who can move where, and who prefers what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from parley.graph.model.preference import Preference
from parley.graph.model.reach import Blocks, Reach, blocks_of_lists, blocks_of_options
from parley.graph.model.states import Flags, Masks, Merged, States, state_numbers


@dataclass(frozen=True)
class Lock:
    """An option that can be moved one way only, `taken` or `dropped`, in some states (all, if empty).

    `taken`: once taken it is never taken back. `dropped`: once dropped it is never taken again.
    """

    option: int
    way: str
    where: tuple[bool, ...] | Flags = ()


@dataclass(frozen=True)
class DecisionMaker:
    """One who decides: its name, and what it prefers."""

    id: str
    name: str
    preference: Preference


@dataclass(frozen=True)
class Perception:
    """How one decision maker sees the conflict: states it does not see, preferences it ascribes to others."""

    unseen: Flags
    ascribed: Mapping[int, Preference] = field(default_factory=dict)


@dataclass(frozen=True)
class Conflict:
    """A graph model. `blocks` holds the moves of each decision maker, `asked` the coalitions to look at.

    `asked` empty means all of them. `lost` says what did not carry over from where the model was derived.
    `locks` are kept as stated, over the joint choices before any were merged. `names` are ids of states;
    `links` say what some states are in the scenario: part -> setting, or `ending` -> its name.
    """

    title: str
    makers: tuple[DecisionMaker, ...]
    states: States
    blocks: tuple[Blocks, ...]
    status_quo: int | None = None
    asked: tuple[frozenset[int], ...] = ()
    perceptions: Mapping[int, Perception] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    locks: tuple[Lock, ...] = ()
    note: str = ""
    as_of: date | None = None
    names: Mapping[str, int] = field(default_factory=dict)
    links: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def reaches(self) -> tuple[Reach, ...]:
        """The moves of each decision maker, sorted by what it prefers."""
        pairs = zip(self.blocks, self.makers, strict=True)
        return tuple(blocks.sorted_by(maker.preference.levels) for blocks, maker in pairs)

    @property
    def complete(self) -> bool:
        """Whether every decision maker ranks all states."""
        return not any(maker.preference.partial for maker in self.makers)

    @cached_property
    def full(self) -> Masks:
        """Every joint choice before merging, in rising order; none in graph form."""
        states = self.states
        parts = (states.masks[: states.plain], *(one.masks for one in states.merged))
        return np.sort(np.concatenate(parts))

    @cached_property
    def state_of(self) -> NDArray[np.int64]:
        """The state of every joint choice; in graph form every state is its own."""
        if not self.states.options:
            return np.arange(self.states.count, dtype=np.int64)
        return state_numbers(self.full, self.states)

    def preferring(self, preferences: Mapping[int, Preference]) -> Conflict:
        """The same conflict in which some decision makers prefer otherwise."""
        makers = tuple(
            replace(maker, preference=preferences.get(number, maker.preference))
            for number, maker in enumerate(self.makers)
        )
        return replace(self, makers=makers)


def moves_in_options(
    masks: Masks, owners: tuple[int, ...], makers: int, locks: tuple[Lock, ...]
) -> tuple[Blocks, ...]:
    """The moves of each decision maker over joint choices; `owners` [o] says whose each option is."""
    everywhere, nowhere = np.ones(len(masks), dtype=np.bool_), np.zeros(len(masks), dtype=np.bool_)
    found = []
    for maker in range(makers):
        own = sum(1 << at for at, owner in enumerate(owners) if owner == maker)
        held = []
        for lock in locks:
            if owners[lock.option] == maker:
                where = np.asarray(lock.where, dtype=np.bool_) if len(lock.where) else everywhere
                yes = where if lock.way == "taken" else nowhere
                held.append((lock.option, yes, where if lock.way == "dropped" else nowhere))
        found.append(blocks_of_options(masks, own, held))
    return tuple(found)


def merged_moves(
    masks: Masks, blocks: tuple[Blocks, ...], kept: Masks, merged: tuple[Merged, ...]
) -> tuple[Blocks, ...]:
    """Moves between merged states: wherever any joint choice of one leads to any of another."""
    plain = len(kept) - len(merged)
    state_of = np.zeros(len(masks), dtype=np.int64)
    state_of[np.searchsorted(masks, kept[:plain])] = np.arange(plain)
    for number, one in enumerate(merged):
        state_of[np.searchsorted(masks, one.masks)] = plain + number
    found = []
    for own in blocks:
        targets: dict[int, set[int]] = {}
        for old in range(len(masks)):
            near = own.order[int(own.first[old]) : int(own.last[old])]
            targets.setdefault(int(state_of[old]), set()).update(state_of[near].tolist())
        found.append(blocks_of_lists(len(kept), {state: sorted(near) for state, near in targets.items()}))
    return tuple(found)


def seen_moves(blocks: Blocks, seen: Flags) -> Blocks:
    """The moves among the states that are seen, which are numbered anew in their order."""
    number = np.cumsum(seen) - 1
    targets = {}
    for state in np.flatnonzero(seen).tolist():
        near = blocks.order[int(blocks.first[state]) : int(blocks.last[state])]
        targets[int(number[state])] = number[near[seen[near]]].tolist()
    return blocks_of_lists(int(seen.sum()), targets)
