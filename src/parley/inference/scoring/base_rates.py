"""Forecasts that know nothing of the game: a model that does not beat them has said nothing."""

from __future__ import annotations

import numpy as np

from parley.game import Flags, Floats, Ints


def past_frequency(history: Flags, lengths: Floats, ahead: float) -> Floats:
    """The share of past rounds in which each answer was yes, [n]; `history` [t, n] are the rounds so far.

    `lengths` [t] are theirs, in days, and `ahead` that of the round to come. Where they differ it is the
    chance of a yes in `ahead` days at the constant rate under which that history is likeliest.
    """
    if (lengths == ahead).all():
        return _share(history.sum(axis=0), len(history))
    return np.array([_at_a_rate(yes, lengths, ahead) for yes in history.T])


def _at_a_rate(yes: Flags, lengths: Floats, ahead: float) -> float:
    """The chance of a yes in `ahead` days, with half a round of that length added to each side."""
    days = np.append(lengths, [ahead, ahead]) / ahead
    weights = np.append(np.ones(len(lengths)), [0.5, 0.5])
    came = np.append(yes, [True, False])
    quiet = float(weights[~came] @ days[~came])
    low, high = 0.0, 1.0
    # The likelihood rises as long as days with a yes ask for a higher rate than quiet days for a lower one.
    for _ in range(60):
        chance = 0.5 * (low + high)
        rate = -np.log1p(-chance)
        pull = float(weights[came] @ (days[came] / np.expm1(rate * days[came])))
        low, high = (chance, high) if pull > quiet else (low, chance)
    return 0.5 * (low + high)


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
