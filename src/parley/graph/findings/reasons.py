"""Why a decision maker stays at a state, or leaves it: the improvement, the sanction, and the way to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from parley.graph.concepts.arcs import Near, path
from parley.graph.concepts.hypergame import perceived
from parley.graph.concepts.stability import Concept
from parley.graph.concepts.unknown import Attitude
from parley.graph.model.conflict import Conflict
from parley.graph.model.preference import BETTER, EQUAL, UNKNOWN, WORSE
from parley.graph.model.states import Flags, Indices
from parley.languages import wordable, worded, written


@dataclass(frozen=True)
class Step:
    """One move: who makes it and which state it leads to."""

    maker: int
    to: int


@dataclass(frozen=True)
class Answer:
    """What happens to one improvement: the sanction that deters it, as a sequence of moves; empty if none."""

    improvement: int
    sanction: tuple[Step, ...] = ()

    @property
    def deterred(self) -> bool:
        """Whether a sanction deters the improvement."""
        return bool(self.sanction)


@dataclass(frozen=True)
class Reason:
    """Why a state is stable for a decision maker under a concept, or why it is not.

    `answers` has an entry for each improvement looked at: all where the state is stable, and where it is not
    one that no sanction deters. `left_out` counts improvements beyond those looked at.
    """

    state: int
    maker: int
    concept: Concept
    stable: bool
    answers: tuple[Answer, ...]
    left_out: int = 0


MOST_ANSWERS = 4


def reason(
    conflict: Conflict,
    maker: int,
    state: int,
    concept: Concept,
    attitude: Attitude = Attitude.B,
    most: int = MOST_ANSWERS,
) -> Reason:
    """Why one decision maker stays at a state or leaves it; if it ranks all states, the best move first."""
    improvements = _tempting(conflict, maker, state, attitude)
    if concept is Concept.NASH:
        return Reason(state, maker, concept, not improvements, tuple(Answer(one) for one in improvements[:1]))
    goal = _sanctions(conflict, maker, state, attitude, lasting=concept in (Concept.SMR, Concept.SSEQ))
    credible = concept in (Concept.SEQ, Concept.SSEQ)
    others = [number for number in range(len(conflict.makers)) if number != maker]
    movers = [_moves_of(conflict, number, credible=credible) for number in others]
    found: list[Answer] = []
    for improvement in improvements:
        way = path(movers, improvement, goal)
        if way is None:
            return Reason(state, maker, concept, False, (Answer(improvement),))
        if len(found) < most:
            found.append(Answer(improvement, tuple(Step(others[mover], to) for mover, to in way)))
    return Reason(state, maker, concept, True, tuple(found), len(improvements) - len(found))


def _tempting(conflict: Conflict, maker: int, state: int, attitude: Attitude) -> list[int]:
    """The states a decision maker would leave a state for."""
    preference, reach = conflict.makers[maker].preference, conflict.reaches[maker]
    if not preference.partial:
        return [int(one) for one in reach.targets(state, "improvements")[::-1]]
    near, compared = reach.targets(state), preference.compared(state)
    wanted = compared[near] == BETTER
    if attitude.leaves_for_unknown:
        wanted |= compared[near] == UNKNOWN
    return [int(one) for one in near[wanted]]


def _sanctions(conflict: Conflict, maker: int, state: int, attitude: Attitude, *, lasting: bool) -> Flags:
    """The states that deter a decision maker from leaving a state."""
    preference, reach = conflict.makers[maker].preference, conflict.reaches[maker]
    if not preference.partial:
        left = preference.levels
        if lasting:
            left = np.maximum(left, reach.greatest(left, "moves"))
        return np.asarray(left <= preference.levels[state], dtype=np.bool_)
    compared = preference.compared(state)
    feared = (compared == EQUAL) | (compared == WORSE)
    if attitude.fears_unknown:
        feared |= compared == UNKNOWN
    if lasting:
        feared &= np.array([bool(feared[reach.targets(one)].all()) for one in range(len(feared))])
    return np.asarray(feared, dtype=np.bool_)


def _moves_of(conflict: Conflict, maker: int, *, credible: bool) -> Near:
    """The steps of an opponent: all it can make, or those it may make for its own sake."""
    preference, reach = conflict.makers[maker].preference, conflict.reaches[maker]
    if not credible:
        return lambda state: reach.targets(state)
    if not preference.partial:
        return lambda state: reach.targets(state, "improvements")

    def willing(state: int) -> Indices:
        near = reach.targets(state)
        compared = preference.compared(state)[near]
        return np.asarray(near[(compared == BETTER) | (compared == UNKNOWN)], dtype=np.int32)

    return willing


def reason_as_seen(
    conflict: Conflict, maker: int, state: int, concept: Concept, attitude: Attitude = Attitude.B
) -> Reason:
    """Why a decision maker stays or leaves, judging in the conflict as it sees it."""
    if maker not in conflict.perceptions:
        return reason(conflict, maker, state, concept, attitude)
    own, seen = perceived(conflict, maker)
    if not seen[state]:
        return Reason(state, maker, concept, True, ())
    numbers = np.flatnonzero(seen)
    inside = reason(own, maker, int(np.cumsum(seen)[state]) - 1, concept, attitude)
    answers = tuple(
        Answer(
            int(numbers[one.improvement]),
            tuple(Step(step.maker, int(numbers[step.to])) for step in one.sanction),
        )
        for one in inside.answers
    )
    return replace(inside, state=state, answers=answers)


def in_words(conflict: Conflict, why: Reason) -> str:
    """A reason as a sentence with the names of states and decision makers."""
    makers, states = conflict.makers, conflict.states
    who = makers[why.maker].name

    def name(state: int) -> str:
        return f"“{states.name(state)}” ({state + 1})"

    if not why.answers:
        return worded("{who} stays at {name}: it can go nowhere it prefers.", who=who, name=name(why.state))
    if not why.stable:
        to = name(why.answers[0].improvement)
        end = {
            Concept.NASH: wordable("which it prefers"),
            Concept.GMR: wordable("and nothing the others can do brings it back down"),
            Concept.SMR: wordable("and nothing the others can do holds it down"),
            Concept.SEQ: wordable("and nothing the others would do brings it back down"),
            Concept.SSEQ: wordable("and nothing the others would do holds it down"),
        }[why.concept]
        return worded(
            "{who} leaves {name} for {to}, {end}.", who=who, name=name(why.state), to=to, end=worded(end)
        )
    parts = []
    for answer in why.answers:
        way = worded(", then ").join(
            worded("{name} to {name2}", name=makers[step.maker].name, name2=name(step.to))
            for step in answer.sanction
        )
        parts.append(worded("to {name}, after which {way}", name=name(answer.improvement), way=way))
    more = worded(" (and {left_out} more)", left_out=written(why.left_out, ",")) if why.left_out else ""
    end = {
        Concept.GMR: wordable("which is no better for it"),
        Concept.SMR: wordable("which is no better for it, and it cannot escape"),
        Concept.SEQ: wordable("which is no better for it and better for whoever moves"),
        Concept.SSEQ: wordable(
            "which is no better for it and better for whoever moves, and it cannot escape"
        ),
    }[why.concept]
    return (
        worded("{who} stays at {name}. It could go ", who=who, name=name(why.state))
        + worded("; or ").join(parts)
        + f"{more}: {worded(end)}."
    )
