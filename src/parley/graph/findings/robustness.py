"""Sweeps: in how many of the ways the conflict could reasonably be stated a state is an equilibrium."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from parley.graph.concepts.stability import CONCEPTS, Concept, stability
from parley.graph.concepts.unknown import ATTITUDES, Attitude, stability_under
from parley.graph.model.conflict import Conflict, merged_moves, moves_in_options
from parley.graph.model.preference import complete

MOST_RUNS = 400
MOST_WORK, FEWEST_RUNS = 1_000_000, 20
"""States times statements of the model; a large one is looked at in fewer ways."""


@dataclass(frozen=True)
class Way:
    """One way the conflict was looked at: what was changed, under which concept and attitude."""

    change: str
    concept: Concept
    attitude: Attitude | None


@dataclass(frozen=True)
class Robustness:
    """How often each state is an equilibrium: `held` [way, s], and what was changed in each way.

    `left_out` counts swaps of neighbours that were not tried.
    """

    ways: tuple[Way, ...]
    held: NDArray[np.bool_]
    left_out: int = 0

    @property
    def shares(self) -> NDArray[np.float64]:
        """The share of ways in which each state is an equilibrium, shape [s]."""
        return np.asarray(self.held.mean(axis=0), dtype=np.float64)

    def by_concept(self) -> Mapping[Concept, NDArray[np.float64]]:
        """The same, one concept at a time."""
        found = {}
        for concept in dict.fromkeys(way.concept for way in self.ways):
            rows = [at for at, way in enumerate(self.ways) if way.concept is concept]
            found[concept] = np.asarray(self.held[rows].mean(axis=0), dtype=np.float64)
        return found


def robustness(
    conflict: Conflict, concepts: Sequence[Concept] = CONCEPTS, most: int = MOST_RUNS
) -> Robustness:
    """Look at the conflict as stated and in every way one step from it.

    Changed are, one at a time: two neighbouring levels of one decision maker swapped; one one-way option made
    free. Each is crossed with every concept and, where pairs are unknown, every attitude.
    """
    attitudes: tuple[Attitude | None, ...] = (None,) if conflict.complete else ATTITUDES
    variants = [("as stated", conflict), *_freed(conflict)]
    most = min(most, max(FEWEST_RUNS, MOST_WORK // max(1, conflict.states.count)))
    swaps = list(_swapped(conflict, max(0, most - len(variants))))
    total = sum(max(0, _top(one.preference.levels)) for one in conflict.makers if not one.preference.partial)
    ways, held = [], []
    for (change, variant), attitude in product([*variants, *swaps], attitudes):
        if attitude is None:
            result = stability(variant, concepts)
        else:
            result = stability_under(variant, attitude, concepts)
        for concept in concepts:
            ways.append(Way(change, concept, attitude))
            held.append(result.equilibria(concept))
    return Robustness(tuple(ways), np.array(held, dtype=np.bool_), total - len(swaps))


def _top(levels: NDArray[np.int64]) -> int:
    return int(levels.max()) if len(levels) else 0


def _swapped(conflict: Conflict, most: int) -> list[tuple[str, Conflict]]:
    """The conflict with two neighbouring levels of one decision maker swapped; the best levels first."""
    found: list[tuple[str, Conflict]] = []
    depth = max((_top(one.preference.levels) for one in conflict.makers), default=0)
    for down in range(depth):
        for number, maker in enumerate(conflict.makers):
            top = _top(maker.preference.levels)
            upper = top - down
            if maker.preference.partial or upper < 1 or len(found) >= most:
                continue
            levels = maker.preference.levels
            swapped = np.where(levels == upper, upper - 1, np.where(levels == upper - 1, upper, levels))
            changed = replace(complete(swapped), basis=maker.preference.basis)
            change = f"{maker.name}: ranks {down + 1} and {down + 2} swapped"
            found.append((change, conflict.preferring({number: changed})))
    return found


def _freed(conflict: Conflict) -> list[tuple[str, Conflict]]:
    """The conflict with one of its one-way options free to move both ways."""
    states = conflict.states
    if not conflict.locks:
        return []
    full = conflict.full
    found = []
    for at, lock in enumerate(conflict.locks):
        locks = (*conflict.locks[:at], *conflict.locks[at + 1 :])
        owners = tuple(option.owner for option in states.options)
        blocks = moves_in_options(full, owners, len(conflict.makers), locks)
        if states.merged:
            blocks = merged_moves(full, blocks, states.masks, states.merged)
        change = f"{states.options[lock.option].name}: free both ways"
        found.append((change, replace(conflict, blocks=blocks, locks=locks)))
    return found
