"""What a decision maker prefers: levels of a complete ranking, or a relation that leaves pairs unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from parley.graph.model.states import Flags, Levels

Relation: TypeAlias = NDArray[np.int8]

WORSE, EQUAL, BETTER, UNKNOWN = -1, 0, 1, 2
_BITS = 20


@dataclass(frozen=True)
class Preference:
    """A preference over states.

    `levels` [s] are dense levels from 0, higher is better. `much_below` [level] is the highest level that is
    much worse than a level, -1 where none is; it is empty where no strength was stated. A partial preference
    has a `relation` instead: relation[s, t] says whether t is WORSE, EQUAL, BETTER than s, or UNKNOWN; its
    levels are all 0. `basis` says how it was stated; source, holder and note are the analyst's.
    """

    levels: Levels
    much_below: Levels
    relation: Relation | None = None
    basis: str = "ranking"
    sources: tuple[str, ...] = ()
    holder: str = ""
    note: str = ""

    @property
    def partial(self) -> bool:
        """Whether some pairs of states may be unknown."""
        return self.relation is not None

    @property
    def has_strength(self) -> bool:
        """Whether preferred and much preferred were told apart."""
        return len(self.much_below) > 0

    def compared(self, state: int) -> Relation:
        """How every state compares with one state, shape [s]."""
        if self.relation is not None:
            return np.asarray(self.relation[state], dtype=np.int8)
        return np.asarray(np.sign(self.levels - self.levels[state]), dtype=np.int8)


NO_STRENGTH: Levels = np.zeros(0, dtype=np.int64)


def complete(levels: Levels, much_below: Levels = NO_STRENGTH, basis: str = "ranking") -> Preference:
    """A complete preference from levels in any numbers, made dense."""
    _, dense = np.unique(levels, return_inverse=True)
    return Preference(dense.astype(np.int64).reshape(-1), much_below, basis=basis)


def lexicographic(truths: Sequence[Flags]) -> Levels:
    """Levels by prioritised statements, the most important first; exact for any number of statements.

    Each entry says in which states its statement holds. A statement outweighs all that come after it
    together; levels are kept dense on the way, so that no power of two overflows.
    """
    levels = np.zeros(len(truths[0]), dtype=np.int64)
    for start in range(0, len(truths), _BITS):
        for holds in truths[start : start + _BITS]:
            levels = 2 * levels + holds
        levels = np.unique(levels, return_inverse=True)[1].astype(np.int64).reshape(-1)
    return levels


def tiers(levels: Levels, tier: Levels) -> Levels:
    """`much_below` where states of a lower tier are much worse; `tier` [s] must rise with the levels."""
    top = int(levels.max()) + 1 if len(levels) else 0
    tier_of = np.zeros(top, dtype=np.int64)
    tier_of[levels] = tier
    return np.searchsorted(tier_of, tier_of, side="left").astype(np.int64) - 1


def by_distance(values: Sequence[Fraction], levels: Levels, least: Fraction) -> Levels:
    """`much_below` where a difference of at least `least` is much."""
    top = int(levels.max()) + 1 if len(levels) else 0
    worth: list[Fraction] = [Fraction(0)] * top
    for value, level in zip(values, levels, strict=True):
        worth[int(level)] = value
    found, at = [], -1
    for level in range(top):
        while at + 1 < level and worth[level] - worth[at + 1] >= least:
            at += 1
        found.append(at)
    return np.array(found, dtype=np.int64)
