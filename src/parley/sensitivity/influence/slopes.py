"""Local influence: exact central differences at the stated values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parley.game import Floats
from parley.scenario.quantities import Number
from parley.sensitivity.influence.trials import Trials

STAGE = "slopes at the stated values"
STEP = 0.01
"""Part of the range a number is moved to either side: small beside a bend of the outcome, large beside what
the solver's tolerance moves; twice the step tells whether it was."""

CHECKED = 10
"""The steepest slopes are taken again with twice the step, to see whether they are slopes at all."""


@dataclass(frozen=True)
class Slopes:
    """Change of each outcome if a number moved by its whole range at the rate it has at the stated value.

    `slope` and `twice` [number, outcome], the latter taken with twice the step. nan where that was not looked
    at, and where a solve failed.
    """

    slope: Floats
    twice: Floats


def slopes(trials: Trials, numbers: Sequence[Number], chosen: Sequence[int]) -> Slopes:
    """Take the slope of every outcome along the chosen numbers, two solves each; check the steepest."""
    found = _differences(trials, [numbers[n] for n in chosen], STEP)
    slope = np.full((len(numbers), found.shape[1]), np.nan)
    slope[list(chosen)] = found
    size = np.nan_to_num(np.abs(found))
    steepest = (size / np.maximum(size.max(axis=0, initial=0.0), 1e-300)).max(axis=1, initial=0.0)
    again = [chosen[n] for n in np.argsort(-steepest, kind="stable")[:CHECKED]]
    twice = np.full_like(slope, np.nan)
    twice[again] = _differences(trials, [numbers[n] for n in again], 2 * STEP)
    return Slopes(slope, twice)


def within(slope: float, number: Number, stated: float) -> float:
    """A slope of a probability, as far as it can go: from the low to the high end of the range it reaches
    neither below 0 nor above 1; `stated` is the probability as stated.
    """
    low, high = ((end - number.value) / _range(number) for end in (number.low or 0.0, number.high or 0.0))
    ends = np.clip([stated + slope * low, stated + slope * high], 0.0, 1.0)
    return float(ends[1] - ends[0])


def _differences(trials: Trials, numbers: Sequence[Number], step: float) -> Floats:
    """Central differences over `step` of the range to either side; at an edge of what is valid, inwards."""
    moves = [_ends(trials, number, step) for number in numbers]
    draws = [{number.path: end} for number, ends in zip(numbers, moves, strict=True) for end in ends]
    found = trials.outcomes_of(STAGE, draws).reshape(len(numbers), 2, -1)
    widths = np.array([(high - low) / _range(n) for n, (low, high) in zip(numbers, moves, strict=True)])
    return np.asarray((found[:, 1] - found[:, 0]) / widths[:, None])


def _ends(trials: Trials, number: Number, step: float) -> tuple[float, float]:
    half = step * _range(number)
    low, high = number.value - half, number.value + half
    if not trials.is_valid({number.path: low}):
        low = number.value
    if not trials.is_valid({number.path: high}):
        high = number.value
    return low, high


def _range(number: Number) -> float:
    return (number.high or 0.0) - (number.low or 0.0)
