"""A solved game seen from a position: one view for every game, whatever it states."""

from parley.dealing.position import Position
from parley.dealing.standing.extended import ExtendedStanding
from parley.dealing.standing.plain import PlainStanding
from parley.dealing.standing.seen import (
    ALL,
    ANALYST,
    Move,
    Refused,
    Reply,
    Standing,
    Tabled,
    Upshot,
)
from parley.solver import GeneralSolution, Solution

__all__ = [
    "ALL",
    "ANALYST",
    "Move",
    "Refused",
    "Reply",
    "Standing",
    "Tabled",
    "Upshot",
    "stand_at",
]


def stand_at(solution: Solution, position: Position) -> Standing:
    """A solution seen from a position."""
    if isinstance(solution, GeneralSolution):
        return ExtendedStanding(solution, position)
    return PlainStanding(solution, position)
