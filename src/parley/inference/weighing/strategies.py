"""The strategies of a solution, asked for only where there is probability, and kept."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from parley.game import Floats, Ints
from parley.solver import Solution, policy


@dataclass(frozen=True)
class Moves:
    """What everybody does in one round at n situations, by belief node b and disposition h.

    `chance` [h, n, b, a] of an action once its party has the floor; `accept`, `walk` [h, n, b, j, k].
    """

    situations: Ints
    chance: Floats
    accept: Floats
    walk: Floats

    def at(self, rows: Ints) -> Moves:
        """The same at some of the situations, by row."""
        return Moves(self.situations[rows], self.chance[:, rows], self.accept[:, rows], self.walk[:, rows])


@dataclass
class Strategies:
    """Strategies of a solution read off once for each round and situation; share it between weighings."""

    solution: Solution
    kept: dict[int, Moves] = field(default_factory=dict)
    asked: int = 0

    def at(self, t: int, situations: Ints) -> Moves:
        """What everybody does in round t at some situations, none of them collapsed, in increasing order."""
        known = self.kept.get(t)
        missing = situations if known is None else np.setdiff1d(situations, known.situations)
        if len(missing):
            self.asked += len(missing)
            found = policy(self.solution, t, missing)
            known = _together(
                known,
                Moves(
                    missing,
                    np.moveaxis(found.chance, 3, 0),
                    np.moveaxis(found.accept, 4, 0),
                    np.moveaxis(found.walk, 4, 0),
                ),
            )
            self.kept[t] = known
        assert known is not None
        return known.at(np.searchsorted(known.situations, situations))


def _together(known: Moves | None, more: Moves) -> Moves:
    """Two sheets as one, situations in increasing order."""
    if known is None:
        return more
    situations = np.concatenate([known.situations, more.situations])
    joined = Moves(
        situations,
        np.concatenate([known.chance, more.chance], axis=1),
        np.concatenate([known.accept, more.accept], axis=1),
        np.concatenate([known.walk, more.walk], axis=1),
    )
    return joined.at(np.argsort(situations))
