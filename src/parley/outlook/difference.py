"""How far two outlooks of one case lie apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from parley.files.results import Result
from parley.game.names import STILL_FIGHTING
from parley.outlook.result import Chances, Distance, Outlook, Parting, Selection

MATTERS = 0.001
"""Times an action is expected in a round, below which a difference is not told."""

ALIKE, ALIKE_POINTS = 1e-9, 1e-7
"""Chances, and points of worth, that differ by no more than this are those of one solution."""


@dataclass(frozen=True)
class StatedFigures(Result):
    """What comes of a case as stated, to tell later whether a program still makes the same of it."""

    chances: Mapping[str, Chances]
    """ending, or still_fighting -> its probability half way to the horizon and by the horizon"""
    worths: Mapping[str, float]
    """party -> what the game is worth to it now, in points"""

    def equal(self, other: StatedFigures) -> bool:
        """Whether both are figures of one solution."""
        ours, theirs = dict(self.chances), dict(other.chances)
        if ours.keys() != theirs.keys() or self.worths.keys() != other.worths.keys():
            return False
        return all(
            len(path) == len(theirs[name])
            and all(abs(a - b) <= ALIKE for a, b in zip(path, theirs[name], strict=True))
            for name, path in ours.items()
        ) and all(abs(worth - other.worths[party]) <= ALIKE_POINTS for party, worth in self.worths.items())


def stated_figures(outlook: Outlook) -> StatedFigures:
    """The figures of an outlook by which its solution is known again."""
    paths = {
        **{str(name): path for name, path in outlook.endings.items()},
        STILL_FIGHTING: outlook.still_fighting,
    }
    half = (len(outlook.rounds) - 1) // 2
    return StatedFigures(
        {name: (path[half], path[-1]) for name, path in paths.items()},
        {party: worth.mean for party, worth in outlook.values.items()},
    )


def distance(first: Outlook, second: Outlook) -> Distance:
    """Largest difference in the probability of any ending at any date, and in any party's worth now.

    Where the rounds of one are finer by a whole factor, the dates they share are compared.
    """
    pairs = [(path, second.endings[name]) for name, path in first.endings.items()]
    pairs.append((first.still_fighting, second.still_fighting))
    worth = max(abs(v.mean - second.values[party].mean) for party, v in first.values.items())
    return Distance(probability=max(_apart(*pair) for pair in pairs), worth=float(worth))


def selection(first: Outlook, second: Outlook) -> Selection:
    """How far apart two outlooks of one game are that rest on other beliefs, and where they part."""
    apart = distance(first, second)
    return Selection(probability=apart.probability, worth=apart.worth, parting=_parting(first, second))


def _parting(first: Outlook, second: Outlook) -> Parting | None:
    acts = [
        (party, name, np.array(found.expected), np.array(second.actions[party][name].expected))
        for party, menu in first.actions.items()
        for name, found in menu.items()
    ]
    differ = [np.abs(one - other) for _, _, one, other in acts]
    since = [int(np.argmax(far >= MATTERS)) for far in differ if (far >= MATTERS).any()]
    if not since:
        return None
    party, name, one, other = acts[max(range(len(acts)), key=lambda n: float(differ[n].max()))]
    t = int(np.argmax(np.abs(one - other)))
    return Parting(first.rounds[min(since)], first.rounds[t], party, name, float(one[t]), float(other[t]))


def _apart(path: Chances, other: Chances) -> float:
    factor = (len(other) - 1) // (len(path) - 1)
    return float(np.abs(np.array(path) - np.array(other)[::factor]).max())


def distance_by_date(first: Outlook, second: Outlook) -> Distance:
    """Largest difference in the probability of any ending at any date both have, and in any worth now."""
    places = {day: t for t, day in enumerate(second.rounds)}
    shared = [(t, places[day]) for t, day in enumerate(first.rounds) if day in places]
    pairs = [(path, second.endings[name]) for name, path in first.endings.items()]
    pairs.append((first.still_fighting, second.still_fighting))
    apart = max(abs(path[t] - other[u]) for path, other in pairs for t, u in shared)
    worth = max(abs(v.mean - second.values[party].mean) for party, v in first.values.items())
    return Distance(probability=float(apart), worth=float(worth))
