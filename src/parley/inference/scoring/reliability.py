"""Whether what is said with 30 % happens in three cases of ten: the reliability diagram, without bins.

CORP (Dimitriadis, Gneiting and Jordan 2021): frequencies are fitted as a rising function of the probability
said, so the picture depends on no choice of bins, and the Brier score splits into three parts that add up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import isotonic_regression

from parley.game import Flags, Floats, Ints

RESAMPLES = 500
CONFIDENCE = 0.9


@dataclass(frozen=True)
class Reliability:
    """The diagram and what the mean Brier score is made of.

    `said` [k] are the probabilities given, rising, `times` [k] how often, `came` [k] the frequency fitted
    to each; `low` and `high` [k] hold nine cases in ten of what a calibrated forecaster would show.
    Mean Brier score = `miscalibration` - `discrimination` + `uncertainty`.
    """

    said: Floats
    times: Ints
    came: Floats
    low: Floats
    high: Floats
    miscalibration: float
    discrimination: float
    uncertainty: float


def reliability(chance: Floats, happened: Flags, seed: int) -> Reliability:
    """The diagram of probabilities `chance` [n] with their answers `happened` [n], n at least 1."""
    said, place, times = np.unique(chance, return_inverse=True, return_counts=True)
    came = _fitted(np.bincount(place, weights=happened) / times, times)
    rng = np.random.default_rng(seed)
    shown = np.stack([_fitted(rng.binomial(times, said) / times, times) for _ in range(RESAMPLES)])
    low, high = np.quantile(shown, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2], axis=0)
    rate = float(np.mean(happened))
    score = float(np.mean((chance - happened) ** 2))
    best = float(np.mean((came[place] - happened) ** 2))
    uncertainty = rate * (1 - rate)
    return Reliability(said, times, came, low, high, score - best, uncertainty - best, uncertainty)


def _fitted(frequency: Floats, times: Ints) -> Floats:
    return np.asarray(isotonic_regression(frequency, weights=times).x)
