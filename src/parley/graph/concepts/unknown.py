"""Stability where some pairs of states are unknown to a decision maker, under four attitudes.

The definitions are those of Li, Hipel, Kilgour and Fang (2004). An attitude says whether a decision maker
leaves for a state it cannot compare, and whether such a state counts as a sanction. What opponents may do
for their own sake includes moves to states they cannot compare, whatever the attitude.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from parley.graph.concepts.arcs import Arcs, Bits, arcs_of, reached, states_of
from parley.graph.concepts.stability import CONCEPTS, Concept, Stability
from parley.graph.model.conflict import Conflict


class Attitude(StrEnum):
    """What a decision maker makes of a state it cannot compare."""

    A = "a"
    B = "b"
    C = "c"
    D = "d"

    @property
    def leaves_for_unknown(self) -> bool:
        """Whether it leaves for a state that may be worse."""
        return self in (Attitude.A, Attitude.C)

    @property
    def fears_unknown(self) -> bool:
        """Whether a state that may be better deters it."""
        return self in (Attitude.C, Attitude.D)


ATTITUDES = tuple(Attitude)


@dataclass
class _Attempt:
    """One decision maker under one attitude; joint moves of its opponents are remembered by state."""

    arcs: Arcs
    maker: int
    attitude: Attitude
    kept: dict[tuple[bool, int], Bits]

    def stable(self, state: int, concept: Concept) -> bool:
        arcs, maker = self.arcs, self.maker
        leaving = arcs.better[maker][state]
        fearing = arcs.no_better[maker][state]
        if self.attitude.leaves_for_unknown:
            leaving |= arcs.unknown[maker][state]
        if self.attitude.fears_unknown:
            fearing |= arcs.unknown[maker][state]
        tempting = arcs.moves[maker][state] & leaving
        if concept is Concept.NASH or not tempting:
            return not tempting
        credible = concept in (Concept.SEQ, Concept.SSEQ)
        lasting = concept in (Concept.SMR, Concept.SSEQ)
        return all(self._deterred(to, fearing, credible, lasting) for to in states_of(tempting))

    def _deterred(self, state: int, fearing: Bits, credible: bool, lasting: bool) -> bool:
        sanctions = self._answers(state, credible) & fearing
        if not lasting:
            return bool(sanctions)
        own = self.arcs.moves[self.maker]
        return any(not own[sanction] & ~fearing for sanction in states_of(sanctions))

    def _answers(self, state: int, credible: bool) -> Bits:
        if (credible, state) not in self.kept:
            self.kept[credible, state] = reached(self._others(credible), state)
        return self.kept[credible, state]

    def _others(self, credible: bool) -> Sequence[Sequence[Bits]]:
        arcs = self.arcs
        others = [maker for maker in arcs.makers if maker != self.maker]
        if not credible:
            return [arcs.moves[maker] for maker in others]
        return [_willing(arcs, maker) for maker in others]


def _willing(arcs: Arcs, maker: int) -> list[Bits]:
    """The moves a decision maker may make for its own sake: to better states and to unknown ones."""
    rows = zip(arcs.moves[maker], arcs.better[maker], arcs.unknown[maker], strict=True)
    return [moves & (better | unknown) for moves, better, unknown in rows]


def stability_under(
    conflict: Conflict, attitude: Attitude, concepts: Sequence[Concept] = CONCEPTS
) -> Stability:
    """Which states each decision maker would stay at, if all take one attitude to the unknown."""
    arcs = arcs_of(conflict)
    shape = (len(conflict.makers), conflict.states.count)
    stable = {concept: np.zeros(shape, dtype=np.bool_) for concept in concepts}
    for maker in arcs.makers:
        attempt = _Attempt(arcs, maker, attitude, {})
        for concept in concepts:
            for state in range(arcs.count):
                stable[concept][maker, state] = attempt.stable(state, concept)
    return Stability(stable, {concept: np.zeros(shape, dtype=np.bool_) for concept in concepts})
