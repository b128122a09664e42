"""The outcomes whose drivers can be asked for, and how each is read off a solved game."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from parley.errors import UsageError
from parley.files import closest_name
from parley.game import Floats
from parley.game.names import Ending, EndingKind, Name
from parley.outlook.series import endings
from parley.outlook.worths import durability, worth_now
from parley.scenario.parts import Scenario
from parley.solver import Course, Solution

SETTLEMENT, COLLAPSE, BREAKDOWN, FIGHTING = (
    EndingKind.SETTLEMENT.value,
    EndingKind.COLLAPSE.value,
    EndingKind.BREAKDOWN.value,
    EndingKind.STILL_FIGHTING.value,
)
WORTH, DURABILITY = "worth", "durability"
KINDS = (SETTLEMENT, COLLAPSE, BREAKDOWN, FIGHTING, WORTH, DURABILITY)


@dataclass(frozen=True)
class Outcome:
    """One quantity of an outlook: `kind` and, where it needs one, whose or of what it is, and by which date.

    A settlement or a collapse without a name is any. `when` is a date (ISO) of the outlook, given for
    endings and still fighting. Worth is in points now, everything else a probability.
    """

    kind: str
    which: str = ""
    when: str = ""
    round: int = -1

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
        return self.kind == WORTH


def parse_outcome(text: str, scenario: Scenario) -> Outcome:
    """Read `settlement`, `settlement:PLAN`, `collapse:PARTY`, `breakdown`, `still_fighting` (each with an
    optional `@DATE`; the horizon if none), `worth:PARTY` or `durability:PLAN`.

    Raises UsageError that names what is known.
    """
    name, at, day = text.strip().partition("@")
    kind, which = Name(name).head, Name(name).about
    if kind not in KINDS:
        raise UsageError(_unknown("outcome", text, kind, KINDS))
    known: Sequence[str] = ()
    if kind in (SETTLEMENT, DURABILITY):
        known = tuple(scenario.plans)
    elif kind in (COLLAPSE, WORTH):
        known = tuple(scenario.parties)
    if (which or kind in (WORTH, DURABILITY)) and which not in known:
        raise UsageError(_unknown(f"{kind} of", text, which, known))
    if at and kind in (WORTH, DURABILITY):
        raise UsageError(f"outcome '{text}': {kind} is as of now and takes no date")
    if kind in (WORTH, DURABILITY):
        return Outcome(kind, which)
    round_, when = _round_of(scenario, day.strip(), text) if at else (scenario.rounds, _begins(scenario, -1))
    return Outcome(kind, which, when.isoformat(), round_)


def _unknown(what: str, text: str, word: str, known: Sequence[str]) -> str:
    near = closest_name(word, known) if word else None
    listed = ", ".join(known) if known else "none here"
    return (
        f"outcome '{text}': no {what} '{word}'; "
        + (f"did you mean {near}? " if near else "")
        + f"One of: {listed}"
    )


def _begins(scenario: Scenario, round_: int) -> date:
    count = scenario.rounds if round_ < 0 else round_
    return scenario.as_of + timedelta(days=count * scenario.round_days)


def _round_of(scenario: Scenario, day: str, text: str) -> tuple[int, date]:
    """The last round that has begun by a day."""
    try:
        when = date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"outcome '{text}': expected a date such as 2025-12-31, got '{day}'") from None
    first, last = scenario.as_of, _begins(scenario, -1)
    if not first < when <= last:
        raise UsageError(f"outcome '{text}': expected a date after {first} and up to {last}, got {when}")
    return int((when - first).days // scenario.round_days), when


def measure(outcomes: Sequence[Outcome], solution: Solution, course: Course) -> Floats:
    """Read outcomes off a solved game, shape [outcome]."""
    ended, fighting = endings(solution, course)
    worths = worth_now(solution)
    kept = durability(solution) if any(one.kind == DURABILITY for one in outcomes) else {}
    values = []
    for one in outcomes:
        if one.kind == WORTH:
            values.append(worths[one.which]["mean"])
        elif one.kind == DURABILITY:
            values.append(kept[one.which]["mean"])
        elif one.kind == FIGHTING:
            values.append(fighting[one.round])
        else:
            named = [path for name, path in ended.items() if name == one.name or _any(name, one)]
            values.append(sum(path[one.round] for path in named))
    return np.array(values, dtype=float)


def _any(ending: str, outcome: Outcome) -> bool:
    return not outcome.which and Ending(ending).kind == outcome.kind
