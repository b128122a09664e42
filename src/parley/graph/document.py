"""What follows from a graph model as a document for other programs, and the JSON Schema of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from parley import __version__
from parley.files.results import Result
from parley.graph.analysis import Analysis
from parley.graph.concepts.stability import CONCEPTS
from parley.graph.findings.evolution import Evolution
from parley.graph.findings.inverse import Inverse
from parley.graph.findings.reasons import Reason, Step, in_words
from parley.graph.findings.robustness import Robustness
from parley.graph.model.conflict import Conflict

MOST_DRAWN = 60
MOST_ARCS_DRAWN = 4_000


@dataclass(frozen=True)
class OptionPart(Result):
    """A yes/no choice: its id and name, and how it may move if not both ways."""

    id: str
    """the option"""
    name: str
    """what readers call it"""
    one_way: str
    """how it may move if not both ways; empty if it may"""


@dataclass(frozen=True)
class MakerPart(Result):
    """A decision maker, its options in the order of patterns, and what its preference rests on."""

    id: str
    """the decision maker"""
    name: str
    """what readers call it"""
    options: list[OptionPart]
    """its options, in the order of patterns"""
    stated_as: str
    """how its preference was stated"""
    partial: bool
    """whether some pairs of states are not compared"""
    strength: bool
    """whether some preferences are marked as strong"""
    sources: list[str]
    """what the preference rests on"""
    holder: str
    """whose judgement it is"""
    note: str
    """a note beside it"""


@dataclass(frozen=True)
class StatePart(Result):
    """A state, and who would leave it."""

    number: int
    """its number, from 1"""
    name: str
    """what readers call it"""
    pattern: str
    """Y and N in the order of the options; empty in graph form"""
    ranks: list[int | None]
    """each decision maker's rank of it (1 is best; null if partial)"""
    stable: dict[str, list[bool]]
    """concept -> whether each decision maker would stay"""
    strong: dict[str, list[bool]]
    """concept -> whether every improvement could be sanctioned by something much worse"""
    equilibrium: list[str]
    """the concepts under which it is an equilibrium"""
    unseen_by: list[str]
    """decision makers who do not see it"""


@dataclass(frozen=True)
class StepPart(Result):
    """A move: who makes it, and the number of the state it leads to."""

    by: str
    """who makes it"""
    to: int
    """the number of the state it leads to"""


@dataclass(frozen=True)
class AnswerPart(Result):
    """What happens to an improvement: the moves that deter it, none where nothing does."""

    improvement: int
    """the state the improvement leads to"""
    sanction: list[StepPart]
    """the moves that deter it; empty where nothing does"""


@dataclass(frozen=True)
class ReasonPart(Result):
    """Why a decision maker stays at a state or leaves it under a concept."""

    state: int
    """the state"""
    by: str
    """the decision maker"""
    concept: str
    """the stability concept"""
    stable: bool
    """whether it stays"""
    answers: list[AnswerPart]
    """what would happen to each of its improvements"""
    sentence: str
    """the same in words"""


@dataclass(frozen=True)
class JumpPart(Result):
    """A coalition that would leave an equilibrium, where to, and under which concepts."""

    coalition: list[str]
    """its members"""
    state: int
    """the equilibrium it would leave"""
    to: list[int]
    """the states it would go to"""
    unstable_under: list[str]
    """the concepts under which it would leave"""


@dataclass(frozen=True)
class PathPart(Result):
    """The shortest way from the status quo to a state; `steps` is null where there is none."""

    to: int
    """the state"""
    kind: str
    """of which moves: any, or improvements only"""
    steps: list[StepPart] | None
    """the moves; null where there is no way"""


@dataclass(frozen=True)
class ChangePart(Result):
    """What a decision maker would have to think otherwise of: states it prefers now and would hold worse."""

    by: str
    """the decision maker"""
    lowered: list[int]
    """states it prefers now and would have to hold worse"""
    pairs: int
    """how many pairs of states it would have to compare otherwise"""


@dataclass(frozen=True)
class InversePart(Result):
    """What would make a state an equilibrium under a concept."""

    state: int
    """the state"""
    concept: str
    """the stability concept"""
    possible: bool
    """whether any change of preferences would do"""
    exact: bool
    """whether no smaller change would do"""
    pairs: int
    """how many pairs of states would have to be compared otherwise"""
    one_mind: str | None
    """the only decision maker who would have to change its mind; null where it takes several"""
    changes: list[ChangePart]
    """what each would have to change"""


@dataclass(frozen=True)
class SharePart(Result):
    """In what share of the ways looked at a state is an equilibrium, altogether and by concept."""

    state: int
    """the state"""
    share: float
    """share of the ways in which it is an equilibrium under some concept"""
    by_concept: dict[str, float]
    """concept -> the share"""


@dataclass(frozen=True)
class SweepPart(Result):
    """A sweep: how many ways were looked at, what was changed, and how often each state held."""

    ways: int
    """how many ways were looked at"""
    changes: list[str]
    """what was changed"""
    left_out: int
    """how many ways were left out"""
    states: list[SharePart]
    """how often each state held"""


@dataclass(frozen=True)
class ArcPart(Result):
    """A one-step move between two states, and whether its mover prefers where it leads."""

    by: str
    """who moves"""
    start: int
    """the state it starts from"""
    to: int
    """the state it leads to"""
    improvement: bool
    """whether its mover prefers where it leads"""


@dataclass(frozen=True)
class GraphDocument(Result):
    """Everything that was worked out of a graph model. Numbers of states count from 1."""

    title: str
    """the title of the graph"""
    case: str
    """the case's folder name; empty where it stands in none"""
    version: str
    """the version of Parley that made it"""
    input_hashes: dict[str, str]
    """file of the case -> SHA-256 of what was read"""
    as_of: str | None
    """the day it speaks of; null where none is stated"""
    note: str
    """a note of the graph"""
    form: str
    """`options` or `graph`"""
    decision_makers: list[MakerPart]
    """who decides"""
    status_quo: int | None
    """the number of the state that stands; null where none is stated"""
    total_states: int
    """how many states there are"""
    matching_states: int
    """how many match what was asked for"""
    concepts: list[str]
    """the stability concepts looked at"""
    attitude: str
    """the attitude of decision makers (Inohara and others 2007)"""
    once_each: bool
    """whether everybody moves once at most in a sanction"""
    equilibria: dict[str, list[int]]
    """concept -> numbers of the equilibria"""
    by_attitude: dict[str, dict[str, list[int]]]
    """attitude -> concept -> numbers of the equilibria"""
    states: list[StatePart]
    """the states listed"""
    arcs: list[ArcPart]
    """one-step moves among the states listed; empty where they are too many to draw"""
    reasons: list[ReasonPart]
    """why somebody stays or leaves, for what was asked"""
    coalitions: list[list[str]] | None
    """the coalitions looked at; null where none were asked for"""
    jumps: list[JumpPart] | None
    """coalitions that would leave an equilibrium; null where none were asked for"""
    paths: list[PathPart] | None
    """shortest ways from the status quo; null where none were asked for"""
    inverse: list[InversePart] | None
    """what would make a state an equilibrium; null where it was not asked for"""
    sweep: SweepPart | None
    """a sweep over ways the graph may be; null where none was asked for"""
    lost: list[str] = field(default_factory=list)
    """what of a scenario the derived graph has no place for"""


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
