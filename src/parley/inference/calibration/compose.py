"""What calibration says, as one dictionary, the same for the printed page, the brief and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from parley.game import Floats
from parley.inference.calibration.movement import LEVELS, Movement, levels, movements
from parley.inference.calibration.sampling import Sample
from parley.inference.calibration.weights import LEAST_EFFECTIVE, Weights
from parley.scenario import at_quantile
from parley.scenario.quantities import Number


def compose_calibration(
    sample: Sample, weights: Weights, endings: Sequence[str], days: Sequence[date]
) -> dict[str, Any]:
    """Weights, assumptions before and after, and the outlook before and after by date.

    `days` are the starts of the rounds from the one the record ends in. Shares and probabilities are 0 to
    1, log-likelihoods in nats, numbers in the scenario's canonical units.
    """
    found = movements([n.path for n in sample.numbers], sample.places, weights.share)
    by_path = {number.path: number for number in sample.numbers}
    before = sample.plain / sample.plain.sum()
    plain = sample.log_likelihood[sample.plain]
    return {
        "draws": len(sample.places) + sum(sample.failed.values()),
        "solved": len(sample.places),
        "failed": dict(sample.failed),
        "impossible": weights.impossible,
        "unforeseen": sample.unforeseen,
        "effective": weights.effective,
        "least_effective": LEAST_EFFECTIVE,
        "khat": weights.khat,
        "khat_limit": weights.limit,
        "log_likelihood": {
            "stated_ranges": float(np.logaddexp.reduce(plain) - np.log(len(plain))),
            "spread": float(np.std(plain[np.isfinite(plain)])),
            "reweighed": float(weights.share[weights.share > 0] @ sample.log_likelihood[weights.share > 0]),
        },
        "numbers": [_number(by_path[movement.path], movement) for movement in found],
        "outlook": _outlook(sample, before, weights.share, endings, days),
    }


def _number(number: Number, moved: Movement) -> dict[str, Any]:
    return {
        "path": number.path,
        "unit": number.unit,
        "per_days": number.per_days,
        "stated": number.value,
        "low": number.low,
        "high": number.high,
        "before": _named(at_quantile(number, place) for place in LEVELS),
        "after": _named(at_quantile(number, place) for place in moved.after),
        "shift": moved.shift,
        "error": moved.error,
        "width": moved.width,
        "moved": moved.moved,
    }


def _named(values: Any) -> dict[str, float]:
    return dict(zip(("p10", "p50", "p90"), (float(value) for value in values), strict=True))


def _outlook(
    sample: Sample, before: Floats, after: Floats, endings: Sequence[str], days: Sequence[date]
) -> dict[str, Any]:
    """Each ending, and still fighting, by date: mean and levels of the draws before and after."""
    fighting = 1.0 - sample.ended.sum(axis=2)
    paths = {name: sample.ended[:, :, e] for e, name in enumerate(endings)} | {"still_fighting": fighting}
    return {
        "rounds": [day.isoformat() for day in days] if sample.ended.shape[1] else [],
        "paths": {
            name: {"before": _path(path, before), "after": _path(path, after)} for name, path in paths.items()
        },
    }


def _path(path: Floats, share: Floats) -> dict[str, list[float]]:
    if path.shape[1] == 0:
        return {"mean": [], "p10": [], "p50": [], "p90": []}
    low, middle, high = levels(path, share)
    mean = share @ path
    return {"mean": mean.tolist(), "p10": low.tolist(), "p50": middle.tolist(), "p90": high.tolist()}
