"""How large a game is, known before any large array is made."""

from __future__ import annotations

from dataclasses import dataclass

from parley.errors import TooLargeError

BYTES_NUMBER = 8
ROW = 8  # belief nodes are held in whole rows of so many, where beliefs matter
DEFAULT_LIMIT = 2_000_000_000


@dataclass(frozen=True)
class Size:
    """Counts along each axis of a game; `bytes` is what its solution will hold at its largest.

    `axes` maps every named factor of the size (tracks, levers, conditions, accords, rounds, belief
    nodes) to its count, so that a refusal can name the one to cut.
    """

    axes: dict[str, int]
    situations: int
    belief_nodes: int
    rounds: int
    parties: int
    dispositions: int
    actions: int
    news: int
    moves: int

    @property
    def nodes(self) -> int:
        """Situations times belief nodes times rounds."""
        return self.situations * self.belief_nodes * self.rounds

    @property
    def bytes(self) -> int:
        """Bytes of values, news, law of motion and action table together."""
        held = self.belief_nodes if self.dispositions == 1 else -(-self.belief_nodes // ROW) * ROW
        at_node = (self.parties * self.dispositions + self.news) * BYTES_NUMBER
        law = self.moves * (8 + 2 * 8 * self.dispositions)
        return self.situations * held * self.rounds * at_node + law + self.situations * self.actions * 8

    @property
    def bytes_at_once(self) -> int:
        """Bytes of a solution that keeps no more rounds than solving needs."""
        return int(self.bytes * min(1.0, 4 / max(self.rounds, 1)))

    def require_within(self, limit: int = DEFAULT_LIMIT) -> None:
        """Raise TooLargeError, naming the largest axis, if the game needs more than `limit` bytes."""
        if self.bytes <= limit:
            return
        listing = ", ".join(f"{name} {count}" for name, count in self.axes.items() if count > 1)
        name, count = max(self.axes.items(), key=lambda item: item[1])
        raise TooLargeError(
            f"the game needs about {_in_words(self.bytes)} and the limit is {_in_words(limit)}: "
            f"{self.situations:,} situations x {self.belief_nodes} belief nodes x {self.rounds} rounds. "
            f"The largest axis is {name} ({count}). Cut it, or raise --memory. Axes: {listing}."
        )


def _in_words(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.3g} MB"
