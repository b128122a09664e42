"""The feasible states of a conflict: joint choices of yes/no options, or named states of a graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from parley.errors import TooLargeError

Masks: TypeAlias = NDArray[np.uint64]
Flags: TypeAlias = NDArray[np.bool_]
Indices: TypeAlias = NDArray[np.int32]
Levels: TypeAlias = NDArray[np.int64]

MOST_STATES = 1 << 21
MOST_OPTIONS = 63
ONE = np.uint64(1)


@dataclass(frozen=True)
class Option:
    """A yes/no choice of one decision maker; `owner` counts decision makers from 0."""

    id: str
    name: str
    owner: int


@dataclass(frozen=True)
class Merged:
    """Joint choices that are one state for the purpose, under one name."""

    id: str
    name: str
    masks: Masks


@dataclass(frozen=True)
class States:
    """The feasible states, numbered from 0; people count them from 1.

    In option form `masks` [s] holds the joint choice of each state, the first option in the lowest bit, in
    rising order; merged states follow, in the order stated, and their mask is the lowest of theirs. In graph
    form `masks` is empty and `given` holds the names. `named` gives names of an analyst's own to some states.
    """

    options: tuple[Option, ...]
    masks: Masks
    merged: tuple[Merged, ...] = ()
    given: tuple[str, ...] = ()
    named: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def count(self) -> int:
        """How many states there are."""
        return len(self.masks) if self.options else len(self.given)

    @property
    def plain(self) -> int:
        """How many states are one joint choice; the merged ones come after these."""
        return self.count - len(self.merged)

    def pattern(self, state: int) -> str:
        """A state as Y and N in the order of the options; `-` where the joint choices merged differ."""
        if not self.options:
            return ""
        if state < self.plain:
            return pattern_of(int(self.masks[state]), len(self.options))
        masks = self.merged[state - self.plain].masks
        every, some = int(np.bitwise_and.reduce(masks)), int(np.bitwise_or.reduce(masks))
        letters = pattern_of(every, len(self.options))
        return "".join(
            letter if letter == "Y" or not some >> at & 1 else "-" for at, letter in enumerate(letters)
        )

    def name(self, state: int) -> str:
        """What to call a state: its own name, or the options that are taken in it."""
        if state in self.named:
            return self.named[state]
        if not self.options:
            return self.given[state]
        if state >= self.plain:
            return self.merged[state - self.plain].name
        mask = int(self.masks[state])
        taken = [option.name for at, option in enumerate(self.options) if mask >> at & 1]
        return " + ".join(taken) if taken else "nothing taken"


def pattern_of(mask: int, options: int) -> str:
    """A joint choice as text: Y and N, the first option first."""
    return "".join("Y" if mask >> at & 1 else "N" for at in range(options))


class Rule(Protocol):
    """Something that can be told of a joint choice from its first so many options."""

    @property
    def needs(self) -> int:
        """How many options must be known, counted from the first."""

    def holds(self, masks: Masks) -> Flags:
        """Of which joint choices it is true, shape of the masks."""


@dataclass(frozen=True)
class Cube:
    """Joint choices that agree on some options: those of `care`, each as in `value`."""

    care: int
    value: int

    @property
    def needs(self) -> int:
        """How many options must be known, counted from the first."""
        return self.care.bit_length()

    def holds(self, masks: Masks) -> Flags:
        """Which joint choices are in the cube, shape of the masks."""
        return np.asarray((masks & np.uint64(self.care)) == np.uint64(self.value), dtype=np.bool_)


def state_numbers(full: Masks, states: States) -> NDArray[np.int64]:
    """The state of every joint choice before merging; `full` in rising order."""
    found = np.zeros(len(full), dtype=np.int64)
    found[np.searchsorted(full, states.masks[: states.plain])] = np.arange(states.plain)
    for number, one in enumerate(states.merged):
        found[np.searchsorted(full, one.masks)] = states.plain + number
    return found


def feasible_masks(options: int, infeasible: Sequence[Rule], most: int = MOST_STATES) -> Masks:
    """Every joint choice of yes/no options that no rule calls infeasible, in rising order.

    Built option by option, so that what rules out early is never multiplied out; raises TooLargeError where
    more than `most` remain on the way.
    """
    if options > MOST_OPTIONS:
        raise TooLargeError(
            f"{options} options allow {2**options:,} joint choices; a graph may have {MOST_OPTIONS} options "
            "at most. Leave out options that decide nothing, or merge those that are always taken together."
        )
    masks = np.zeros(1, dtype=np.uint64)
    for at in range(options):
        masks = np.concatenate((masks, masks | (ONE << np.uint64(at))))
        for rule in infeasible:
            if rule.needs == at + 1 or (at == 0 and rule.needs == 0):
                masks = masks[~rule.holds(masks)]
        if len(masks) > most:
            raise TooLargeError(
                f"{options} options allow {2**options:,} joint choices, and more than {most:,} of them are "
                f"feasible after {at + 1} options alone. State what is infeasible (at most one of, needs, "
                "excludes), or leave out options that decide nothing."
            )
    return masks


def merge(masks: Masks, classes: Sequence[tuple[str, str, Flags]]) -> tuple[Masks, tuple[Merged, ...]]:
    """Put the joint choices of each class (id, name, which ones [s]) together after those in no class."""
    taken = np.zeros(len(masks), dtype=np.bool_)
    merged = []
    for name, title, inside in classes:
        own = inside & ~taken
        taken |= own
        if own.any():
            merged.append(Merged(name, title, masks[own]))
    lowest = np.array([one.masks[0] for one in merged], dtype=np.uint64)
    return np.concatenate((masks[~taken], lowest)), tuple(merged)
