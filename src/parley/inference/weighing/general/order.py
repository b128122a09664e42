"""In what order the deeds of a round are read: that of the turns, where the record's is another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations


def in_turn_order(possible: Sequence[frozenset[int]]) -> tuple[int, ...] | None:
    """The places of deeds in the order of turns they can be done in, each in one of its own; None if none.

    `possible` are the turns each deed may be done in, in the record's order, which is kept as far as it can
    be: of all ways the one with the fewest pairs turned round, and of these the one with the earliest turns.
    """
    turns = min(_assignments(possible), key=_turned_round, default=None)
    if turns is None:
        return None
    return tuple(sorted(range(len(turns)), key=lambda n: turns[n]))


def _turned_round(turns: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    return sum(one > other for one, other in combinations(turns, 2)), turns


def _assignments(
    possible: Sequence[frozenset[int]], taken: frozenset[int] = frozenset()
) -> Iterator[tuple[int, ...]]:
    """Every way to give each deed a turn of its own."""
    if not possible:
        yield ()
        return
    for turn in sorted(possible[0] - taken):
        for rest in _assignments(possible[1:], taken | {turn}):
            yield (turn, *rest)
