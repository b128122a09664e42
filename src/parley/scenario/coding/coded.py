"""A record as the game sees it: rounds with the deeds and readings that fell in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from parley.scenario.pace import Pace


@dataclass(frozen=True)
class Answer:
    """An answer to an action that needs consent; `move` is empty where a silence was taken for it."""

    move: str
    date: dt.date
    party: str
    says: str


@dataclass(frozen=True)
class Deed:
    """An action of the game that a party took; an answer that is missing is not known.

    `undone` says by which move it became known that signatures under it do not hold.
    """

    move: str
    date: dt.date
    party: str
    action: str
    answers: tuple[Answer, ...] = ()
    undone: Answer | None = None


@dataclass(frozen=True)
class Reading:
    """A reading of one part of the situation; `chances` of this reading if the part stands at a setting."""

    move: str
    date: dt.date
    part: str
    chances: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Fall:
    """A victory, the fall of a place or a surrender that ended the war: an ending of the game by its name."""

    move: str
    date: dt.date
    ending: str


@dataclass(frozen=True)
class CodedRound:
    """What was seen in a round, in order; an open round is not over on the day the record is read.

    An open round with a deed is spent: the model gives the floor once, and the fighting follows. `fall` is
    the ending that the round's fighting came to, where the record shows one.
    """

    round: int
    closed: bool
    seen: tuple[Deed | Reading, ...] = ()
    fall: Fall | None = None

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """The deeds of the round, in order."""
        return tuple(entry for entry in self.seen if isinstance(entry, Deed))

    @property
    def spent(self) -> bool:
        """Whether the round is over for the game."""
        return self.closed or bool(self.deeds) or self.fall is not None


@dataclass(frozen=True)
class CodedMove:
    """One move of the record and what it counts as.

    `kind` is action, answer, reading, ending, nothing, earlier (than the first round) or uncovered (no
    rule). `by` names the rule, or is `exception`. `note` says why a rule's word could not be followed.
    """

    move: str
    date: dt.date
    kind: str
    party: str = ""
    what: str = ""
    by: str = ""
    coder: str = ""
    reason: str = ""
    note: str = ""


@dataclass(frozen=True)
class CodedRecord:
    """A record up to a day as rounds of the game, and every move of it with what became of it.

    `as_of` is the last day of which the record speaks, `asked` the day it was to be read on; of the days
    between them nothing is known, and no round of theirs is here. `pace` says how long each round is.
    """

    begins: dt.date
    as_of: dt.date
    pace: Pace
    rounds: tuple[CodedRound, ...]
    moves: tuple[CodedMove, ...]
    asked: dt.date | None = None

    def begin(self, t: int) -> dt.date:
        """The day on which round t begins."""
        return self.begins + dt.timedelta(days=int(self.pace.until(t)))

    @property
    def uncovered(self) -> tuple[str, ...]:
        """Moves that no rule and no exception covers."""
        return tuple(entry.move for entry in self.moves if entry.kind == "uncovered")
