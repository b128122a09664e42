"""The names of actions, endings and answers: one grammar, made and taken apart here and nowhere else.

A name is a string, so it can be the key of a table or of a JSON object as it stands; it knows its parts.

>>> Action.parse("set:aid:paused").setting
'paused'
>>> Ending.settlement("kellogg_line").kind
<EndingKind.SETTLEMENT: 'settlement'>
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, ClassVar, Self

_JOINT = ":"


class ActionKind(StrEnum):
    """What a party with the floor can do."""

    HOLD = "hold"
    OFFER = "offer"
    TAKE = "take"
    TURN_DOWN = "turn_down"
    PROPOSE = "propose"
    LEAVE = "leave"
    DEMAND = "demand"
    REBUFF = "rebuff"
    CONCEDE = "concede"
    WITHDRAW = "withdraw"
    BARGAIN = "bargain"
    SET = "set"
    GESTURE = "gesture"
    PAY = "pay"
    STATE = "state"
    BREAK_OFF = "break_off"
    REOPEN = "reopen"
    QUIT = "quit"


_PARTS = {
    ActionKind.HOLD: 1,
    ActionKind.BREAK_OFF: 1,
    ActionKind.REOPEN: 1,
    ActionKind.QUIT: 1,
    ActionKind.SET: 3,
}
ACTION_PATTERN = "|".join(_JOINT.join((kind, *[".+"] * (_PARTS.get(kind, 2) - 1))) for kind in ActionKind)
"""The names of actions as a regular expression, for schemas."""


class EndingKind(StrEnum):
    """How it can end; `still_fighting` is no ending, and is listed beside them while none is reached."""

    SETTLEMENT = "settlement"
    BREAKDOWN = "breakdown"
    COLLAPSE = "collapse"
    STILL_FIGHTING = "still_fighting"

    @property
    def has_subject(self) -> bool:
        """Whether such an ending is one of somebody or of something: of a plan, of a party."""
        return self in (EndingKind.SETTLEMENT, EndingKind.COLLAPSE)


WITHOUT_AGREEMENT = (EndingKind.COLLAPSE, EndingKind.BREAKDOWN)
"""The kinds of ending that nobody signs, in the order they are listed."""


class AnswerKind(StrEnum):
    """What a signatory can say to what needs its consent, in the order of every table of answers."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    WALK_OUT = "walk_out"


class Name(str):
    """A name of parts joined by colons; the first says what kind of thing is named."""

    __slots__ = ()
    pattern: ClassVar[str] = "^.+$"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """How a document holds a name: as its text, which must follow the pattern."""
        named = {"type": "no-info", "function": cls}
        return {
            "type": "function-after",
            "function": named,
            "schema": {**handler(str), "pattern": cls.pattern},
        }

    @classmethod
    def joined(cls, *parts: str) -> Self:
        """The name made of these parts."""
        return cls(_JOINT.join(parts))

    @property
    def head(self) -> str:
        """The part before the first colon, or the whole where there is none."""
        return self.partition(_JOINT)[0]

    @property
    def about(self) -> str:
        """The part after the first colon; empty where there is none."""
        return self.partition(_JOINT)[2]

    def renamed(self, key: Callable[[str], str]) -> Self:
        """The same name with every part called otherwise."""
        return self.joined(*map(key, self.split(_JOINT)))


class Action(Name):
    """What a party does: `hold`, or a kind and what it is about (`offer:PLAN`, `set:LEVER:SETTING`)."""

    __slots__ = ()
    pattern = f"^({ACTION_PATTERN})$"

    @classmethod
    def of(cls, kind: ActionKind, about: str = "", setting: str = "") -> Self:
        """The action of a kind about a plan, accord, condition, gesture, transfer, or a lever's setting."""
        return cls.joined(kind, *(part for part in (about, setting) if part))

    @classmethod
    def parse(cls, text: str) -> Self:
        """The action a text names; ValueError if it names none."""
        found = cls(text)
        parts = found.split(_JOINT)
        if len(parts) != _PARTS.get(found.kind, 2) or not all(parts):
            raise ValueError(f"'{text}' is not the name of an action")
        return found

    @property
    def kind(self) -> ActionKind:
        """What kind of action it is; ValueError if it is none."""
        return ActionKind(self.head)

    @property
    def subject(self) -> str:
        """The plan, accord, condition, lever, gesture or transfer it is about; empty for `hold`."""
        return Name(self.about).head

    @property
    def setting(self) -> str:
        """The setting a lever is put in; empty for any other action."""
        return Name(self.about).about


class Ending(Name):
    """How it ends: `settlement:PLAN`, `collapse:PARTY`, `breakdown`; or `still_fighting`."""

    __slots__ = ()
    pattern = "^(settlement:.+|collapse:.+|breakdown|still_fighting)$"

    @classmethod
    def settlement(cls, plan: str) -> Self:
        """A settlement on a plan."""
        return cls.joined(EndingKind.SETTLEMENT, plan)

    @classmethod
    def collapse(cls, party: str) -> Self:
        """The collapse of a party."""
        return cls.joined(EndingKind.COLLAPSE, party)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The ending a text names; ValueError if it names none."""
        found = cls(text)
        if found.kind.has_subject != bool(found.about):
            raise ValueError(f"'{text}' is not the name of an ending")
        return found

    @property
    def kind(self) -> EndingKind:
        """What kind of ending it is; ValueError if it is none."""
        return EndingKind(self.head)

    @property
    def settles(self) -> bool:
        """Whether it is a settlement, on whatever plan."""
        return self.head == EndingKind.SETTLEMENT


BREAKDOWN = Ending(EndingKind.BREAKDOWN)
STILL_FIGHTING = Ending(EndingKind.STILL_FIGHTING)


class Answer(Name):
    """What a signatory says to an action: `accept:offer:PLAN`, `refuse:propose:ACCORD`."""

    __slots__ = ()

    @classmethod
    def to(cls, action: str, kind: str) -> Self:
        """The answer of a kind to an action."""
        return cls.joined(kind, action)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The answer a text names; ValueError if it names none."""
        found = cls(text)
        if found.kind and not Action.parse(found.about):
            raise ValueError(f"'{text}' is not the name of an answer")
        return found

    @property
    def kind(self) -> AnswerKind:
        """What is said; ValueError if it is no answer."""
        return AnswerKind(self.head)

    @property
    def action(self) -> Action:
        """What it answers."""
        return Action(self.about)


class Sighting(Name):
    """Where a part of the situation was read to stand: `PART:SETTING`."""

    __slots__ = ()

    @property
    def part(self) -> str:
        """The track, lever, condition or accord."""
        return self.head

    @property
    def setting(self) -> str:
        """Where it was read to stand."""
        return self.about
