"""Nash, GMR, SMR, SEQ and SSEQ stability of every state for every decision maker.

The definitions are those of Fang, Hipel and Kilgour (1993) and, for SSEQ, Rego and Vieira (2017). With a
complete ranking an improvement is deterred exactly when the least level its mover could be brought to is no
higher than where it started; that least level is a fixed point over arcs, so no matrix of states is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from parley.errors import UsageError
from parley.graph.model.conflict import Conflict
from parley.graph.model.reach import FAR, Kind, Reach
from parley.graph.model.states import Flags, Levels


class Concept(StrEnum):
    """An idea of foresight under which a decision maker stays at a state."""

    NASH = "nash"
    GMR = "gmr"
    SMR = "smr"
    SEQ = "seq"
    SSEQ = "sseq"


CONCEPTS = tuple(Concept)
MOST_ONCE = 12


@dataclass(frozen=True)
class Stability:
    """Which states are stable: `stable[concept]` and `strong[concept]` have the shape [decision maker, s].

    `strong` holds where every improvement can be sanctioned by something much worse; it is there for decision
    makers that state strength, and False elsewhere. `once_each` says that an opponent moves at most once.
    """

    stable: dict[Concept, NDArray[np.bool_]]
    strong: dict[Concept, NDArray[np.bool_]]
    once_each: bool = False

    def equilibria(self, concept: Concept) -> Flags:
        """The states that are stable for everybody, shape [s]."""
        return np.asarray(self.stable[concept].all(axis=0), dtype=np.bool_)


def stability(
    conflict: Conflict, concepts: Sequence[Concept] = CONCEPTS, *, once_each: bool = False
) -> Stability:
    """Work out which states each decision maker would stay at; raise UsageError where a pair is unknown."""
    if not conflict.complete:
        raise UsageError("some pairs of states are unknown to a decision maker; choose an attitude to them")
    if once_each and len(conflict.makers) > MOST_ONCE:
        raise UsageError(f"moving once each is worked out for {MOST_ONCE} decision makers at most")
    shape = (len(conflict.makers), conflict.states.count)
    stable = {one: np.zeros(shape, dtype=np.bool_) for one in concepts}
    strong = {one: np.zeros(shape, dtype=np.bool_) for one in concepts}
    for maker, decider in enumerate(conflict.makers):
        levels = decider.preference.levels
        own = conflict.reaches[maker]
        others = [reach for number, reach in enumerate(conflict.reaches) if number != maker]
        for concept in concepts:
            worst = _worst_left_at(own, others, levels, concept, once_each)
            stable[concept][maker] = worst <= levels
            if decider.preference.has_strength:
                much = decider.preference.much_below[levels] if len(levels) else levels
                strong[concept][maker] = worst <= much
                strong[concept][maker] |= worst == -FAR
    return Stability(stable, strong, once_each)


def _worst_left_at(
    own: Reach, others: Sequence[Reach], levels: Levels, concept: Concept, once_each: bool
) -> Levels:
    """The level the best improvement leaves its mover with after the sanctions, [s]; -FAR without any."""
    if concept is Concept.NASH:
        return np.where(own.better < own.last, FAR, -FAR)
    left = levels
    if concept in (Concept.SMR, Concept.SSEQ):
        # A sanction counts only as far as its victim cannot escape it by one more move.
        left = np.maximum(levels, own.greatest(levels, "moves"))
    kind: Kind = "improvements" if concept in (Concept.SEQ, Concept.SSEQ) else "moves"
    reached = least_once_each(others, left, kind) if once_each else least_reached(others, left, kind)
    return own.greatest(reached, "improvements")


def least_reached(movers: Sequence[Reach], values: Levels, kind: Kind) -> Levels:
    """The least value anywhere that a legal sequence of moves leads to, shape [s]; FAR where none starts.

    A mover may move again, but not twice in succession.
    """
    found = [np.full(len(values), FAR, dtype=np.int64) for _ in movers]
    stale = [True] * len(movers)
    while any(stale):
        for mover, reach in enumerate(movers):
            if not stale[mover]:
                continue
            stale[mover] = False
            onward = values
            for other, value in enumerate(found):
                if other != mover:
                    onward = np.minimum(onward, value)
            lower = reach.least(onward, kind)
            if (lower < found[mover]).any():
                found[mover] = np.minimum(lower, found[mover])
                stale = [old or other != mover for other, old in enumerate(stale)]
    return _least_of(found, len(values))


def least_once_each(movers: Sequence[Reach], values: Levels, kind: Kind) -> Levels:
    """The least value that sequences lead to in which nobody moves more than once, shape [s]."""
    known: dict[int, Levels] = {}

    def after(left: int) -> Levels:
        if left not in known:
            known[left] = _least_of(
                [
                    reach.least(np.minimum(values, after(left & ~(1 << mover))), kind)
                    for mover, reach in enumerate(movers)
                    if left >> mover & 1
                ],
                len(values),
            )
        return known[left]

    return after((1 << len(movers)) - 1)


def _least_of(found: Sequence[Levels], count: int) -> Levels:
    least = np.full(count, FAR, dtype=np.int64)
    for value in found:
        least = np.minimum(least, value)
    return least
