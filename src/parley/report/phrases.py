"""The one table of what actions, endings and answers are called: in sentences, as headings, by class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from parley.files.articles import agreeing
from parley.game.names import Action, ActionKind, Answer, AnswerKind, Ending, EndingKind
from parley.languages import wordable, worded

DEEDS: Mapping[ActionKind, str] = {
    ActionKind.HOLD: wordable("holds"),
    ActionKind.OFFER: wordable("offers {what}"),
    ActionKind.TAKE: wordable("takes up {what}"),
    ActionKind.TURN_DOWN: wordable("turns down {what} for good"),
    ActionKind.PROPOSE: wordable("proposes {what}"),
    ActionKind.LEAVE: wordable("leaves {what}"),
    ActionKind.DEMAND: wordable("demands {what}"),
    ActionKind.REBUFF: wordable("rebuffs {what}"),
    ActionKind.CONCEDE: wordable("concedes {what}"),
    ActionKind.WITHDRAW: wordable("withdraws {what}"),
    ActionKind.BARGAIN: wordable("proposes the bargain {what}"),
    ActionKind.STATE: wordable("states: {what}"),
    ActionKind.BREAK_OFF: wordable("breaks off the talks"),
    ActionKind.REOPEN: wordable("reopens the talks"),
    ActionKind.QUIT: wordable("walks out for good"),
    ActionKind.SET: wordable("sets {what} to “{setting}”"),
    ActionKind.GESTURE: wordable("makes a gesture: {what}"),
    ActionKind.PAY: wordable("pays {what}"),
}
"""What a party does, as a sentence goes on after its name."""

ENDINGS: Mapping[EndingKind, str] = {
    EndingKind.SETTLEMENT: wordable("Settlement: {plan}"),
    EndingKind.COLLAPSE: wordable("Collapse: {party}"),
    EndingKind.BREAKDOWN: wordable("Breakdown of talks"),
}
"""An ending as a heading or the head of a row."""

OF_PLANS = (ActionKind.OFFER, ActionKind.TAKE, ActionKind.TURN_DOWN)
"""What is done with plans."""

ANSWERS: Mapping[AnswerKind, str] = {
    AnswerKind.ACCEPT: wordable("accepts {what}"),
    AnswerKind.REFUSE: wordable("refuses {what}"),
    AnswerKind.WALK_OUT: wordable("walks out on {what}"),
}
"""What a signatory says, as a sentence goes on after its name."""

ANSWER_NOUNS: Mapping[AnswerKind, tuple[str, str]] = {
    AnswerKind.ACCEPT: (wordable("acceptance"), "acceptances"),
    AnswerKind.REFUSE: ("refusal", "refusals"),
    AnswerKind.WALK_OUT: ("walk-out", "walk-outs"),
}

CLASSES: Mapping[str, str] = {
    ActionKind.OFFER: wordable("Offer a settlement"),
    ActionKind.TAKE: wordable("Take up a tabled offer"),
    ActionKind.TURN_DOWN: wordable("Turn down a tabled offer"),
    ActionKind.PROPOSE: wordable("Propose an accord"),
    ActionKind.LEAVE: wordable("Leave an accord"),
    ActionKind.DEMAND: wordable("Demand a condition"),
    ActionKind.REBUFF: wordable("Rebuff a condition"),
    ActionKind.CONCEDE: wordable("Concede a condition"),
    ActionKind.WITHDRAW: wordable("Withdraw a condition"),
    ActionKind.BARGAIN: wordable("Propose a bargain"),
    ActionKind.STATE: wordable("Make a threat or promise"),
    ActionKind.BREAK_OFF: wordable("Break off the talks"),
    ActionKind.REOPEN: wordable("Reopen the talks"),
    ActionKind.QUIT: wordable("Walk out for good"),
    ActionKind.SET: wordable("Set a lever"),
    ActionKind.GESTURE: wordable("Make a gesture"),
    ActionKind.PAY: wordable("Make a payment"),
    EndingKind.SETTLEMENT: wordable("Ends in a settlement"),
    EndingKind.BREAKDOWN: wordable("Ends in a breakdown"),
    EndingKind.COLLAPSE: wordable("Ends in a collapse"),
}
"""Classes of actions, and kinds of endings, as the rows of a table."""

ANSWERED: Mapping[str, str] = {
    ActionKind.OFFER: wordable("To offers of settlement"),
    ActionKind.TAKE: wordable("To offers taken up"),
    ActionKind.PROPOSE: wordable("To proposed accords"),
    ActionKind.PAY: wordable("To payments"),
    ActionKind.BARGAIN: wordable("To bargains"),
    ActionKind.SET: wordable("To moves of levers"),
    ActionKind.REOPEN: wordable("To reopened talks"),
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
    about = names.plan if found.kind in OF_PLANS else names.part
    return worded(DEEDS[found.kind], what=about(found.subject), setting=names.setting(found.setting))


def bidding(action: str, names: Names) -> str:
    """What somebody may do, as one tells it to do so: offer this, set that to so."""
    return agreeing(deed(action, names), plural=True)


def does(party: str, said: str, names: Names) -> str:
    """A party and what it does, said in the third person: Russia refuses, the Separatists refuse."""
    return f"{names.party_within(party)} {agreeing(said, names.party_plural(party))}"


def answer(said: str, names: Names) -> str:
    """What a signatory says: accepts this, walks out on that."""
    found = Answer(said)
    return worded(ANSWERS[found.kind], what=about(found.action, names))


def about(action: str, names: Names) -> str:
    """What an action is about, by its name."""
    found = Action(action)
    return names.plan(found.subject) if found.kind in OF_PLANS else names.part(found.subject)


def ending(name: str, names: Names, still: str = "Still fighting") -> str:
    """An ending as a heading or the head of a row; `still` is what having reached none is called."""
    found = Ending(name)
    match found.kind:
        case EndingKind.SETTLEMENT:
            return worded(ENDINGS[found.kind], plan=names.plan(found.about))
        case EndingKind.COLLAPSE:
            return worded(ENDINGS[found.kind], party=names.party(found.about))
        case EndingKind.BREAKDOWN:
            return worded(ENDINGS[found.kind])
        case EndingKind.STILL_FIGHTING:
            return still


def ending_within(name: str, names: Names, still: str = "still fighting") -> str:
    """An ending as it stands inside a sentence."""
    found = Ending(name)
    match found.kind:
        case EndingKind.SETTLEMENT:
            return worded("a settlement on “{plan}”", plan=names.plan(found.about))
        case EndingKind.COLLAPSE:
            return worded("a collapse of {party_within}", party_within=names.party_within(found.about))
        case EndingKind.BREAKDOWN:
            return worded("a breakdown of talks")
        case EndingKind.STILL_FIGHTING:
            return still


def ending_briefly(name: str, names: Names, still: str = "Still fighting") -> str:
    """An ending as a narrow column has it: a settlement by its plan alone."""
    found = Ending(name)
    return names.plan(found.about) if found.settles else ending(name, names, still)
