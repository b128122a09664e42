"""Where a history stands, and what can be asked of the strategies there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from parley.game import NONE, Floats, Game, hidden_sides, log_weights
from parley.game.names import AnswerKind

Said = tuple[tuple[int, AnswerKind], ...]


@dataclass(frozen=True)
class Place:
    """A turn of a round, a situation, and the public log-odds [d] about what is hidden."""

    round: int
    turn: int
    situation: int
    log_odds: Floats


@dataclass(frozen=True)
class Asked:
    """Whose word comes next: what it can say, the chance [o, h] of each, and the log-odds [o, d] after it.

    `secret` says that all answer at once, so that nobody has heard the others.
    """

    party: int
    kinds: tuple[AnswerKind, ...]
    chance: Floats
    after: Floats
    secret: bool = False


@dataclass(frozen=True)
class Outcome:
    """What may come of an act once all have spoken: its chance, and the situation then or the ending."""

    chance: float
    situation: int
    ending: int = NONE


class Stand(Protocol):
    """The strategies at one place."""

    def floor(self) -> Floats:
        """The chance of each party to have the floor, [i]."""
        ...

    def menu(self, party: int) -> list[int]:
        """What a party with the floor can do; nothing if it must pass."""
        ...

    def chance(self, a: int) -> Floats:
        """The probability [h] of an action, once its party has the floor."""
        ...

    def told(self, a: int) -> Floats:
        """Public log-odds after an action."""
        ...

    def asked(self, a: int, said: Said, log_odds: Floats) -> Asked | None:
        """Who answers an action next, after these answers; None once they decide it."""
        ...

    def outcomes(self, a: int, said: Said) -> Sequence[Outcome]:
        """What comes of an action that was answered so; the chances sum to one."""
        ...


def believed(game: Game, holder: int, log_odds: Floats) -> Mapping[str, Mapping[str, float]]:
    """What a party (NONE: the analyst) believes of each hidden side at public log-odds: kind -> probability.

    A party's own side is left out, for it knows its own.
    """
    weights, analyst = log_weights(game)
    found, at = {}, 0
    for g, side in enumerate(hidden_sides(game)):
        axes = len(side.kinds) - 1
        odds = (analyst[g] if holder == NONE else weights[g][holder]) + np.append(
            log_odds[at : at + axes], 0.0
        )
        at += axes
        if holder == NONE or side.party != holder:
            share = np.exp(odds - odds.max())
            share = share / share.sum()
            found[side.name] = {kind: float(part) for kind, part in zip(side.kinds, share, strict=True)}
    return found
