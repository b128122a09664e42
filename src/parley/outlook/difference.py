"""How far two outlooks of one case lie apart."""

from __future__ import annotations

import numpy as np

from parley.outlook.result import Chances, Distance, Outlook, Parting, Selection

MATTERS = 0.001
"""Times an action is expected in a round, below which a difference is not told."""


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
