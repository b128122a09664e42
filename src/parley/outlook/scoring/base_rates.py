"""Forecasts that know nothing of the game: a model that does not beat them has said nothing."""

from __future__ import annotations

import numpy as np

from parley.game import Flags, Floats


def past_frequency(history: Flags) -> Floats:
    """The share of past rounds in which each answer was yes, [n]; `history` [t, n] are the rounds so far."""
    return _share(history.sum(axis=0), len(history))


def nothing_changes(history: Flags) -> Floats:
    """The answer of the last round, trusted as far as that was right until then, [n].

    `history` [t, n] are the rounds so far; without any there is nothing to go by, and yes gets one half.
    """
    if len(history) == 0:
        return np.full(history.shape[1], 0.5)
    same = history[1:] == history[:-1]
    trusted = _share(same.sum(axis=0), len(same))
    return np.where(history[-1], trusted, 1.0 - trusted)


def _share(count: Floats, of: int) -> Floats:
    """A frequency that is never 0 or 1: half a case is added to each side (Krichevsky and Trofimov 1981).

    Without it, what has not been seen yet would be ruled out, and its first time score infinitely badly.
    """
    return np.asarray((count + 0.5) / (of + 1.0))
