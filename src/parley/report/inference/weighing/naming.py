"""What things are called in a weighing: as the case has them, or blind, so that no party can be told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from string import ascii_uppercase

from parley.files.articles import at_start
from parley.game.names import Name, Sighting
from parley.languages import wordable, worded, written
from parley.report import phrases
from parley.report.calling import plainly
from parley.scenario.parts import Disposition, Scenario
from parley.scenario.parts.table import TALKS

BLIND_START = date(2001, 1, 1)
_WORD = re.compile(r"[a-z]+")
_SHORTEST_TELLING = 3
_KINDS = {
    wordable("Plan"): "plans",
    wordable("Track"): "theatre",
    wordable("Lever"): "levers",
    wordable("Condition"): "conditions",
    wordable("Accord"): "accords",
    wordable("Event"): "events",
    wordable("Gesture"): "gestures",
    wordable("Transfer"): "transfers",
}


@dataclass(frozen=True)
class Named:
    """How one thing is called: its key in data, its name, and of a party its name inside sentences."""

    key: str
    name: str
    within: str = ""
    plural: bool = False


@dataclass(frozen=True)
class Naming:
    """Keys and names of everything a weighing mentions; `moves` are the record's, in order."""

    parties: Mapping[str, Named]
    parts: Mapping[str, Named]
    settings: Mapping[str, str]
    dispositions: Mapping[str, Named]
    moves: Mapping[str, str]
    begins: date
    blind: bool = False
    case: str = ""
    title: str = ""

    def day(self, when: date) -> date:
        """A date; blind, the same number of days after the first day of 2001."""
        return BLIND_START + (when - self.begins) if self.blind else when

    def prose(self, text: str) -> str:
        """Somebody's own words, which cannot be made blind and are left out then."""
        return "" if self.blind else text

    def move(self, name: str) -> str:
        """The id of a move or of a reading; blind, its number in the record."""
        return self.moves.get(name, name) if not self.blind else self.moves.get(name, "")

    def party(self, party: str) -> str:
        """A party's key."""
        return self.parties[party].key if party in self.parties else party

    def holder(self, holder: str) -> str:
        """The key of a holder of beliefs."""
        return self.party(holder)

    def setting(self, setting: str) -> str:
        """The name of a setting."""
        return self.settings.get(setting, setting)

    def key(self, name: str) -> str:
        """The key of an action, answer, reading or ending: its parts' keys after the kind."""
        return Name(name).renamed(self._key)

    def _key(self, word: str) -> str:
        if word in self.parties:
            return self.parties[word].key
        return self.parts[word].key if word in self.parts else self.setting(word)

    def deed(self, action: str) -> str:
        """What an action is, as a sentence goes on after its party."""
        return phrases.deed(action, Called(self))

    def does(self, party: str, said: str) -> str:
        """A party and what it does, said in the third person, as a sentence begins with it."""
        return at_start(phrases.does(party, said, Called(self)))

    def answer(self, answer: str) -> str:
        """What an answer is: `accept:propose:energy_truce` in words."""
        return phrases.answer(answer, Called(self))

    def sighting(self, seen: str) -> str:
        """What a reading says, in words."""
        found = Sighting(seen)
        return worded(
            "{part} is read at {setting}", part=self.part(found.part), setting=self.setting(found.setting)
        )

    def part(self, part: str) -> str:
        """The name of a plan, track, lever, condition, accord, gesture or transfer."""
        return self.parts[part].name if part in self.parts else part

    def ending(self, ending: str) -> str:
        """The name of an ending."""
        return phrases.ending(ending, Called(self))


@dataclass(frozen=True)
class Called:
    """A naming as the table of phrases asks it for names."""

    naming: Naming

    def party(self, party: str) -> str:
        """A party's name; a collapse with a name of its own is told by that."""
        found = self.naming.parties.get(party)
        return found.name if found else plainly(party)

    def party_within(self, party: str) -> str:
        """A party's name as it stands inside a sentence."""
        found = self.naming.parties.get(party)
        return (found.within or found.name) if found else plainly(party)

    def party_plural(self, party: str) -> bool:
        """Whether a party does things in the plural."""
        found = self.naming.parties.get(party)
        return found is not None and found.plural

    def plan(self, plan: str) -> str:
        """A plan's name."""
        return self.naming.part(plan)

    part = plan

    def setting(self, setting: str) -> str:
        """The name of a setting, as words."""
        return self.naming.setting(setting).replace("_", " ")


def open_naming(scenario: Scenario, case: str, moves: Iterable[str]) -> Naming:
    """Everything as the case calls it."""
    return Naming(
        parties={
            party.id: Named(party.id, party.name, party.in_sentence, party.plural)
            for party in scenario.parties.values()
        },
        parts={
            name: Named(name, part.name)
            for section in _KINDS.values()
            for name, part in getattr(scenario, section).items()
        }
        | _channel(scenario),
        settings={},
        dispositions={d.id: Named(d.id, d.name) for d in _dispositions(scenario)},
        moves={name: name for name in moves},
        begins=scenario.as_of,
        case=case,
        title=scenario.title,
    )


