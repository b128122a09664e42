"""What follows from a graph model as a document for other programs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from parley import __version__
from parley.graph.analysis import Analysis
from parley.graph.concepts.stability import CONCEPTS
from parley.graph.document_form import (
    AnswerPart,
    ArcPart,
    ChangePart,
    GraphDocument,
    InversePart,
    JumpPart,
    MakerPart,
    OptionPart,
    PathPart,
    ReasonPart,
    SharePart,
    StatePart,
    StepPart,
    SweepPart,
)
from parley.graph.findings.evolution import Evolution
from parley.graph.findings.inverse import Inverse
from parley.graph.findings.reasons import Reason, Step, in_words
from parley.graph.findings.robustness import Robustness
from parley.graph.model.conflict import Conflict

MOST_DRAWN = 60
MOST_ARCS_DRAWN = 4_000


def document_of(
    analysis: Analysis, case: str = "", input_hashes: Mapping[str, str] | None = None
) -> GraphDocument:
    """The document of an analysis."""
    conflict, asked = analysis.conflict, analysis.asked
    ids = [maker.id for maker in conflict.makers]
    concepts = list(asked.concepts)
    return GraphDocument(
        title=conflict.title,
        case=case,
        version=__version__,
        input_hashes=dict(input_hashes or {}),
        as_of=conflict.as_of.isoformat() if conflict.as_of else None,
        note=conflict.note,
        form="options" if conflict.states.options else "graph",
        decision_makers=_makers(conflict),
        status_quo=None if conflict.status_quo is None else conflict.status_quo + 1,
        total_states=conflict.states.count,
        matching_states=analysis.matching,
        concepts=[one.value for one in concepts],
        attitude=asked.attitude.value,
        once_each=asked.once_each,
        equilibria={one.value: _numbers(analysis.stability.equilibria(one)) for one in concepts},
        by_attitude={
            attitude.value: {one.value: _numbers(result.equilibria(one)) for one in concepts}
            for attitude, result in analysis.by_attitude.items()
        },
        states=[state_part(analysis, state) for state in analysis.listed],
        arcs=arcs_between(conflict, analysis.listed),
        reasons=[_reason(conflict, one) for one in analysis.reasons],
        coalitions=None
        if analysis.jumps is None
        else [[ids[one] for one in sorted(members)] for members in analysis.coalitions],
        jumps=None
        if analysis.jumps is None
        else [
            JumpPart(
                [ids[one] for one in jump.coalition],
                jump.state + 1,
                [one + 1 for one in jump.to],
                [one.value for one in jump.unstable_under],
            )
            for jump in analysis.jumps
        ],
        paths=_paths(analysis, ids),
        inverse=[_inverse(one, ids) for one in analysis.inverses] or None,
        sweep=_sweep(analysis.robustness, analysis.listed) if analysis.robustness else None,
        lost=list(conflict.lost),
    )


def _numbers(flags: np.ndarray) -> list[int]:
    return [int(one) + 1 for one in np.flatnonzero(flags)]


def _makers(conflict: Conflict) -> list[MakerPart]:
    ways: dict[int, str] = {}
    for lock in conflict.locks:
        ways[lock.option] = lock.way if not len(lock.where) else f"{lock.way}, in some states"
    return [
        MakerPart(
            maker.id,
            maker.name,
            [
                OptionPart(option.id, option.name, ways.get(at, ""))
                for at, option in enumerate(conflict.states.options)
                if option.owner == number
            ],
            maker.preference.basis,
            maker.preference.partial,
            maker.preference.has_strength,
            list(maker.preference.sources),
            maker.preference.holder,
            maker.preference.note,
        )
        for number, maker in enumerate(conflict.makers)
    ]


def state_part(analysis: Analysis, state: int) -> StatePart:
    """One state with everything known of it."""
    conflict, found = analysis.conflict, analysis.stability
    ranks: list[int | None] = []
    for maker in conflict.makers:
        levels = maker.preference.levels
        ranks.append(None if maker.preference.partial else int(levels.max()) + 1 - int(levels[state]))
    concepts = analysis.asked.concepts
    return StatePart(
        state + 1,
        conflict.states.name(state),
        conflict.states.pattern(state),
        ranks,
        {one.value: [bool(flag) for flag in found.stable[one][:, state]] for one in concepts},
        {one.value: [bool(flag) for flag in found.strong[one][:, state]] for one in concepts},
        [one.value for one in CONCEPTS if one in concepts and found.stable[one][:, state].all()],
        [maker.id for number, maker in enumerate(conflict.makers) if analysis.unseen[number, state]],
    )


def arcs_between(conflict: Conflict, states: tuple[int, ...]) -> list[ArcPart]:
    """The one-step moves among some states; none where they are too many to draw."""
    if len(states) > MOST_DRAWN:
        return []
    inside = set(states)
    found = []
    for maker, reach in zip(conflict.makers, conflict.reaches, strict=True):
        for state in states:
            compared = maker.preference.compared(state)
            for target in reach.targets(state).tolist():
                if target in inside:
                    found.append(ArcPart(maker.id, state + 1, target + 1, bool(compared[target] == 1)))
    return found if len(found) <= MOST_ARCS_DRAWN else []


def _steps(steps: tuple[Step, ...], conflict: Conflict) -> list[StepPart]:
    return [StepPart(conflict.makers[step.maker].id, step.to + 1) for step in steps]


def _reason(conflict: Conflict, why: Reason) -> ReasonPart:
    answers = [AnswerPart(one.improvement + 1, _steps(one.sanction, conflict)) for one in why.answers]
    by = conflict.makers[why.maker].id
    return ReasonPart(why.state + 1, by, why.concept.value, why.stable, answers, in_words(conflict, why))


def _paths(analysis: Analysis, ids: list[str]) -> list[PathPart] | None:
    if analysis.moving is None:
        return None
    found = []
    for way in (analysis.improving, analysis.moving):
        if way is not None:
            found += [_path(way, state, analysis.conflict) for state in analysis.listed]
    return found


def _path(way: Evolution, state: int, conflict: Conflict) -> PathPart:
    steps = way.path(state)
    return PathPart(state + 1, way.kind, None if steps is None else _steps(steps, conflict))


def _inverse(found: Inverse, ids: list[str]) -> InversePart:
    changes = [
        ChangePart(ids[one.maker], [state + 1 for state in one.lowered], one.pairs)
        for one in found.changes
        if one.pairs
    ]
    mind = None if found.one_mind is None else ids[found.one_mind]
    return InversePart(
        found.state + 1, found.concept.value, found.possible, found.exact, found.pairs, mind, changes
    )


def _sweep(found: Robustness, states: tuple[int, ...]) -> SweepPart:
    shares, by_concept = found.shares, found.by_concept()
    return SweepPart(
        len(found.ways),
        list(dict.fromkeys(way.change for way in found.ways)),
        found.left_out,
        [
            SharePart(
                state + 1,
                float(shares[state]),
                {concept.value: float(held[state]) for concept, held in by_concept.items()},
            )
            for state in states
        ],
    )
