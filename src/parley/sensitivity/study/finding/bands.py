"""Outcome bands: how far the odds spread over the draws, beside the odds within each."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from parley.game import Floats

QUANTILES: Mapping[str, float] = {
    "p5": 0.05,
    "p10": 0.10,
    "p25": 0.25,
    "p50": 0.50,
    "p75": 0.75,
    "p90": 0.90,
    "p95": 0.95,
}
FEWEST_FOR_QUANTILES = 20
"""With fewer draws not one lies in each tail that a quantile speaks of, and none is told."""


def band(values: Floats) -> dict[str, Floats]:
    """Mean and quantiles over the draws (first axis)."""
    quantiles = np.quantile(values, list(QUANTILES.values()), axis=0)
    return {"mean": values.mean(axis=0), **dict(zip(QUANTILES, quantiles, strict=True))}


def from_assumptions(chances: Floats) -> Floats:
    """The part of the doubt whether something happens that comes from not knowing the assumptions.

    `chances` [n, ...] are its probabilities draw by draw. Whether it happens has the variance m (1 - m)
    around the mean chance m; the variance of the chances over the draws is the part that better
    assumptions could remove, and the rest is left to chance within each draw (law of total variance).
    Zero where there is no doubt at all.
    """
    mean = chances.mean(axis=0)
    doubt = mean * (1.0 - mean)
    spread = chances.var(axis=0)
    return np.asarray(np.divide(spread, doubt, out=np.zeros_like(spread), where=doubt > 1e-12))