def blind_naming(scenario: Scenario, moves: Iterable[str], telling: Iterable[str] = ()) -> Naming:
    """Parties as letters, everything named after its kind, dates counted from the first day of 2001.

    Dispositions and settings keep their names unless a word of them tells of a party; `telling` are
    further words that would, such as the record's codes for actors.
    """
    words = _Telling({*telling, *_told_by(scenario)})
    parties = {
        party: Named(f"party_{_letter(n).lower()}", worded("Party {letter}", letter=_letter(n)))
        for n, party in enumerate(scenario.parties)
    }
    parts = {
        name: Named(f"{kind.lower()}_{n}", f"{worded(kind)} {n}")
        for kind, section in _KINDS.items()
        for n, name in enumerate(getattr(scenario, section), 1)
    } | _channel(scenario)
    settings = {
        setting: words.kept(setting, f"position_{n}")
        for lever in scenario.levers.values()
        for n, setting in enumerate(lever.settings, 1)
    }
    dispositions = {
        d.id: Named(words.kept(d.id, f"disposition_{n}"), words.kept(d.name, worded("disposition {n}", n=n)))
        for n, d in enumerate(_dispositions(scenario), 1)
    }
    numbered = {name: worded("move {n}", n=n) for n, name in enumerate(moves, 1)}
    return Naming(
        parties,
        parts,
        settings,
        dispositions,
        numbered,
        scenario.as_of,
        True,
        "blind",
        worded("Names withheld"),
    )


@dataclass(frozen=True)
class _Telling:
    words: set[str] = field(default_factory=set)

    def kept(self, text: str, instead: str) -> str:
        """A text that tells of nobody, or what stands instead of it."""
        return instead if self.words & set(_WORD.findall(text.lower())) else text


def _told_by(scenario: Scenario) -> set[str]:
    texts = [text for party in scenario.parties.values() for text in (party.id, party.name)]
    texts += [plan.id for plan in scenario.plans.values()]
    found = {word for text in texts for word in _WORD.findall(text.lower())}
    return {word for word in found if len(word) >= _SHORTEST_TELLING}


def _channel(scenario: Scenario) -> dict[str, Named]:
    """The channel of the talks, which is a part of the posture where it can be shut; it tells of nobody."""
    return {TALKS: Named(TALKS, worded("The talks"))} if scenario.talks else {}


def _dispositions(scenario: Scenario) -> Iterable[Disposition]:
    return scenario.hidden.dispositions if scenario.hidden else ()


def _letter(n: int) -> str:
    return ascii_uppercase[n] if n < len(ascii_uppercase) else f"A{n}"


def cast(scenario: Scenario, naming: Naming) -> dict[str, str]:
    """Who holds, demands, proposes or signs what, by the name each thing has."""

    def them(parties: Iterable[str]) -> str:
        return ", ".join(naming.parties[party].name for party in parties)

    told: dict[str, str] = {}
    for plan in scenario.plans.values():
        told[plan.id] = worded(
            "a settlement; offered by {them}; signed by {them2}",
            them=them(plan.proposers),
            them2=them(plan.signatories),
        )
    for track in scenario.theatre.values():
        told[track.id] = worded(
            "a part of the theatre, from {lowest} to {highest}", lowest=track.lowest, highest=track.highest
        )
    for lever in scenario.levers.values():
        settings = ", ".join(naming.setting(setting) for setting in lever.settings)
        told[lever.id] = worded(
            "an instrument of {them}: {settings}", them=them([lever.holder]), settings=settings
        )
    for condition in scenario.conditions.values():
        claimed = worded("{them} of {them2}", them=them([condition.claimant]), them2=them([condition.target]))
        told[condition.id] = worded(
            "what may be demanded by {claimed} before any settlement", claimed=claimed
        )
    for accord in scenario.accords.values():
        lasts = (
            worded(", for {value} days on average", value=written(accord.lasts.value, "g"))
            if accord.lasts
            else ""
        )
        told[accord.id] = worded(
            "a limited agreement{lasts}; proposed by {them}; signed by {them2}",
            lasts=lasts,
            them=them(accord.proposers),
            them2=them(accord.signatories),
        )
    for gesture in scenario.gestures.values():
        told[gesture.id] = worded("a favour by {them} that changes nothing else", them=them([gesture.by]))
    for transfer in scenario.transfers.values():
        told[transfer.id] = worded(
            "a payment by {them} to which {them2} agree",
            them=them([transfer.by]),
            them2=them(transfer.signatories),
        )
    return {naming.part(part): about for part, about in told.items()}
