"""A weighed record with the few words all its sections use."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from parley.languages import worded, written
from parley.report.inference.weighing.form import CodedPart, Moment, WeighedRecord
from parley.report.words import day, short_day

TELLING = 0.05
"""Log-odds below which a move is not said to tell anything."""

_LONG = 300


@dataclass(frozen=True)
class CodedSaid:
    """How a record was coded, with the few words its section uses."""

    found: CodedPart | WeighedRecord

    @property
    def begins(self) -> date:
        """The day on which the first round begins."""
        return self.found.begins

    @property
    def as_of(self) -> date:
        """The last day of the record that was read."""
        return self.found.as_of

    @property
    def unknown_days(self) -> int:
        """How many days lie between the last of the record and the one it was to be read on."""
        return (self.found.asked_for - self.found.as_of).days

    def short(self, when: date) -> str:
        """A day of the record as a narrow column has it; with its year where the record is long."""
        if (self.as_of - self.begins).days > _LONG:
            return short_day(when)
        return f"{when.day}\N{NO-BREAK SPACE}{when:%b}"


@dataclass(frozen=True)
class Said(CodedSaid):
    """A weighed record, with the few words all its sections use."""

    found: WeighedRecord

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Everything that was seen, in order."""
        return self.found.moments

    @property
    def dispositions(self) -> list[str]:
        """Names of the dispositions as they stand inside a sentence; none where nothing is hidden."""
        return [name.lower() for name in self.found.dispositions.values()]

    @property
    def first(self) -> str:
        """The key of the first disposition."""
        return next(iter(self.found.dispositions))

    @property
    def hidden(self) -> str:
        """The name of the hidden party."""
        return self.found.parties[self.found.hidden or ""]

    def holder(self, holder: str) -> str:
        """A holder's name at the head of a line."""
        return worded("Analyst") if holder == "analyst" else self.found.parties[holder]

    def told(self, moment: Moment) -> str:
        """What a moment told: how many times as likely under one disposition as under the other."""
        if not self.dispositions:
            return ""
        told = moment.told
        if told is None:
            return worded("rules one out")
        if abs(told) < TELLING:
            return worded("nothing")
        towards = self.dispositions[0] if told > 0 else self.otherwise
        return worded(
            "{exp} times as likely if {towards}", exp=written(math.exp(abs(told)), ".2f"), towards=towards
        )

    @property
    def otherwise(self) -> str:
        """What the hidden party is if not its first kind: its second, or, of more, not the first."""
        return (
            self.dispositions[1]
            if len(self.dispositions) == 2
            else worded("not {dispositions}", dispositions=self.dispositions[0])
        )

    def told_briefly(self, moment: Moment) -> str:
        """The same for a narrow column."""
        return self.ratio(moment.told)

    def ratio(self, told: float | None) -> str:
        """A likelihood ratio for a narrow column; empty where it tells nothing."""
        if told is None or abs(told) < TELLING:
            return "" if told is not None else worded("rules one out")
        return f"{math.exp(abs(told)):.2f} : 1 {self.dispositions[0] if told > 0 else self.otherwise}"

    def name(self, moment: Moment) -> str:
        """A moment's move and what it was: U37, the United States sets this to that."""
        return f"{moment.move}, {_inside(moment.text)}" if moment.move else moment.text


def _inside(text: str) -> str:
    """A sentence inside another: an article is small there."""
    return f"the {text[4:]}" if text.startswith("The ") else text


def bits(surprise: float) -> str:
    """A surprise as a table has it."""
    return f"{surprise:.1f}"


def odds(surprise: float) -> str:
    """A surprise as a chance: one in so many."""
    return (
        worded("one in {part}", part=written(2**surprise, ",.0f"))
        if surprise < 60
        else worded("next to impossible")
    )


def date_of(moment: Moment) -> str:
    """A moment's date in words."""
    return day(moment.date)
