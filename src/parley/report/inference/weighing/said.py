"""The document of a weighing with real dates and names, and the few words all its sections use."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from parley.report.words import day, short_day

TELLING = 0.05
"""Log-odds below which a move is not said to tell anything."""

_LONG = 300


@dataclass(frozen=True)
class Said:
    """A document of a weighing, read."""

    document: Mapping[str, Any]

    @property
    def begins(self) -> date:
        """The day on which the first round begins."""
        return date.fromisoformat(self.document["begins"])

    @property
    def as_of(self) -> date:
        """The last day of the record that was read."""
        return date.fromisoformat(self.document["as_of"])

    @property
    def unknown_days(self) -> int:
        """How many days lie between the last of the record and the one it was to be read on."""
        return (date.fromisoformat(self.document["asked_for"]) - self.as_of).days

    @property
    def moments(self) -> list[Mapping[str, Any]]:
        """Everything that was seen, in order."""
        return list(self.document["moments"])

    @property
    def dispositions(self) -> list[str]:
        """Names of the dispositions as they stand inside a sentence; none where nothing is hidden."""
        return [str(name).lower() for name in self.document["dispositions"].values()]

    @property
    def first(self) -> str:
        """The key of the first disposition."""
        return str(next(iter(self.document["dispositions"])))

    @property
    def hidden(self) -> str:
        """The name of the hidden party."""
        return str(self.document["parties"][self.document["hidden"]])

    def holder(self, holder: str) -> str:
        """A holder's name at the head of a line."""
        return "Analyst" if holder == "analyst" else str(self.document["parties"][holder])

    def told(self, moment: Mapping[str, Any]) -> str:
        """What a moment told: how many times as likely under one disposition as under the other."""
        if not self.dispositions:
            return ""
        told = moment["told"]
        if told is None:
            return "rules one out"
        if abs(told) < TELLING:
            return "nothing"
        towards = self.dispositions[0] if told > 0 else self.otherwise
        return f"{math.exp(abs(told)):.2f} times as likely if {towards}"

    @property
    def otherwise(self) -> str:
        """What the hidden party is if not its first kind: its second, or, of more, not the first."""
        return self.dispositions[1] if len(self.dispositions) == 2 else f"not {self.dispositions[0]}"

    def told_briefly(self, moment: Mapping[str, Any]) -> str:
        """The same for a narrow column."""
        told = moment["told"]
        if told is None or abs(told) < TELLING:
            return "" if told is not None else "rules one out"
        return f"{math.exp(abs(told)):.2f} : 1 {self.dispositions[0] if told > 0 else self.otherwise}"

    def short(self, when: str) -> str:
        """A day of the record as a narrow column has it; with its year where the record is long."""
        there = date.fromisoformat(when)
        if (self.as_of - self.begins).days > _LONG:
            return short_day(there)
        return f"{there.day}\N{NO-BREAK SPACE}{there:%b}"

    def name(self, moment: Mapping[str, Any]) -> str:
        """A moment's move and what it was: U37, the United States sets this to that."""
        move = moment["move"]
        return f"{move}, {moment['text']}" if move else str(moment["text"])


def bits(surprise: float) -> str:
    """A surprise as a table has it."""
    return f"{surprise:.1f}"


def odds(surprise: float) -> str:
    """A surprise as a chance: one in so many."""
    return f"one in {2**surprise:,.0f}" if surprise < 60 else "next to impossible"


def date_of(moment: Mapping[str, Any]) -> str:
    """A moment's date in words."""
    return day(date.fromisoformat(moment["date"]))
