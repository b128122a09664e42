"""Two outlooks of one case, difference by difference, the largest first."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from parley.files.results import Result
from parley.game.names import Name
from parley.outlook import Outlook

NOTED = 0.0005
"""A smaller difference, in probability or in hundreds of points, is none."""

HUNDRED = 100.0
MARKED = 1.5
REACHED = 0.01
"""What holds given still fighting is compared while at least this probability is left of it."""


class Quantity(StrEnum):
    """What is compared: probabilities, and `worth` and `waiting` in points."""

    ENDING = "ending"
    STILL_FIGHTING = "still_fighting"
    RANGE_EMPTY = "range_empty"
    BELIEF = "belief"
    WORTH = "worth"
    WAITING = "waiting"

    @property
    def in_points(self) -> bool:
        """Whether it is in points of worth, and not a probability."""
        return self in (Quantity.WORTH, Quantity.WAITING)


@dataclass(frozen=True)
class Difference(Result):
    """One quantity as stated and as changed, at a date."""

    kind: Quantity
    """what is compared"""
    about: str
    """the ending, the party, or the holder of a belief (HOLDER:KIND where it is not about one hidden party);
    empty where there is only one"""
    date: dt.date
    """when"""
    stated: float
    """as stated"""
    changed: float
    """as changed"""
    size: float
    """how large the change is: in probability, or in hundreds of points, a settlement's whole scale"""

    @staticmethod
    def between(kind: Quantity, about: str, date: dt.date, stated: float, changed: float) -> Difference:
        """The difference between a quantity as stated and as changed."""
        size = abs(changed - stated) / (HUNDRED if kind.in_points else 1.0)
        return Difference(kind, about, date, stated, changed, size)

    @property
    def by(self) -> float:
        """The change, in the unit of the quantity."""
        return self.changed - self.stated


def compare(stated: Outlook, changed: Outlook) -> tuple[Difference, ...]:
    """Return every difference between two outlooks, largest first.

    A series is compared at the horizon and, where it differs much more there, at the date of its largest
    difference. Outlooks with other rounds are compared at the dates of the first, as far as both go.
    """
    found = [*_endings(stated, changed), *_worths(stated, changed), *_given_fighting(stated, changed)]
    return tuple(sorted(found, key=lambda one: (-one.size, one.kind, one.about, one.date)))


def is_noted(difference: Difference) -> bool:
    """Tell whether a difference is large enough to be told."""
    return difference.size >= NOTED


def _rounds(stated: Outlook, changed: Outlook) -> list[tuple[int, int]]:
    """Pair each round of the first with the one of the second that has begun by then."""
    last, dates = changed.rounds[-1], changed.rounds
    return [
        (t, bisect_right(dates, day) - 1) for t, day in enumerate(stated.rounds) if dates[0] <= day <= last
    ]


def _endings(stated: Outlook, changed: Outlook) -> Iterator[Difference]:
    none = {name: (0.0,) * len(stated.rounds) for name in changed.endings}
    for name, path in (none | dict(stated.endings)).items():
        other = changed.endings.get(name, (0.0,) * len(changed.rounds))
        yield from _series(Quantity.ENDING, name, stated, changed, path, other)
    yield from _series(
        Quantity.STILL_FIGHTING, "", stated, changed, stated.still_fighting, changed.still_fighting
    )


def _series(
    kind: Quantity,
    about: str,
    stated: Outlook,
    changed: Outlook,
    path: Sequence[float],
    other: Sequence[float],
) -> Iterator[Difference]:
    """Compare a series at the last date of both, and where it differs most if that is much more."""
    pairs = _rounds(stated, changed)
    if not pairs:
        return
    t, u = pairs[-1]
    at_end = Difference.between(kind, about, stated.rounds[t], path[t], other[u])
    t, u = max(pairs, key=lambda pair: abs(path[pair[0]] - other[pair[1]]))
    largest = Difference.between(kind, about, stated.rounds[t], path[t], other[u])
    yield at_end
    if largest.size > MARKED * at_end.size and largest.size >= NOTED:
        yield largest


def _worths(stated: Outlook, changed: Outlook) -> Iterator[Difference]:
    for party, worth in stated.values.items():
        if party in changed.values:
            now = stated.rounds[0]
            yield Difference.between(Quantity.WORTH, party, now, worth.mean, changed.values[party].mean)


def _given_fighting(stated: Outlook, changed: Outlook) -> Iterator[Difference]:
    """Compare what holds while no ending is reached: beliefs, the bargaining range, the gain from waiting."""
    left, right = stated.still_fighting, changed.still_fighting
    pairs = [(t, u) for t, u in _rounds(stated, changed) if left[t] >= REACHED and right[u] >= REACHED]
    for side in stated.sides.values():
        kind = next(iter(side.kinds))
        for holder, paths in stated.beliefs.items():
            other = changed.beliefs.get(holder, {})
            if kind in paths and kind in other:
                # Whose kind it is goes without saying where only one party hides it.
                about = holder if len(stated.sides) == 1 and side.party else Name.joined(holder, kind)
                yield from _where_largest(Quantity.BELIEF, about, stated, pairs, paths[kind], other[kind])
    empty, then = stated.bargaining_range.empty, changed.bargaining_range.empty
    yield from _where_largest(Quantity.RANGE_EMPTY, "", stated, pairs, empty, then)
    for party, gains in stated.gain_over_best.items():
        others = changed.gain_over_best.get(party, ())
        yield from _where_largest(Quantity.WAITING, party, stated, pairs, gains, others)


def _where_largest(
    kind: Quantity,
    about: str,
    stated: Outlook,
    pairs: Sequence[tuple[int, int]],
    path: Sequence[float | None],
    other: Sequence[float | None],
) -> Iterator[Difference]:
    """Compare two series, either of which may have gaps, at the date of their largest difference."""
    found = []
    for t, u in pairs:
        if t < len(path) and u < len(other):
            before, after = path[t], other[u]
            if before is not None and after is not None:
                found.append(Difference.between(kind, about, stated.rounds[t], before, after))
    if found:
        yield max(found, key=lambda one: one.size)
