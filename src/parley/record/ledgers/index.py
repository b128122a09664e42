"""Moves by the party that made them, so that a rule looks only where its answer can stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from parley.record.parties import doers
from parley.record.rows import Move, Record


class Acts:
    """The moves of a record by acting party, in order of date; only those that `keep` lets through."""

    def __init__(self, record: Record, keep: Callable[[Move], bool] | None = None) -> None:
        self.record = record
        self._moves: dict[str, list[Move]] = {}
        kept = [move for move in record.moves if keep is None or keep(move)]
        for move in kept:
            for name in doers(move):
                self._moves.setdefault(name, []).append(move)
        self._dates = {name: [move.date for move in moves] for name, moves in self._moves.items()}
        spans = ((move.last_date - move.date).days for move in kept)
        self._longest = timedelta(days=max(spans, default=0))

    @property
    def names(self) -> tuple[str, ...]:
        """The parties that act, in order of their first move."""
        return tuple(self._moves)

    def by(self, names: Iterable[str], first: date, last: date = date.max) -> Iterator[Move]:
        """Moves of any of these parties that begin between two days, each once, party by party."""
        seen: set[str] = set()
        for name in names:
            moves = self._moves.get(name, [])
            for at in range(bisect_left(self._dates.get(name, []), first), len(moves)):
                if moves[at].date > last:
                    break
                if moves[at].id not in seen:
                    seen.add(moves[at].id)
                    yield moves[at]

    def around(self, names: Iterable[str], first: date, last: date) -> Iterator[Move]:
        """Moves of any of these parties that may reach into these days, long ones included."""
        begin = date.fromordinal(max(1, first.toordinal() - self._longest.days))
        return self.by(names, begin, last)


def in_order(moves: Iterable[Move]) -> list[Move]:
    """Moves in order of date and file, each once."""
    return sorted({move.id: move for move in moves}.values(), key=lambda move: (move.date, move.line))
