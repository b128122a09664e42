"""How well a number is sourced, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from parley.files.results import Result
from parley.game.names import Name
from parley.scenario.quantities import Basis, Number


class Grade(StrEnum):
    """How well a number is sourced."""

    NOTHING = "nothing"
    JUDGEMENT = "judgement"
    PARTLY_SOURCED = "partly sourced"
    SOURCED = "sourced"


LACK = {Grade.NOTHING: 1.0, Grade.JUDGEMENT: 0.8, Grade.PARTLY_SOURCED: 0.5, Grade.SOURCED: 0.25}
"""What is still to be learnt about a number of each grade; ours to say, for putting numbers in an order."""


_GRADES = {
    Basis.SOURCED: Grade.SOURCED,
    Basis.PARTLY_SOURCED: Grade.PARTLY_SOURCED,
    Basis.JUDGED: Grade.JUDGEMENT,
    Basis.UNSAID: Grade.NOTHING,
    Basis.DEFAULT: Grade.NOTHING,
}


@dataclass(frozen=True)
class Evidence(Result):
    """What a number rests on."""

    grade: Grade
    """how well it is sourced"""
    sources: tuple[str, ...]
    """ids of the rows of the record it rests on"""
    note: str
    """why it is what it is, in the analyst's words"""

    @property
    def lack(self) -> float:
        """How much is still to be learnt, from 0 to 1."""
        return LACK[self.grade]


def evidence_of(number: Number) -> Evidence:
    """Grade what a number rests on, by its basis."""
    return Evidence(_GRADES[number.basis], number.sources, number.note)


class Group(Name):
    """What a number is about: a kind of thing and which (`party:ukraine`, `lever:aid`)."""

    __slots__ = ()


def group_of(path: str) -> Group:
    """What a number is about: a party, a lever, a track of the theatre and so on, as `kind:name`.

    What going on is worth at the horizon, and the chance of the floor, belong to the party they are of.
    """
    steps = [*path.split("."), "", ""]
    if steps[0] == "parties":
        return Group.joined("party", steps[1])
    if steps[0] == "levers":
        return Group.joined("lever", steps[1])
    if steps[0] == "theatre":
        return Group.joined("theatre", steps[1])
    if steps[0] in ("conditions", "accords", "gestures", "transfers"):
        return Group.joined(steps[0].removesuffix("s"), steps[1])
    if steps[0] == "table":
        return Group.joined("table", "floor")
    if steps[:2] == ["endings", "horizon"]:
        return Group.joined("party", steps[2])
    if steps[0] == "issues":
        return Group.joined("issue", steps[1])
    return Group.joined(steps[0], "")
