"""Proper scores of forecasts: the less the better, and best on average for whoever says what is believed."""

from __future__ import annotations

import numpy as np

from parley.game import Flags, Floats, Ints


def log_score(chance: Floats, happened: Flags) -> Floats:
    """Bits of surprise at each answer, shape of `chance`; inf where what happened had been ruled out."""
    said = np.where(happened, chance, 1.0 - chance)
    with np.errstate(divide="ignore"):
        # Adding zero turns the -0.0 of a sure and right forecast into 0.0.
        return np.asarray(-np.log2(said) + 0.0)


def brier(chance: Floats, happened: Flags) -> Floats:
    """Squared distance of each probability from what happened, 0 to 1 (Brier 1950)."""
    return np.asarray((chance - happened) ** 2)


def log_score_of(chance: Floats, said: Ints) -> Floats:
    """Bits of surprise at each answer [n], `said` among those with chances [n, w]."""
    return log_score(chance[np.arange(len(said)), said], np.ones(len(said), dtype=np.bool_))


def brier_of(chance: Floats, said: Ints) -> Floats:
    """Half the squared distance of chances [n, w] from the answer `said` [n]; `brier` where there are two."""
    return np.asarray(((chance - np.eye(chance.shape[1])[said]) ** 2).sum(axis=1) / 2)


RULES = {"log": log_score, "brier": brier}
ANSWER_RULES = {"log": log_score_of, "brier": brier_of}
