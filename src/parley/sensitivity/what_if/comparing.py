"""Two outlooks of one case, difference by difference, the largest first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Outlook = Mapping[str, Any]

NOTED = 0.0005
"""A smaller difference, in probability or in hundreds of points, is none."""

HUNDRED = 100.0
MARKED = 1.5
REACHED = 0.01
"""What holds given still fighting is compared while at least this probability is left of it."""


@dataclass(frozen=True)
class Difference:
    """One quantity as stated and as changed, at a date.

    `kind` is ending, still_fighting, range_empty, belief (probabilities), worth or waiting (points);
    `about` names the ending, party or holder of a belief. None: there is no such quantity.
    """

    kind: str
    about: str
    date: str
    stated: float
    changed: float

    @property
    def by(self) -> float:
        """The change, in the unit of the quantity."""
        return self.changed - self.stated

    @property
    def size(self) -> float:
        """How large the change is: in probability, or in hundreds of points, a settlement's whole scale."""
        return abs(self.by) / (HUNDRED if self.kind in ("worth", "waiting") else 1.0)


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
    last, dates = changed["rounds"][-1], changed["rounds"]
    return [
        (t, bisect_right(dates, day) - 1) for t, day in enumerate(stated["rounds"]) if dates[0] <= day <= last
    ]


def _endings(stated: Outlook, changed: Outlook) -> Iterator[Difference]:
    none = {name: [0.0] * len(stated["rounds"]) for name in changed["endings"]}
    for name, path in (none | dict(stated["endings"])).items():
        other = changed["endings"].get(name, [0.0] * len(changed["rounds"]))
        yield from _series("ending", name, stated, changed, path, other)
    yield from _series(
        "still_fighting", "", stated, changed, stated["still_fighting"], changed["still_fighting"]
    )


def _series(
    kind: str, about: str, stated: Outlook, changed: Outlook, path: Sequence[float], other: Sequence[float]
) -> Iterator[Difference]:
    """Compare a series at the last date of both, and where it differs most if that is much more."""
    pairs = _rounds(stated, changed)
    if not pairs:
        return
    t, u = pairs[-1]
    at_end = Difference(kind, about, stated["rounds"][t], path[t], other[u])
    t, u = max(pairs, key=lambda pair: abs(path[pair[0]] - other[pair[1]]))
    largest = Difference(kind, about, stated["rounds"][t], path[t], other[u])
    yield at_end
    if largest.size > MARKED * at_end.size and largest.size >= NOTED:
        yield largest


def _worths(stated: Outlook, changed: Outlook) -> Iterator[Difference]:
    for party, worth in stated["values"].items():
        if party in changed["values"]:
            now = stated["rounds"][0]
            yield Difference("worth", party, now, worth["mean"], changed["values"][party]["mean"])


def _given_fighting(stated: Outlook, changed: Outlook) -> Iterator[Difference]:
    """Compare what holds while no ending is reached: beliefs, the bargaining range, the price of waiting."""
    left, right = stated["still_fighting"], changed["still_fighting"]
    pairs = [(t, u) for t, u in _rounds(stated, changed) if left[t] >= REACHED and right[u] >= REACHED]
    first = next(iter(stated["dispositions"]), None)
    for holder, paths in stated["beliefs"].items():
        other = changed["beliefs"].get(holder, {})
        if first in other:
            yield from _where_largest("belief", holder, stated, pairs, paths[first], other[first])
    empty, then = stated["bargaining_range"]["empty"], changed["bargaining_range"]["empty"]
    yield from _where_largest("range_empty", "", stated, pairs, empty, then)
    for party, prices in stated["price_of_waiting"].items():
        others = changed["price_of_waiting"].get(party, [])
        yield from _where_largest("waiting", party, stated, pairs, prices, others)


def _where_largest(
    kind: str,
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
                found.append(Difference(kind, about, stated["rounds"][t], before, after))
    if found:
        yield max(found, key=lambda one: one.size)
