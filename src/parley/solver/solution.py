"""A solved game: worths everywhere, and how well beliefs and choices agree."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np

from parley.game import Floats, Game


@dataclass(frozen=True)
class Solution(ABC):
    """Markov logit equilibrium of a game.

    `residual` is the largest gap between beliefs and the choices they rest on, in log-odds.
    """

    game: Game
    residual: float

    @property
    @abstractmethod
    def values(self) -> Floats:
        """Worths at the start of each round (t = rounds: the horizon), a view of shape [t, s, b, i, h]."""

    @property
    @abstractmethod
    def log_odds(self) -> Floats:
        """The belief grid: public log-odds [b], or [b, d] where there are several about what is hidden."""

    @property
    def keeps_rounds(self) -> bool:
        """Whether it holds every round, so that it can be played."""
        return len(self.values) > self.game.structure.rounds

    def worth(self, party: int, t: int = 0, situation: int | None = None) -> Floats:
        """A party's worth by disposition where nothing is known but the priors, shape [h]."""
        s = self.game.structure.start if situation is None else situation
        return np.asarray(self.values[t, s, len(self.log_odds) // 2, party])
