"""Who counts as one party: the whole code of an actor, unless the case groups codes in actors.csv."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from parley.files.articles import is_plural, with_article
from parley.vocabulary import MEDIATOR

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Actor:
    """One row of actors.csv: a code, or a beginning such as `RUS*`, with the party it belongs to.

    `in_sentence` is the party's name as it stands inside a sentence (`the United States`), `plural` (yes or
    no) whether it does things in the plural (`the Separatists refuse`); `group` is the
    side it stands on, in the case's own words, of which only `mediator` means something here.
    """

    code: str
    party: str
    name: str = ""
    in_sentence: str = ""
    group: str = ""
    plural: str = ""
    line: int = 0

    def covers(self, code: str) -> bool:
        """Whether a code is this one, or begins as it says."""
        return code == self.code or (self.code.endswith("*") and code.startswith(self.code[:-1]))


@dataclass(frozen=True, eq=False)
class Cast:
    """The actors of a case by party; a code no row covers is a party of its own."""

    actors: tuple[Actor, ...] = ()
    _party: dict[str, str] = field(default_factory=dict, init=False, repr=False)
    _addressed: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, ...]] = field(
        default_factory=dict, init=False, repr=False
    )
    _parties: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict, init=False, repr=False)

    def party(self, code: str) -> str:
        """The party of a code: by its own row, else by the longest beginning that covers it, else itself."""
        found = self._party.get(code)
        if found is None:
            found = self._party[code] = self._look_up(code)
        return found

    def parties(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The parties of several codes, each once, in order."""
        found = self._parties.get(codes)
        if found is None:
            found = self._parties[codes] = tuple(dict.fromkeys(self.party(code) for code in codes))
        return found

    def addressed(self, actor: tuple[str, ...], target: tuple[str, ...]) -> tuple[str, ...]:
        """The parties of the targets that are not among those of the actors."""
        key = (actor, target)
        found = self._addressed.get(key)
        if found is None:
            acting = self.parties(actor)
            found = tuple(name for name in self.parties(target) if name not in acting)
            self._addressed[key] = found
        return found

    def name(self, party: str) -> str:
        """The name of a party by itself; its code where the case has none."""
        return next((row.name for row in self._rows(party) if row.name), party)

    def in_sentence(self, party: str) -> str:
        """The name of a party inside a sentence."""
        stated = next((row.in_sentence for row in self._rows(party) if row.in_sentence), "")
        return stated or with_article(self.name(party))

    def plural(self, party: str) -> bool:
        """Whether a party does things in the plural: stated, else as its name inside a sentence reads."""
        stated = next((row.plural for row in self._rows(party) if row.plural), "")
        return stated == YES if stated else is_plural(self.in_sentence(party))

    def called(self, name: str) -> str | None:
        """The party that has a name of its own in the table; None where none has."""
        return next((row.party for row in self.actors if row.name and row.name == name), None)

    def group(self, party: str) -> str:
        """The side a party stands on, or nothing."""
        return next((row.group for row in self._rows(party) if row.group), "")

    def mediates(self, party: str) -> bool:
        """Whether a party brings others together, so that silence is no answer it owes."""
        return self.group(party).lower() == MEDIATOR

    def _rows(self, party: str) -> Iterable[Actor]:
        return (row for row in self.actors if row.party == party)

    def _look_up(self, code: str) -> str:
        best: Actor | None = None
        for row in self.actors:
            if row.code == code:
                return row.party
            start = row.code.removesuffix("*")
            if (
                row.code.endswith("*")
                and code.startswith(start)
                and (not best or len(start) >= len(best.code))
            ):
                best = row
        return best.party if best else code


WHOLE_CODES = Cast()
"""The cast of a case without actors.csv."""
