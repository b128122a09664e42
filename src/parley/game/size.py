"""How large a game is, known before any large array is made."""

from __future__ import annotations

from dataclasses import dataclass

from parley.errors import TooLargeError

BYTES_NUMBER = 8
ROW = 8  # belief nodes are held in whole rows of so many, where beliefs matter
DEFAULT_LIMIT = 2_000_000_000

SMALL_OPEN, SMALL_HIDDEN = 500_000, 20_000
"""Nodes times actions of a round below which sharing it out among threads takes longer than it saves."""
PIECES = 4


@dataclass(frozen=True)
class Size:
    """Counts along each axis of a game; `bytes` is what its solution will hold at its largest.

    `axes` maps every named factor of the size (tracks, levers, conditions, accords, rounds, belief
    nodes) to its count, so that a refusal can name the one to cut; `answers` are those to all joint actions.
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
    packages: int = 1
    answers: int = 0
    postures: int = 1

    @property
    def nodes(self) -> int:
        """Situations times belief nodes times rounds."""
        return self.situations * self.belief_nodes * self.rounds

    @property
    def bytes(self) -> int:
        """Bytes of a game, its solution and what is counted while it is played, together."""
        return self.bytes_of_game + self.rounds * self._bytes_of_round + self.bytes_of_play

    @property
    def bytes_at_once(self) -> int:
        """Bytes of a game and a solution that keeps no more rounds than solving needs, and is not played."""
        return self.bytes_of_game + min(self.rounds, 4) * self._bytes_of_round

    @property
    def _bytes_of_round(self) -> int:
        held = self.belief_nodes if self.dispositions == 1 else _in_rows(self.belief_nodes)
        return self.situations * held * (self.parties * self.dispositions + self.news) * BYTES_NUMBER

    @property
    def bytes_of_game(self) -> int:
        """Bytes of the law of motion, the action table, and worths of packages as stated and as laid out."""
        law = self.moves * (8 + 2 * 8 * self.dispositions)
        columns = self.parties * self.dispositions
        worths = columns * (self.packages + _in_rows(self.packages) + ROW)
        return law + self.situations * self.actions * 8 + BYTES_NUMBER * self.postures * worths

    @property
    def bytes_of_play(self) -> int:
        """Bytes of what is counted while a solution is played, by round, and by each that counts."""
        h = self.dispositions
        by_round = h * (self.packages + 1 + self.actions) + self.packages + 1 + 2 * self.parties
        counted = ROW * (self.rounds * by_round + 3 * h * self.answers)
        return BYTES_NUMBER * (self.shares * counted + self.rounds * self.situations * h)

    @property
    def shares(self) -> int:
        """Parts in which the theatre states of a round are shared out among workers; one for a small game."""
        least = SMALL_HIDDEN if self.dispositions > 1 else SMALL_OPEN
        return 1 if self.situations * self.belief_nodes * self.actions < least else PIECES

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


def _in_rows(count: int) -> int:
    return -(-count // ROW) * ROW


def _in_words(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.3g} MB"
