"""What every filter of a record does alike: going through its rounds, and what is kept of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

import numpy as np

from parley.game import Floats
from parley.inference.weighing.weighed import Impossible, Seen, WeighedRound
from parley.scenario.coding import CodedRecord, CodedRound, Deed, Reading


@dataclass(kw_only=True)
class RecordFilter(ABC):
    """A weighing under way.

    `log_prior` and `log_chance` [h] are the analyst's weights and the record's chance under each disposition
    or profile, `prior` [holder, h] what was believed before any of it.
    """

    coded: CodedRecord
    log_prior: Floats = field(init=False)
    log_chance: Floats = field(init=False)
    prior: Floats = field(init=False)
    next_round: int = 0
    ended: str | None = None
    rounds: list[WeighedRound] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    refused: list[Impossible] = field(default_factory=list)

    @property
    def weights(self) -> Floats:
        """The analyst's probability of each disposition or profile, given everything seen so far, [h]."""
        total = self.log_prior + self.log_chance
        odds = np.exp(total - total.max())
        return np.asarray(odds / odds.sum())

    @property
    def log_likelihood(self) -> float:
        """The logarithm of the chance of everything seen so far, under the analyst's weights."""
        total = self.log_prior + self.log_chance
        return float(total.max() + np.log(np.exp(total - total.max()).sum()))

    def go_through(self, until: int | Deed | None) -> None:
        """Weigh the record round by round; `until` leaves out that round, or that deed and all after it."""
        for coded in self.coded.rounds:
            if isinstance(until, int) and coded.round >= until:
                return
            if isinstance(until, Deed) and until.move in {deed.move for deed in coded.deeds}:
                self._weigh_until(coded, until)
                return
            self.weigh_round(coded)

    @abstractmethod
    def weigh_round(self, coded: CodedRound) -> None:
        """Weigh what was seen in a round, then its fighting if it is over."""

    def _weigh_until(self, coded: CodedRound, deed: Deed) -> None:
        """Weigh what was seen in a round before a deed, and nothing of its fighting."""
        before = takewhile(lambda entry: entry.move != deed.move, coded.seen)
        self._take_all(coded.round, tuple(before))
        self.rounds.append(WeighedRound(coded.round, tuple(self.seen), self._beliefs(), 1.0))

    def _take_all(self, t: int, entries: Sequence[Deed | Reading]) -> None:
        """Take in deeds and readings of a round in order."""
        self.seen = []
        for entry in self._in_order(t, tuple(entries)):
            if isinstance(entry, Deed):
                self._deed(t, entry)
            else:
                self._reading(t, entry)

    def _in_order(self, t: int, entries: tuple[Deed | Reading, ...]) -> tuple[Deed | Reading, ...]:
        """The order in which entries of a round are read; here that of the record."""
        return entries

    @abstractmethod
    def _beliefs(self) -> Floats:
        """What every holder believes, [holder, h]."""

    @abstractmethod
    def _deed(self, t: int, deed: Deed) -> None:
        """Weigh a deed."""

    @abstractmethod
    def _reading(self, t: int, reading: Reading) -> None:
        """Take in what is read off the record without being an act."""
