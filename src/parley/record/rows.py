"""What a record is made of: moves, facts, readouts and assessments, as the files state them.

Plain frozen rows without any inference. `line` is where the row stands in its file (0: not from a file).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from parley.record.cast import WHOLE_CODES, Cast
from parley.vocabulary import Act


@dataclass(frozen=True, slots=True)
class Move:
    """One dated, sourced fact: who did what to whom, on which issue, in answer to what.

    `cast` says which of the codes are one party.
    """

    id: str
    date: dt.date
    actor: tuple[str, ...]
    act: Act
    date_end: dt.date | None = None
    precision: str = "day"
    voice: str = ""
    extent: str = ""
    polarity: str = ""
    target: tuple[str, ...] = ()
    affected: tuple[str, ...] = ()
    issue: tuple[str, ...] = ()
    option: str = ""
    conditionality: str = ""
    responds_to: tuple[str, ...] = ()
    repeat_of: tuple[str, ...] = ()
    cameo: str = ""
    plover: str = ""
    source: str = ""
    url: str = ""
    locator: str = ""
    verification: str = ""
    confidence: str = ""
    coder: str = ""
    paraphrase: str = ""
    reported_by: str = ""
    pax_id: str = ""
    ucdp_id: str = ""
    pax_stage: str = ""
    ceasefire_class: str = ""
    justification: str = ""
    weakens: tuple[str, ...] = ()
    line: int = 0
    cast: Cast = field(default=WHOLE_CODES, repr=False, compare=False)

    @property
    def last_date(self) -> dt.date:
        """The last day the row speaks of; nothing of it is certain to be known before."""
        return self.date_end or self.date

    @property
    def known_on(self) -> dt.date:
        """The day on which the row could be written: its last, unless it is marked ongoing."""
        return self.date if self.precision == "ongoing" else self.last_date


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure or a standing fact of a case, with its range, unit and source."""

    id: str
    kind: str
    parameter: str
    low: float | None
    high: float | None
    unit: str
    as_of: str
    known_from: dt.date | None
    source: str
    url: str
    verification: str
    note: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """What one side's account of a meeting says of one item, and when that account was given."""

    side: str
    date: dt.date
    cell: str


@dataclass(frozen=True, slots=True)
class ReadoutItem:
    """One item of a meeting across the sides' accounts; an account nobody gave is not listed."""

    meeting: str
    item: str
    issue: str
    accounts: tuple[Account, ...]
    note: str
    source: str
    verification: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Assessment:
    """Somebody's claim about motive, belief or the future; never a move."""

    id: str
    holder: str
    date: dt.date | None
    about: tuple[str, ...]
    kind: str
    text: str
    likelihood: str
    confidence: str
    basis: str
    resolves_on: str
    source: str
    line: int = 0


@dataclass(frozen=True)
class Record:
    """All that is recorded of a case, moves in order of date and then of the file.

    `stated_until` is the day until which the case says the record is kept, if it says so. `notes` are
    sentences on how the files were read (a column taken day first).
    """

    case: str
    moves: tuple[Move, ...] = ()
    facts: tuple[Fact, ...] = ()
    readouts: tuple[ReadoutItem, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    path: Path | None = None
    cast: Cast = WHOLE_CODES
    stated_until: dt.date | None = None
    notes: tuple[str, ...] = ()

    @cached_property
    def kept_until(self) -> dt.date | None:
        """The last day of which the record speaks: the one stated, else its last row's; None if it is empty.

        Of the days after it nothing is known. They are not days on which nothing happened.
        """
        return self.stated_until or max((move.known_on for move in self.moves), default=None)

    @cached_property
    def by_id(self) -> dict[str, Move]:
        """Moves by id."""
        return {move.id: move for move in self.moves}

    @cached_property
    def answers(self) -> dict[str, tuple[Move, ...]]:
        """For each move, the moves that respond to it, in order."""
        return self._inverse("responds_to")

    @cached_property
    def repeats(self) -> dict[str, tuple[Move, ...]]:
        """For each move, the moves that repeat it, in order."""
        return self._inverse("repeat_of")

    def _inverse(self, link: str) -> dict[str, tuple[Move, ...]]:
        found: dict[str, list[Move]] = {}
        for move in self.moves:
            for target in getattr(move, link):
                found.setdefault(target, []).append(move)
        return {target: tuple(moves) for target, moves in found.items()}
