"""What an export cannot carry, counted and named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from parley.record.rows import Move


@dataclass(frozen=True)
class Loss:
    """One kind of thing that did not fit: what it is, and the moves it happened to."""

    what: str
    ids: tuple[str, ...]

    def __str__(self) -> str:
        shown = " ".join(self.ids[:12]) + (" ..." if len(self.ids) > 12 else "")
        return f"{self.what}: {len(self.ids)} rows ({shown})"


def field_losses(moves: Iterable[Move], names: Iterable[str]) -> list[Loss]:
    """For each field the format has no place for, the moves that had it filled."""
    rows = list(moves)
    losses = []
    for name in names:
        ids = tuple(move.id for move in rows if getattr(move, name))
        if ids:
            losses.append(Loss(f"field {name} has no place", ids))
    return losses


def merged_acts(pairs: Iterable[tuple[Move, str]]) -> list[Loss]:
    """Where several acts become one word of the format, which acts those are."""
    by_word: dict[str, dict[str, list[str]]] = {}
    for move, word in pairs:
        by_word.setdefault(word, {}).setdefault(move.act.value, []).append(move.id)
    return [
        Loss(f"{', '.join(acts)} all become {word}", tuple(name for ids in acts.values() for name in ids))
        for word, acts in by_word.items()
        if len(acts) > 1 and word
    ]
