"""Forecasts that know nothing of the game: a model that does not beat them has said nothing."""

from __future__ import annotations

import numpy as np

from parley.game import Flags, Floats, Ints


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


def past_answers(history: Ints, room: Flags) -> Floats:
    """The share of each answer among those a party gave so far, [w].

    `history` [n] are those as places in [w], `room` [w] says which answers can come.
    """
    counts = np.bincount(history, minlength=len(room))
    return _among(np.where(room, counts + 0.5, 0.0))


def same_answer(history: Ints, room: Flags) -> Floats:
    """A party's last answer again, trusted as far as that was right until then, [w]; else all alike.

    `history` [n] are its answers so far, `room` [w] what can come.
    """
    if len(history) == 0 or not room[history[-1]]:
        return _among(room.astype(float))
    trusted = _share(np.asarray((history[1:] == history[:-1]).sum()), len(history) - 1)
    others = room & (np.arange(len(room)) != history[-1])
    chance = np.where(others, (1.0 - trusted) / max(1, others.sum()), 0.0)
    chance[history[-1]] = trusted
    return _among(chance)


def _among(amounts: Floats) -> Floats:
    return np.asarray(amounts / amounts.sum())


def _share(count: Floats, of: int) -> Floats:
    """A frequency that is never 0 or 1: half a case is added to each side (Krichevsky and Trofimov 1981).

    Without it, what has not been seen yet would be ruled out, and its first time score infinitely badly.
    """
    return np.asarray((count + 0.5) / (of + 1.0))
