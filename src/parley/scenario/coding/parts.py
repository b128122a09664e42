"""The parts of a coding: which recorded move counts as which action of the game, by rule and by exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from parley.game.names import AnswerKind
from parley.record.rows import Move
from parley.scenario.parts import Scenario

CODING_FILE = "coding.yaml"
NOTHING = "nothing"
NOT_RATIFIED = "not_ratified"
ANSWERS = tuple(kind.value for kind in AnswerKind)


@dataclass(frozen=True)
class Match:
    """Which moves a rule is about; every clause that is not empty must hold, and any of its words will do.

    `option` holds when one of its texts stands somewhere in the option of the move, whatever the case.
    """

    actor: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    extent: tuple[str, ...] = ()
    issue: tuple[str, ...] = ()
    option: tuple[str, ...] = ()
    target: tuple[str, ...] = ()

    def covers(self, move: Move) -> bool:
        """Whether all clauses hold for a move."""
        return (
            _any(self.actor, move.actor)
            and _any(self.act, (move.act.value,))
            and _any(self.extent, (move.extent,))
            and _any(self.issue, move.issue)
            and _any(self.target, move.target)
            and (not self.option or any(text.lower() in move.option.lower() for text in self.option))
        )


def _any(wanted: tuple[str, ...], found: tuple[str, ...]) -> bool:
    return not wanted or any(word in wanted for word in found)


@dataclass(frozen=True)
class Sight:
    """A reading of a part of the situation; `chances` [setting] of this reading if the part stands there."""

    part: str
    chances: Mapping[str, float]


@dataclass(frozen=True)
class Counting:
    """What a move counts as: an action of the game, an answer to one, a reading of the situation, or nothing.

    `counts_as` is an action's name, `accept`, `refuse`, `walk_out`, `not_ratified`, or `nothing`; it is empty
    where `sight` is given. `by` is the party, where the move does not tell; `to` the move that is answered,
    where it does not tell. `answers` are answers to the action that no move of the record states (a silence
    taken for no).
    """

    counts_as: str
    sight: Sight | None = None
    by: str = ""
    to: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    coder: str = ""
    reason: str = ""

    def same_as(self, other: Counting) -> bool:
        """Whether two countings say the same of a move, whoever says it and why."""
        mine = (self.counts_as, self.sight, self.by, self.to, dict(self.answers))
        return mine == (other.counts_as, other.sight, other.by, other.to, dict(other.answers))


@dataclass(frozen=True)
class Rule:
    """One rule of a coding: the moves it is about, and what they count as."""

    id: str
    match: Match
    counting: Counting


@dataclass(frozen=True)
class StatedReading:
    """A reading of the situation that rests on facts of the record instead of a move."""

    id: str
    date: date
    sight: Sight
    sources: tuple[str, ...]
    coder: str
    reason: str


@dataclass(frozen=True)
class Coding:
    """A checked coding: `scenario` is the one that is weighed, spoken from the day `begins`.

    `party_of` maps the record's actors to parties. Rules are in the order of the file; `exceptions` are by
    id of the move and win over every rule.
    """

    begins: date
    scenario: Scenario
    party_of: Mapping[str, str]
    rules: tuple[Rule, ...]
    exceptions: Mapping[str, Counting]
    readings: tuple[StatedReading, ...]
    start: Mapping[str, object]
