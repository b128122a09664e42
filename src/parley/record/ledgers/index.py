"""Moves by what they are looked up by, so that a rule looks only where its answer can stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from heapq import merge
from typing import Generic, TypeVar

from parley.record.rows import Move

KeyT = TypeVar("KeyT", bound=Hashable)


class Dated(Generic[KeyT]):
    """Moves under each of their keys, in order of date; only those that `keep` lets through."""

    def __init__(
        self,
        moves: Iterable[Move],
        keys: Callable[[Move], Iterable[KeyT]],
        keep: Callable[[Move], bool] | None = None,
    ) -> None:
        self._moves: dict[KeyT, list[Move]] = {}
        for move in moves:
            if keep is None or keep(move):
                for key in keys(move):
                    self._moves.setdefault(key, []).append(move)
        self._days: dict[KeyT, list[date]] = {}

    @property
    def keys(self) -> tuple[KeyT, ...]:
        """The keys there are, in order of their first move."""
        return tuple(self._moves)

    def _span(self, key: KeyT, first: date, last: date) -> tuple[int, int]:
        """Where the moves of a key that begin between two days stand among its moves."""
        days = self._days.get(key)
        if days is None:
            days = self._days[key] = [move.date for move in self._moves.get(key, ())]
        return bisect_left(days, first), len(days) if last == date.max else bisect_right(days, last)

    def count(self, key: KeyT, first: date, last: date) -> int:
        """How many moves of a key begin between two days."""
        start, stop = self._span(key, first, last)
        return max(0, stop - start)

    def under(self, key: KeyT, first: date = date.min, last: date = date.max) -> Iterator[Move]:
        """Moves of a key that begin between two days, in order, read only as far as they are asked for."""
        moves = self._moves.get(key, ())
        for at in range(*self._span(key, first, last)):
            yield moves[at]

    def under_any(self, keys: Iterable[KeyT], first: date = date.min, last: date = date.max) -> list[Move]:
        """Moves of any of these keys that begin between two days, in order, each once."""
        return in_order(move for key in keys for move in self.under(key, first, last))

    def merged(
        self, keys: Iterable[KeyT], spans: Iterable[tuple[date, date]], keep: Callable[[Move], bool]
    ) -> Iterator[Move]:
        """Moves of any of these keys within any of these spans that `keep` lets through, in order, each once.

        They are read only as far as they are asked for.
        """
        known, seen = tuple(keys), set[str]()
        for first, last in joined(spans):
            for move in merge(*(self.under(key, first, last) for key in known), key=_place):
                if move.id not in seen and keep(move):
                    seen.add(move.id)
                    yield move


def joined(spans: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Spans of days that overlap or follow each other made one, in order."""
    found: list[tuple[date, date]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _place(move: Move) -> tuple[date, int]:
    return (move.date, move.line)


def in_order(moves: Iterable[Move]) -> list[Move]:
    """Moves in order of date and file, each once."""
    return sorted({move.id: move for move in moves}.values(), key=_place)
