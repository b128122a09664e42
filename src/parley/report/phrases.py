"""The one table of what actions, endings and answers are called: in sentences, as headings, by class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from parley.files.articles import agreeing
from parley.game.names import Action, ActionKind, Answer, AnswerKind, Ending, EndingKind

DEEDS: Mapping[ActionKind, str] = {
    ActionKind.HOLD: "holds",
    ActionKind.OFFER: "offers {}",
    ActionKind.TAKE: "takes up {}",
    ActionKind.PROPOSE: "proposes {}",
    ActionKind.LEAVE: "leaves {}",
    ActionKind.DEMAND: "demands {}",
    ActionKind.REBUFF: "rebuffs {}",
    ActionKind.CONCEDE: "concedes {}",
    ActionKind.WITHDRAW: "withdraws {}",
    ActionKind.BARGAIN: "proposes the bargain {}",
    ActionKind.STATE: "states: {}",
    ActionKind.BREAK_OFF: "breaks off the talks",
    ActionKind.REOPEN: "reopens the talks",
    ActionKind.QUIT: "walks out for good",
    ActionKind.SET: "sets {} to “{}”",
    ActionKind.GESTURE: "makes a gesture: {}",
    ActionKind.PAY: "pays {}",
}
"""What a party does, as a sentence goes on after its name."""

ANSWERS: Mapping[AnswerKind, str] = {
    AnswerKind.ACCEPT: "accepts {}",
    AnswerKind.REFUSE: "refuses {}",
    AnswerKind.WALK_OUT: "walks out on {}",
}
"""What a signatory says, as a sentence goes on after its name."""

ANSWER_NOUNS: Mapping[AnswerKind, tuple[str, str]] = {
    AnswerKind.ACCEPT: ("acceptance", "acceptances"),
    AnswerKind.REFUSE: ("refusal", "refusals"),
    AnswerKind.WALK_OUT: ("walk-out", "walk-outs"),
}

CLASSES: Mapping[str, str] = {
    ActionKind.OFFER: "Offer a settlement",
    ActionKind.TAKE: "Take up a tabled offer",
    ActionKind.PROPOSE: "Propose an accord",
    ActionKind.LEAVE: "Leave an accord",
    ActionKind.DEMAND: "Demand a condition",
    ActionKind.REBUFF: "Rebuff a condition",
    ActionKind.CONCEDE: "Concede a condition",
    ActionKind.WITHDRAW: "Withdraw a condition",
    ActionKind.BARGAIN: "Propose a bargain",
    ActionKind.STATE: "Make a threat or promise",
    ActionKind.BREAK_OFF: "Break off the talks",
    ActionKind.REOPEN: "Reopen the talks",
    ActionKind.QUIT: "Walk out for good",
    ActionKind.SET: "Set a lever",
    ActionKind.GESTURE: "Make a gesture",
    ActionKind.PAY: "Make a payment",
    EndingKind.SETTLEMENT: "Ends in a settlement",
    EndingKind.BREAKDOWN: "Ends in a breakdown",
    EndingKind.COLLAPSE: "Ends in a collapse",
}
"""Classes of actions, and kinds of endings, as the rows of a table."""

ANSWERED: Mapping[str, str] = {
    ActionKind.OFFER: "To offers of settlement",
    ActionKind.TAKE: "To offers taken up",
    ActionKind.PROPOSE: "To proposed accords",
    ActionKind.PAY: "To payments",
    ActionKind.BARGAIN: "To bargains",
    ActionKind.SET: "To moves of levers",
    ActionKind.REOPEN: "To reopened talks",
}
"""What answers are to, as the rows of a table."""


class Names(Protocol):
    """Who knows what the things of a case are called."""

    def party(self, party: str) -> str:
        """A party's name."""
        ...

    def party_within(self, party: str) -> str:
        """A party's name as it stands inside a sentence."""
        ...

    def party_plural(self, party: str) -> bool:
        """Whether a party does things in the plural: the Separatists refuse."""
        ...

    def plan(self, plan: str) -> str:
        """A plan's name."""
        ...

    def part(self, part: str) -> str:
        """The name of a track, lever, condition, accord, gesture or transfer."""
        ...

    def setting(self, setting: str) -> str:
        """The name of a setting."""
        ...


def deed(action: str, names: Names) -> str:
    """What a party does: offers this, sets that to so."""
    found = Action(action)
    about = names.plan if found.kind in (ActionKind.OFFER, ActionKind.TAKE) else names.part
    return DEEDS[found.kind].format(about(found.subject), names.setting(found.setting))


def bidding(action: str, names: Names) -> str:
    """What somebody may do, as one tells it to do so: offer this, set that to so."""
    return agreeing(deed(action, names), plural=True)


def does(party: str, said: str, names: Names) -> str:
    """A party and what it does, said in the third person: Russia refuses, the Separatists refuse."""
    return f"{names.party_within(party)} {agreeing(said, names.party_plural(party))}"


def answer(said: str, names: Names) -> str:
    """What a signatory says: accepts this, walks out on that."""
    found = Answer(said)
    return ANSWERS[found.kind].format(about(found.action, names))


def about(action: str, names: Names) -> str:
    """What an action is about, by its name."""
    found = Action(action)
    return (
        names.plan(found.subject)
        if found.kind in (ActionKind.OFFER, ActionKind.TAKE)
        else names.part(found.subject)
    )


def ending(name: str, names: Names, still: str = "Still fighting") -> str:
    """An ending as a heading or the head of a row; `still` is what having reached none is called."""
    found = Ending(name)
    match found.kind:
        case EndingKind.SETTLEMENT:
            return f"Settlement: {names.plan(found.about)}"
        case EndingKind.COLLAPSE:
            return f"Collapse: {names.party(found.about)}"
        case EndingKind.BREAKDOWN:
            return "Breakdown of talks"
        case EndingKind.STILL_FIGHTING:
            return still


def ending_within(name: str, names: Names, still: str = "still fighting") -> str:
    """An ending as it stands inside a sentence."""
    found = Ending(name)
    match found.kind:
        case EndingKind.SETTLEMENT:
            return f"a settlement on “{names.plan(found.about)}”"
        case EndingKind.COLLAPSE:
            return f"a collapse of {names.party_within(found.about)}"
        case EndingKind.BREAKDOWN:
            return "a breakdown of talks"
        case EndingKind.STILL_FIGHTING:
            return still


def ending_briefly(name: str, names: Names, still: str = "Still fighting") -> str:
    """An ending as a narrow column has it: a settlement by its plan alone."""
    found = Ending(name)
    return names.plan(found.about) if found.settles else ending(name, names, still)
