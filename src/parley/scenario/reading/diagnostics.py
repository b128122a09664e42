"""What the readers of a scenario share: the file, the names it declares, the clock, the faults so far.

Readers never stop at a fault. They report it and carry on with a stand-in (a NaN for a number, the word
itself for a name), and further faults about a stand-in are not reported.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from parley.errors import Fault
from parley.files import Document, Place, closest_name
from parley.scenario.pace import Longer, Pace
from parley.scenario.reading.saying import clipped, described

SHORT = 4
LIKE_ENOUGH = 70.0
LIKE_ENOUGH_IF_SHORT = 60.0
"""One letter of a short name is a large part of it: `olt` is meant to be `old`."""


@dataclass
class Names:
    """The names a scenario declares; None where a section is too broken to tell.

    `sides` maps hidden sides (parties with dispositions, then unknowns) to their kinds.
    `options` maps issues to their options, `posture` levers, conditions, accords and events to their
    settings, `tracks` tracks to their lowest and highest level; `events` are those that no party moves.
    """

    parties: tuple[str, ...] | None = ()
    sides: dict[str, tuple[str, ...]] = field(default_factory=dict)
    options: dict[str, tuple[str, ...] | None] = field(default_factory=dict)
    plans: tuple[str, ...] | None = ()
    posture: dict[str, tuple[str, ...] | None] = field(default_factory=dict)
    tracks: dict[str, tuple[int, int] | None] = field(default_factory=dict)
    events: tuple[str, ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of all hidden sides, plain and with the name of their side before a dot."""
        plain = {kind for kinds in self.sides.values() for kind in kinds}
        return frozenset(plain | {f"{side}.{kind}" for side, kinds in self.sides.items() for kind in kinds})


@dataclass
class Clock:
    """The day spoken from, the length of a round in days and their number; NaN and None if unreadable.

    `longer` says from which rounds on they last longer than the first.
    """

    as_of: date | None = None
    round_days: float = float("nan")
    rounds: int | None = None
    horizon_moved: bool = False
    stated_horizon: date | None = None
    longer: tuple[Longer, ...] = ()

    @property
    def pace(self) -> Pace:
        """How long each round is."""
        return Pace(self.round_days, self.longer)

    @property
    def last_day(self) -> date | None:
        """The day the last round ends, or None if the dates could not be read."""
        if self.as_of is None or self.rounds is None or math.isnan(self.round_days):
            return None
        try:
            return self.as_of + timedelta(days=self.pace.until(self.rounds))
        except OverflowError:
            return date.max


@dataclass
class Diagnostics:
    """Everything the readers share. `changed` holds the places a what-if or `--set` has changed."""

    document: Document
    changed: frozenset[Place] = frozenset()
    names: Names = field(default_factory=Names)
    clock: Clock = field(default_factory=Clock)
    faults: list[tuple[Place, Fault]] = field(default_factory=list)
    broken: set[Place] = field(default_factory=set)

    def fault(
        self, place: Place, slug: str, expected: str, got: str, advice: str = "", *, at_key: bool = False
    ) -> None:
        """Report a fault at a place, unless something above it is already known to be broken."""
        if self.is_broken(place):
            return
        mark = self.document.mark(place, at_key)
        self.faults.append((place, self.document.fault_at(mark, slug, expected, got, advice)))

    def broke(self, place: Place) -> None:
        """Remember that what stands at a place could not be read."""
        self.broken.add(place)

    def is_broken(self, place: Place) -> bool:
        """Tell whether a place, or something above it, could not be read."""
        return any(place[:length] in self.broken for length in range(len(place) + 1))

    def is_changed(self, place: Place) -> bool:
        """Tell whether a change by path set this place or something above it."""
        return any(place[:length] in self.changed for length in range(1, len(place) + 1))

    def resolve(
        self,
        word: str,
        known: Iterable[str] | None,
        place: Place,
        what: str,
        slug: str = "unknown-name",
        *,
        at_key: bool = False,
    ) -> str:
        """Report a word that is none of the known names, with the nearest one; return the word as it is."""
        names = None if known is None else tuple(known)
        if names is not None and word not in names:
            listed = clipped(", ".join(names), 80) if names else "the scenario states none"
            self.fault(place, slug, f"{what} ({listed})", described(word), meant(word, names), at_key=at_key)
        return word

    def party(self, word: str, place: Place, *, slug: str = "unknown-name", at_key: bool = False) -> str:
        """Resolve the name of a party."""
        return self.resolve(word, self.names.parties, place, "a party", slug, at_key=at_key)

    def party_list(self, words: Iterable[str], place: Place, slug: str = "unknown-name") -> tuple[str, ...]:
        """Resolve a list of parties, each named once."""
        seen: list[str] = []
        for index, word in enumerate(words):
            here = (*place, index)
            self.party(word, here, slug=slug)
            if word in seen:
                self.fault(here, "duplicate-name", "each party once", described(word), "keep one of the two")
            seen.append(word)
        return tuple(dict.fromkeys(seen))

    def parties_in_order(self) -> tuple[str, ...]:
        """Return the parties the scenario declares, in its order."""
        return self.names.parties or ()

    def by_party(self, raw: Mapping[str, object], place: Place) -> list[str]:
        """Resolve the keys of a mapping by party and return those that are parties."""
        return [
            word for word in raw if self.party(word, (*place, word), at_key=True) in self.parties_in_order()
        ]


def meant(word: str, names: Iterable[str]) -> str:
    """Advise the name that was probably meant, or nothing."""
    near = closest_name(word, names, LIKE_ENOUGH if len(word) > SHORT else LIKE_ENOUGH_IF_SHORT)
    return f"did you mean '{near}'?" if near else ""


def title_of(word: str) -> str:
    """Make a readable name of an id: `contact_line` becomes `Contact line`."""
    text = word.replace("_", " ").strip()
    return text[:1].upper() + text[1:]
