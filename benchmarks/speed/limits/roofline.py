"""What solving a game takes at the least: exponentials, and bytes to and from memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parley.game import NONE, Game

BYTES = 8


@dataclass(frozen=True)
class Least:
    """The least that solving a game takes: `exponentials` for one look at every choice, `bytes` moved once.

    Beliefs have to agree with choices, so the choices of a hidden party are looked at several times, and
    the true number of exponentials is larger.
    """

    exponentials: float
    bytes: float

    def milliseconds(self, exponentials_a_second: float, bytes_a_second: float) -> tuple[float, float]:
        """How long the exponentials take, and how long the bytes, at these rates."""
        return 1e3 * self.exponentials / exponentials_a_second, 1e3 * self.bytes / bytes_a_second


def least(game: Game) -> Least:
    """Count over a game what one look at every choice takes.

    An option of a choice takes one exponential, an answer of yes or no one in all, one of three outcomes
    three; a hidden party chooses once for each disposition. Worths and news of a round are read once and
    those of the round before it written once.
    """
    s = game.structure
    hidden = max(len(s.dispositions), 1)
    at_node = _options(game, hidden) + _answers(game, hidden)
    live = np.repeat(s.collapse == NONE, s.postures)
    exponentials = float(at_node[:, live].sum()) * s.belief_nodes
    columns = len(s.parties) * hidden
    moved = 2 * (columns + game.size.news) * BYTES
    return Least(exponentials, float(moved * s.situations * s.belief_nodes * s.rounds))


def _speaking(game: Game) -> np.ndarray:
    """Whether each party may have the floor, shape [t, i, s]."""
    return np.asarray(game.numbers.floor[game.structure.floor_of] > 0)


def _options(game: Game, hidden: int) -> np.ndarray:
    """Exponentials of the choices of whoever may have the floor, shape [t, s]."""
    s = game.structure
    total = np.zeros((s.rounds, s.situations))
    speaking = _speaking(game)
    for party in range(len(s.parties)):
        own = np.flatnonzero(s.action_party == party)
        available = (s.action_next[:, own] != NONE).sum(axis=1)
        total += speaking[:, party] * available * (hidden if party == s.hidden else 1)
    return total


def _answers(game: Game, hidden: int) -> np.ndarray:
    """Exponentials of the answers to whatever needs consent, shape [t, s]."""
    s = game.structure
    total = np.zeros((s.rounds, s.situations))
    speaking = _speaking(game)
    for a in np.flatnonzero(s.action_joint != NONE):
        signers = [i for i in s.signers[s.action_joint[a]] if i != NONE]
        each = sum((3 if s.may_walk[i] else 1) * (hidden if i == s.hidden else 1) for i in signers)
        total += speaking[:, s.action_party[a]] * (s.action_next[:, a] != NONE) * each
    return total
