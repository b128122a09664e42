"""Coalitions: which of them would leave an equilibrium together, and where they would go.

The definitions are those of Kilgour, Hipel, Fang and Peng (2001). A coalition improves by a legal sequence of
its members' moves to a state that every member prefers; what lies on the way need not be better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from parley.graph.concepts.arcs import Arcs, Bits, arcs_of, reached, states_of
from parley.graph.model.conflict import Conflict

Coalition = frozenset[int]


class CoalitionConcept(StrEnum):
    """An idea of foresight of a coalition."""

    NASH = "nash"
    GMR = "gmr"
    SMR = "smr"
    SEQ = "seq"


COALITION_CONCEPTS = tuple(CoalitionConcept)


@dataclass(frozen=True)
class Jump:
    """A coalition that would leave a state, and the states it would go to under a concept."""

    coalition: tuple[int, ...]
    state: int
    to: tuple[int, ...]
    unstable_under: tuple[CoalitionConcept, ...]


def every_coalition(makers: int, least: int = 1) -> tuple[Coalition, ...]:
    """Every coalition of at least so many decision makers, the small ones first."""
    sizes = range(least, makers + 1)
    return tuple(frozenset(one) for size in sizes for one in combinations(range(makers), size))


@dataclass
class Coalitions:
    """Questions about the coalitions of one conflict; what was worked out is remembered."""

    arcs: Arcs
    _reached: dict[tuple[Coalition, int], Bits] = field(default_factory=dict)
    _improved: dict[tuple[Coalition, int], Bits] = field(default_factory=dict)
    _credible: dict[tuple[Coalition, int], Bits] = field(default_factory=dict)

    def reached(self, coalition: Coalition, state: int) -> Bits:
        """The states a coalition can bring about together."""
        if (coalition, state) not in self._reached:
            moves = [self.arcs.moves[maker] for maker in sorted(coalition)]
            self._reached[coalition, state] = reached(moves, state) if moves else 0
        return self._reached[coalition, state]

    def improvements(self, coalition: Coalition, state: int) -> Bits:
        """The states a coalition can bring about that every member prefers."""
        if (coalition, state) not in self._improved:
            found = self.reached(coalition, state)
            for maker in coalition:
                found &= self.arcs.better[maker][state]
            self._improved[coalition, state] = found
        return self._improved[coalition, state]

    def credible(self, coalition: Coalition, state: int) -> Bits:
        """What improvements of its subcoalitions lead to, none of them moving twice in succession."""
        if (coalition, state) not in self._credible:
            parts = every_coalition_of(coalition)
            rows = [_Lazy(self, part) for part in parts]
            self._credible[coalition, state] = reached(rows, state) if rows else 0
        return self._credible[coalition, state]

    def stable(self, coalition: Coalition, state: int, concept: CoalitionConcept) -> bool:
        """Whether a coalition would stay at a state."""
        tempting = self.improvements(coalition, state)
        if concept is CoalitionConcept.NASH or not tempting:
            return not tempting
        others = frozenset(self.arcs.makers) - coalition
        feared = 0
        for maker in coalition:
            feared |= self.arcs.no_better[maker][state]
        for to in states_of(tempting):
            if concept is CoalitionConcept.SEQ:
                sanctions = self.credible(others, to) & feared
            else:
                sanctions = self.reached(others, to) & feared
            if concept is CoalitionConcept.SMR:
                if not any(not self.reached(coalition, one) & ~feared for one in states_of(sanctions)):
                    return False
            elif not sanctions:
                return False
        return True

    def jumps(self, state: int, coalitions: Sequence[Coalition]) -> tuple[Jump, ...]:
        """The coalitions that would leave a state under some concept, and where they would go."""
        found = []
        for coalition in coalitions:
            to = self.improvements(coalition, state)
            left = tuple(one for one in COALITION_CONCEPTS if not self.stable(coalition, state, one))
            if to and left:
                found.append(Jump(tuple(sorted(coalition)), state, tuple(states_of(to)), left))
        return tuple(found)


@dataclass(frozen=True)
class _Lazy(Sequence[Bits]):
    """The improvements of a coalition at each state, worked out when asked for."""

    coalitions: Coalitions
    part: Coalition

    def __getitem__(self, state: int) -> Bits:  # type: ignore[override]
        return self.coalitions.improvements(self.part, state)

    def __len__(self) -> int:
        return self.coalitions.arcs.count


def every_coalition_of(coalition: Coalition) -> tuple[Coalition, ...]:
    """Every coalition inside a coalition, itself among them."""
    members = sorted(coalition)
    return tuple(frozenset(one) for size in range(1, len(members) + 1) for one in combinations(members, size))


def coalitions_of(conflict: Conflict) -> Coalitions:
    """The questions about coalitions of a conflict; raise TooLargeError for one that is too large."""
    return Coalitions(arcs_of(conflict))
