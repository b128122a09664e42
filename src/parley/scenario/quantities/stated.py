"""Numbers as an analyst states them: a value with a unit, and what is known about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Basis(StrEnum):
    """What a number rests on."""

    SOURCED = "sourced"
    PARTLY_SOURCED = "partly sourced"
    JUDGED = "judged"
    UNSAID = "unsaid"
    DEFAULT = "default"


@dataclass(frozen=True)
class Number:
    """One stated number, in canonical units, with the scenario path it was stated at.

    Worth is in points, durations are in days, chances lie in 0..1. A rate ("2 points per week",
    "10 % per round") keeps its period in `per_days`; a plain quantity has None there. `low` and `high`
    are the stated range in the same unit, `spread` its shape (uniform, triangular). `said` is the basis the
    file states, if it does.
    """

    value: float
    path: str
    unit: str = "points"
    per_days: float | None = None
    low: float | None = None
    high: float | None = None
    spread: str = "uniform"
    sources: tuple[str, ...] = ()
    note: str = ""
    stated: bool = True
    said: Basis | None = None

    @property
    def basis(self) -> Basis:
        """What it rests on: as the file says, else rows of the record, else a judgement that is explained."""
        if not self.stated:
            return Basis.DEFAULT
        if self.said is not None:
            return self.said
        if self.sources:
            return Basis.SOURCED
        return Basis.JUDGED if self.note else Basis.UNSAID


@dataclass(frozen=True)
class Quantity:
    """A number, or one number for each kind of a hidden side (in the order stated there).

    `side` names the party whose disposition, or the unknown, they are split by; it is empty for one number.
    `named` says whether the file names the side before each kind.
    """

    numbers: tuple[Number, ...]
    side: str = ""
    named: bool = False

    def under(self, kind: int) -> Number:
        """The number that holds under the kind with this index."""
        return self.numbers[kind if len(self.numbers) > 1 else 0]


@dataclass(frozen=True)
class When:
    """The situations in which a term counts: all of its clauses must hold.

    `posture` maps a lever, condition or accord to the settings it may be in; `levels` maps a track to
    its lowest and highest level (inclusive), `among` to the levels it may be at.
    """

    posture: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    levels: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    among: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def always(self) -> bool:
        """Whether nothing is asked of the situation."""
        return not (self.posture or self.levels or self.among)


@dataclass(frozen=True)
class ForEach:
    """A multiplier: levels of a track above (or below) a level, never negative."""

    track: str
    above: int | None = None
    below: int | None = None


@dataclass(frozen=True)
class Term:
    """One named summand of a worth, a rate or a log-odds.

    It counts in the situations of `when`, from `starts` to before `ends`, multiplied by `for_each`.
    """

    name: str
    amount: Quantity
    when: When = field(default_factory=When)
    for_each: ForEach | None = None
    starts: date | None = None
    ends: date | None = None

    @property
    def everywhere(self) -> bool:
        """Whether it counts alike in every situation, if perhaps not on every day."""
        return self.when.always and self.for_each is None

    @property
    def throughout(self) -> bool:
        """Whether it counts alike in every situation and on every day."""
        return self.everywhere and self.starts is None and self.ends is None


Terms = tuple[Term, ...]
