"""The outcomes whose drivers can be asked for, and how each is read off a solved game."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from parley.errors import UsageError
from parley.files import closest_name
from parley.files.results import Result
from parley.game import Floats
from parley.game.names import Ending, Name
from parley.outlook.series import endings
from parley.outlook.worths import durability, worth_now
from parley.scenario.parts import Scenario
from parley.solver import Course, Solution


class OutcomeKind(StrEnum):
    """What can be asked about: endings and still fighting, worth now, durability."""

    SETTLEMENT = "settlement"
    COLLAPSE = "collapse"
    BREAKDOWN = "breakdown"
    STILL_FIGHTING = "still_fighting"
    WORTH = "worth"
    DURABILITY = "durability"


@dataclass(frozen=True)
class Outcome(Result):
    """One quantity of an outlook. Worth is in points now, everything else a probability."""

    kind: OutcomeKind
    """what is asked about"""
    which: str = ""
    """whose or of what, where it needs one; a settlement or a collapse without is any"""
    when: str = ""
    """by which date of the outlook (ISO), for endings and still fighting"""
    round: int = -1
    """the round that begins on that date"""

    def __str__(self) -> str:
        name = self.name
        return f"{name}@{self.when}" if self.when else name

    @property
    def name(self) -> str:
        """Its kind and, where it has one, whose or of what it is."""
        return Name.joined(self.kind, self.which) if self.which else self.kind

    @property
    def in_points(self) -> bool:
        """Whether the outcome is in points of worth, and not a probability."""
        return self.kind == OutcomeKind.WORTH


def parse_outcome(text: str, scenario: Scenario) -> Outcome:
    """Read `settlement`, `settlement:PLAN`, `collapse:PARTY`, `breakdown`, `still_fighting` (each with an
    optional `@DATE`; the horizon if none), `worth:PARTY` or `durability:PLAN`.

    Raises UsageError that names what is known.
    """
    name, at, day = text.strip().partition("@")
    word, which = Name(name).head, Name(name).about
    if word not in tuple(OutcomeKind):
        raise UsageError(_unknown("outcome", text, word, tuple(OutcomeKind)))
    kind = OutcomeKind(word)
    known: Sequence[str] = ()
    if kind in (OutcomeKind.SETTLEMENT, OutcomeKind.DURABILITY):
        known = tuple(scenario.plans)
    elif kind in (OutcomeKind.COLLAPSE, OutcomeKind.WORTH):
        known = tuple(scenario.parties)
    if (which or kind in (OutcomeKind.WORTH, OutcomeKind.DURABILITY)) and which not in known:
        raise UsageError(_unknown(f"{kind} of", text, which, known))
    if at and kind in (OutcomeKind.WORTH, OutcomeKind.DURABILITY):
        raise UsageError(f"outcome '{text}': {kind} is as of now and takes no date")
    if kind in (OutcomeKind.WORTH, OutcomeKind.DURABILITY):
        return Outcome(kind, which)
    round_, when = _round_of(scenario, day.strip(), text) if at else (scenario.rounds, _begins(scenario, -1))
    return Outcome(kind, which, when.isoformat(), round_)


def _unknown(what: str, text: str, word: str, known: Sequence[str]) -> str:
    near = closest_name(word, known) if word else None
    listed = ", ".join(known) if known else "none here"
    return f"outcome '{text}': no {what} '{word}'; " + (
        f"did you mean {near}? One of: {listed}" if near else f"one of: {listed}"
    )


def _begins(scenario: Scenario, round_: int) -> date:
    count = scenario.rounds if round_ < 0 else round_
    return scenario.as_of + timedelta(days=scenario.pace.until(count))


def _round_of(scenario: Scenario, day: str, text: str) -> tuple[int, date]:
    """The last round that has begun by a day."""
    try:
        when = date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"outcome '{text}': expected a date such as 2025-12-31, got '{day}'") from None
    first, last = scenario.as_of, _begins(scenario, -1)
    if not first < when <= last:
        raise UsageError(f"outcome '{text}': expected a date after {first} and up to {last}, got {when}")
    return scenario.pace.round_of((when - first).days), when


def measure(outcomes: Sequence[Outcome], solution: Solution, course: Course) -> Floats:
    """Read outcomes off a solved game, shape [outcome]."""
    ended, fighting = endings(solution, course)
    worths = worth_now(solution)
    kept = durability(solution) if any(one.kind == OutcomeKind.DURABILITY for one in outcomes) else {}
    values = []
    for one in outcomes:
        if one.kind == OutcomeKind.WORTH:
            values.append(worths[one.which].mean)
        elif one.kind == OutcomeKind.DURABILITY:
            values.append(kept[one.which].mean)
        elif one.kind == OutcomeKind.STILL_FIGHTING:
            values.append(fighting[one.round])
        else:
            named = [path for name, path in ended.items() if name == one.name or _any(name, one)]
            values.append(sum(path[one.round] for path in named))
    return np.array(values, dtype=float)


def _any(ending: str, outcome: Outcome) -> bool:
    return not outcome.which and Ending(ending).head == outcome.kind
