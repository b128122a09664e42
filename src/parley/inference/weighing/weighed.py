"""What weighing a record gives: surprises, what each move told, beliefs by date, and where it ends."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import numpy as np

from parley.game import Floats
from parley.solver import Beginning


@dataclass(frozen=True)
class Seen:
    """One thing seen and how the model took it.

    `kind` is action, answer, reading, ending, or quiet (a round in which nothing was seen). `chance` is its
    probability given everything before it, `by_disposition` [h] the same under each disposition;
    `choice` is the probability once its party had the floor (equal to `chance` but for actions).
    `beliefs` [holder, h] are those after it. `against_others` is what it told of the first kind of the first
    hidden side against all its others, where there are more than two profiles.
    """

    round: int
    kind: str
    move: str
    date: date
    party: str
    what: str
    chance: float
    choice: float
    by_disposition: Floats
    beliefs: Floats
    against_others: float | None = None

    @property
    def surprise(self) -> float:
        """How surprising it was, in bits."""
        return _bits(self.chance)

    @property
    def choice_surprise(self) -> float:
        """How surprising it was that the party did just this, once it had the floor, in bits."""
        return _bits(self.choice)

    @property
    def told(self) -> float:
        """What it told of the first hidden side: log-likelihood ratio of its first kind; else 0."""
        if self.against_others is not None:
            return self.against_others
        if len(self.by_disposition) < 2:
            return 0.0
        first, second = (float(p) for p in self.by_disposition[:2])
        return log_ratio(first, second)


def log_ratio(first: float, second: float) -> float:
    """The logarithm of a ratio of chances, 0 where both are zero."""
    if first <= 0.0 and second <= 0.0:
        return 0.0
    return (math.log(first) if first > 0 else -math.inf) - (math.log(second) if second > 0 else -math.inf)


def _bits(chance: float) -> float:
    return -math.log2(chance) if chance > 0.0 else math.inf


@dataclass(frozen=True)
class Impossible:
    """Something seen that the model did not allow, and the least that would have to be otherwise.

    `because` is situation (it was not available where things stood: `needed` lists part, where it
    stood, where it would have to stand), floor (the party never has the floor then), menu (the game has no
    such action), choice (available, but with probability zero), ended (the game was over), or fate
    (every way on led to an ending).
    """

    round: int
    kind: str
    move: str
    date: date
    party: str
    what: str
    because: str
    needed: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Moment:
    """Something in a coded record, before it is weighed: when, what kind, and who did what."""

    round: int
    kind: str
    move: str
    date: date
    party: str
    what: str

    def seen(
        self,
        chance: float,
        choice: float,
        by_disposition: Floats,
        beliefs: Floats,
        against_others: float | None = None,
    ) -> Seen:
        """The moment as the model took it."""
        return Seen(
            self.round,
            self.kind,
            self.move,
            self.date,
            self.party,
            self.what,
            chance,
            choice,
            by_disposition,
            beliefs,
            against_others,
        )

    def impossible(self, because: str, needed: tuple[tuple[str, str, str], ...] = ()) -> Impossible:
        """The moment as one the model did not allow."""
        return Impossible(self.round, self.kind, self.move, self.date, self.party, self.what, because, needed)


@dataclass(frozen=True)
class OutOfTurn:
    """A deed that was not read in the record's order, or not in a turn of its own.

    `because` is order (it was read before those in `than`, moves recorded earlier whose turn comes later) or
    no_turn (no turn of its round was left for it; `than` names the one, past already, it was weighed in).
    """

    round: int
    move: str
    date: date
    because: str
    than: tuple[str, ...]


@dataclass(frozen=True)
class WeighedRound:
    """One weighed round: what was seen in it, in order, and the beliefs [holder, h] after its fighting.

    `went_on` is the probability that the round's fighting ended nothing, given all that was seen.
    """

    round: int
    seen: tuple[Seen, ...]
    beliefs: Floats
    went_on: float


@dataclass(frozen=True)
class Weighed:
    """A record weighed against a solved game.

    `log_likelihood` is that of everything the model allowed, under the analyst's prior; `by_disposition`
    [h] under each disposition. `prior` [holder, h] are the beliefs at the start. `ended` names the ending if
    the record ended the game. `state` is where play goes on from: None if it ended or no round is left;
    `mass` [h, s, f] is where the record leaves things on the fine grid of log-odds, and `weights` [h] the
    analyst's probabilities of the dispositions. `out_of_turn` lists what was read otherwise than recorded.
    """

    holders: tuple[str, ...]
    prior: Floats
    rounds: tuple[WeighedRound, ...]
    impossible: tuple[Impossible, ...]
    log_likelihood: float
    by_disposition: Floats
    ended: str | None
    state: Beginning | None
    mass: Floats
    weights: Floats
    out_of_turn: tuple[OutOfTurn, ...] = ()

    @property
    def seen(self) -> tuple[Seen, ...]:
        """Everything that was seen, in order."""
        return tuple(entry for weighed in self.rounds for entry in weighed.seen)

    @property
    def beliefs(self) -> Floats:
        """Beliefs at the start of every round and after the last, shape [t + 1, holder, h]."""
        return np.stack([self.prior, *(weighed.beliefs for weighed in self.rounds)])
