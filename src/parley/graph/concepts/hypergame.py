"""Hypergames: everybody judges in the conflict as it sees it, with states unseen and preferences mistaken.

A state that a decision maker does not see is one it cannot leave knowingly; it counts as stable for it, and
is reported as unseen (Aljefri, Bashar, Fang and Hipel 2018, on first-level hypergames).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parley.graph.concepts.stability import CONCEPTS, Concept, Stability, stability
from parley.graph.concepts.unknown import Attitude, stability_under
from parley.graph.model.conflict import Conflict, seen_moves
from parley.graph.model.preference import Preference, complete
from parley.graph.model.states import Flags, States


@dataclass(frozen=True)
class Hypergame:
    """Stability with everybody in its own conflict, and which states each does not see, [maker, s]."""

    stability: Stability
    unseen: NDArray[np.bool_]


def perceived(conflict: Conflict, maker: int) -> tuple[Conflict, Flags]:
    """The conflict as one decision maker sees it, over the states it sees; and which of all those are."""
    perception = conflict.perceptions.get(maker)
    seen = np.ones(conflict.states.count, dtype=np.bool_) if perception is None else ~perception.unseen
    ascribed = dict(perception.ascribed) if perception else {}
    believed = conflict.preferring(ascribed)
    if seen.all():
        return believed, seen
    makers = tuple(replace(one, preference=_among(one.preference, seen)) for one in believed.makers)
    names = tuple(conflict.states.name(state) for state in np.flatnonzero(seen).tolist())
    blocks = tuple(seen_moves(own, seen) for own in conflict.blocks)
    quo = None
    if conflict.status_quo is not None and seen[conflict.status_quo]:
        quo = int(np.cumsum(seen)[conflict.status_quo]) - 1
    states = States((), np.zeros(0, dtype=np.uint64), given=names)
    return replace(
        conflict, makers=makers, states=states, blocks=blocks, status_quo=quo, perceptions={}
    ), seen


def _among(preference: Preference, seen: Flags) -> Preference:
    if preference.relation is not None:
        return replace(
            preference, levels=preference.levels[seen], relation=preference.relation[np.ix_(seen, seen)]
        )
    levels = preference.levels[seen]
    kept = complete(levels, basis=preference.basis)
    if not preference.has_strength or not len(levels):
        return replace(kept, sources=preference.sources, holder=preference.holder, note=preference.note)
    old = np.unique(levels)
    much = np.searchsorted(old, preference.much_below[old], side="right").astype(np.int64) - 1
    return replace(preference, levels=kept.levels, much_below=much)


def hypergame(
    conflict: Conflict,
    concepts: Sequence[Concept] = CONCEPTS,
    *,
    attitude: Attitude = Attitude.B,
    once_each: bool = False,
) -> Hypergame:
    """Which states each decision maker would stay at, judging in the conflict as it sees it."""
    shape = (len(conflict.makers), conflict.states.count)
    stable = {one: np.ones(shape, dtype=np.bool_) for one in concepts}
    strong = {one: np.zeros(shape, dtype=np.bool_) for one in concepts}
    unseen = np.zeros(shape, dtype=np.bool_)
    for maker in range(len(conflict.makers)):
        own, seen = perceived(conflict, maker)
        if own.complete:
            result = stability(own, concepts, once_each=once_each)
        else:
            result = stability_under(own, attitude, concepts)
        unseen[maker] = ~seen
        for concept in concepts:
            stable[concept][maker, seen] = result.stable[concept][maker]
            strong[concept][maker, seen] = result.strong[concept][maker]
    return Hypergame(Stability(stable, strong, once_each), unseen)
