"""In what order the deeds of a round are read: that of the turns, where the record's is another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from parley.inference.weighing.weighed import OutOfTurn
from parley.scenario.coding import Deed, Reading


def read_in_turn_order(
    t: int, entries: Sequence[Deed | Reading], possible: Sequence[frozenset[int]]
) -> tuple[tuple[Deed | Reading, ...], list[OutOfTurn]]:
    """What was seen in round t with its deeds in turn order, and those read before moves recorded earlier."""
    deeds = [entry for entry in entries if isinstance(entry, Deed)]
    order = in_turn_order(possible)
    if order is None:
        return tuple(entries), []
    in_order = iter(deeds[n] for n in order)
    read = tuple(next(in_order) if isinstance(entry, Deed) else entry for entry in entries)
    moved = []
    for n, deed in enumerate(deeds):
        earlier = tuple(deeds[m].move for m in sorted(order[order.index(n) + 1 :]) if m < n)
        if earlier:
            moved.append(OutOfTurn(t, deed.move, deed.date, "order", earlier))
    return read, moved


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
