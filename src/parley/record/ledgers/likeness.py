"""Earlier options most like a given one, found through the words they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from parley.record.ledgers.nearness import nearness, words_of
from parley.record.rows import Move

TOO_COMMON = 64
"""In how many different options a word may stand before it says nothing any more of any of them."""


class Stated:
    """Options as they are stated one after the other, each with the first move that stated it."""

    def __init__(self) -> None:
        self._first: dict[str, Move] = {}
        self._texts: list[str] = []
        self._with: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def add(self, move: Move) -> None:
        """Remember the option of a move; one that was stated before stays with its first move."""
        text = move.option
        if not text or text in self._first:
            return
        self._first[text] = move
        at = len(self._texts)
        self._texts.append(text)
        for word in words_of(text):
            found = self._with.setdefault(word, [])
            if len(found) <= TOO_COMMON:
                found.append(at)

    def nearest(self, option: str) -> tuple[Move | None, float]:
        """The first move with the option most alike, the earliest of equals; None where no word is shared."""
        if option in self._first:
            return self._first[option], nearness(option, option)
        best, score = -1, 0.0
        for at in self._sharing(option):
            near = nearness(option, self._texts[at])
            if near > score or (near == score > 0.0 and at < best):
                best, score = at, near
        return (self._first[self._texts[best]], score) if best >= 0 else (None, 0.0)

    def like(self, option: str, least: float) -> set[str]:
        """Every option at least so near."""
        near = {self._texts[at] for at in self._sharing(option) if nearness(option, self._texts[at]) >= least}
        return near | ({option} if option in self._first else set())

    def _sharing(self, option: str) -> Iterator[int]:
        """Options with words in common; where these are many, those with the most."""
        counts: Counter[int] = Counter()
        for word in words_of(option):
            found = self._with.get(word, ())
            if len(found) <= TOO_COMMON:
                counts.update(found)
        most = [at for at, _ in counts.most_common(TOO_COMMON)]
        return iter(most)
