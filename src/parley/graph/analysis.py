"""Everything that is asked of a graph model in one go: stability, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from parley.errors import UsageError
from parley.files import closest_name
from parley.graph.concepts.coalitions import Coalition, Jump, coalitions_of, every_coalition
from parley.graph.concepts.hypergame import hypergame
from parley.graph.concepts.stability import CONCEPTS, Concept, Stability, stability
from parley.graph.concepts.unknown import ATTITUDES, Attitude, stability_under
from parley.graph.findings.evolution import Evolution, evolution
from parley.graph.findings.inverse import Inverse, inverse
from parley.graph.findings.reasons import Reason, reason_as_seen
from parley.graph.findings.robustness import Robustness, robustness
from parley.graph.model.conflict import Conflict
from parley.graph.model.states import Flags
from parley.graph.stating.formula import StatementError
from parley.graph.stating.statebook import book_of

LISTED = 40
MOST_DECIDERS = 8
"""More form more coalitions than anybody reads."""
MOST_JUMPED = 200


@dataclass(frozen=True)
class GraphAsked:
    """What is asked of a graph model.

    `where` is a statement that listed states must meet, `sort` the decision maker whose ranking orders them,
    `why` and `inverse` are states by number, name or pattern. `page` counts from 1; `listed` 0 lists all.
    """

    concepts: tuple[Concept, ...] = CONCEPTS
    attitude: Attitude = Attitude.B
    once_each: bool = False
    coalitions: bool = False
    paths: bool = False
    sweep: bool = False
    why: tuple[str, ...] = ()
    inverse: str | None = None
    where: str | None = None
    sort: str | None = None
    only_equilibria: bool = False
    listed: int = LISTED
    page: int = 1


@dataclass(frozen=True)
class Analysis:
    """What follows from a graph model.

    `stability` is everybody's own judgement: in the conflict as it sees it, under the attitude asked for
    where pairs are unknown. `unseen` [maker, s] are states somebody does not see. `listed` are the states to
    show, in their order, of `matching` that meet what was asked. `looked` equilibria were looked at for
    coalitions. What was not asked for is empty or None.
    """

    conflict: Conflict
    asked: GraphAsked
    stability: Stability
    unseen: NDArray[np.bool_]
    listed: tuple[int, ...]
    matching: int
    by_attitude: Mapping[Attitude, Stability] = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()
    jumps: tuple[Jump, ...] | None = None
    coalitions: tuple[Coalition, ...] = ()
    looked: int = 0
    improving: Evolution | None = None
    moving: Evolution | None = None
    inverses: tuple[Inverse, ...] = ()
    robustness: Robustness | None = None

    @property
    def equilibria(self) -> tuple[int, ...]:
        """The states that are an equilibrium under some concept, those under most concepts first."""
        count = sum(self.stability.equilibria(one).astype(np.int64) for one in self.asked.concepts)
        found = np.flatnonzero(count)
        return tuple(int(one) for one in found[np.argsort(-np.asarray(count)[found], kind="stable")])


def analyse(conflict: Conflict, asked: GraphAsked | None = None) -> Analysis:
    """Work out what is asked of a graph model; UsageError for a state or a name that is not there."""
    asked = asked or GraphAsked()
    count = conflict.states.count
    unseen = np.zeros((len(conflict.makers), count), dtype=np.bool_)
    by_attitude: dict[Attitude, Stability] = {}
    if conflict.perceptions:
        found = hypergame(conflict, asked.concepts, attitude=asked.attitude, once_each=asked.once_each)
        main, unseen = found.stability, found.unseen
    elif conflict.complete:
        main = stability(conflict, asked.concepts, once_each=asked.once_each)
    else:
        by_attitude = {one: stability_under(conflict, one, asked.concepts) for one in ATTITUDES}
        main = by_attitude[asked.attitude]
    listed, matching = _listed(conflict, asked, main)
    explained = [_state(conflict, word) for word in asked.why]
    reasons = tuple(
        reason_as_seen(conflict, maker, state, concept, asked.attitude)
        for state in explained
        for maker in range(len(conflict.makers))
        for concept in asked.concepts
    )
    analysis = Analysis(conflict, asked, main, unseen, listed, matching, by_attitude, reasons)
    return _more(analysis)


def _more(analysis: Analysis) -> Analysis:
    """Add what was asked for besides stability."""
    conflict, asked = analysis.conflict, analysis.asked
    if asked.coalitions:
        if len(conflict.makers) > MOST_DECIDERS and not conflict.asked:
            raise UsageError(
                f"{len(conflict.makers)} decision makers form {2 ** len(conflict.makers):,} "
                "coalitions; list those to look at under `coalitions`"
            )
        coalitions = conflict.asked or every_coalition(len(conflict.makers), least=2)
        questions = coalitions_of(conflict)
        looked = analysis.equilibria[:MOST_JUMPED]
        jumps = tuple(jump for state in looked for jump in questions.jumps(state, coalitions))
        analysis = replace(analysis, jumps=jumps, coalitions=coalitions, looked=len(looked))
    if asked.paths:
        improving = evolution(conflict, "improvements") if conflict.complete else None
        analysis = replace(analysis, improving=improving, moving=evolution(conflict, "moves"))
    if asked.inverse is not None:
        state = _state(conflict, asked.inverse)
        found = tuple(inverse(conflict, state, concept) for concept in asked.concepts)
        analysis = replace(analysis, inverses=found)
    if asked.sweep:
        analysis = replace(analysis, robustness=robustness(conflict, asked.concepts))
    return analysis


def explain(analysis: Analysis, state: int) -> tuple[Reason, ...]:
    """Why everybody stays at a state or leaves it, under each concept asked for."""
    conflict, asked = analysis.conflict, analysis.asked
    return tuple(
        reason_as_seen(conflict, maker, state, concept, asked.attitude)
        for maker in range(len(conflict.makers))
        for concept in asked.concepts
    )


def _state(conflict: Conflict, word: str) -> int:
    try:
        return book_of(conflict).state(word)
    except StatementError as problem:
        raise UsageError(_worded(problem)) from None


def _worded(problem: StatementError) -> str:
    advice = f"; {problem.advice}" if problem.advice else ""
    return f"expected {problem.expected}, got {problem.got}{advice}"


def _listed(conflict: Conflict, asked: GraphAsked, main: Stability) -> tuple[tuple[int, ...], int]:
    """The states to show, and of how many."""
    count = conflict.states.count
    wanted: Flags = np.ones(count, dtype=np.bool_)
    if asked.where is not None:
        try:
            wanted = book_of(conflict).inside(asked.where)
        except StatementError as problem:
            raise UsageError(_worded(problem)) from None
    held = np.zeros(count, dtype=np.int64)
    for concept in asked.concepts:
        held += main.equilibria(concept)
    if asked.only_equilibria:
        wanted = wanted & (held > 0)
    states = np.flatnonzero(wanted)
    if asked.sort is None:
        states = states[np.argsort(-held[states], kind="stable")]
    else:
        ids = [maker.id for maker in conflict.makers]
        if asked.sort not in ids:
            near = closest_name(asked.sort, ids)
            meant = f"; did you mean '{near}'?" if near else ""
            raise UsageError(f"no decision maker called '{asked.sort}' ({', '.join(ids)}){meant}")
        preference = conflict.makers[ids.index(asked.sort)].preference
        if preference.partial:
            raise UsageError(f"{asked.sort} does not rank all states, so nothing can be sorted by it")
        states = states[np.argsort(-preference.levels[states], kind="stable")]
    size = asked.listed or len(states)
    start = (asked.page - 1) * size
    return tuple(int(one) for one in states[start : start + size]), len(states)
