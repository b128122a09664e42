"""Screening over the ranges: elementary effects (Morris 1991; Campolongo, Cariboni and Saltelli 2007)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from parley.game import Floats
from parley.scenario import at_quantile
from parley.scenario.quantities import Number
from parley.sensitivity.influence.morris import effects, ways
from parley.sensitivity.influence.trials import Trials

STAGE = "screening over the ranges"
TRIES = 8
"""So many times more trajectories than wanted are laid out, for some may leave what is valid."""

OUTSIDE = "the ranges together allow values that make no valid scenario"


@dataclass(frozen=True)
class Screening:
    """Effects of moving each number over its whole range, others anywhere in theirs; [number, outcome].

    `size` is the mean absolute effect, `mean` the mean with its sign, `spread` its standard deviation.
    `trajectories` counts those solved whole.
    """

    size: Floats
    mean: Floats
    spread: Floats
    trajectories: int


def screen(trials: Trials, numbers: Sequence[Number], trajectories: int, seed: int) -> Screening | None:
    """Walk through the ranges on `trajectories` ways that change one number at a time; None if none holds."""
    tried = ways(len(numbers), TRIES * trajectories, seed)
    valid = valid_blocks(trials, STAGE, numbers, tried, trajectories)
    if not valid:
        return None
    rows = np.concatenate(valid)
    found = trials.outcomes_of(STAGE, [drawn(numbers, row) for row in rows])
    found = found.reshape(len(valid), len(numbers) + 1, -1)
    whole = np.isfinite(found).all(axis=(1, 2))
    if not whole.any():
        return None
    each = effects(np.stack(valid)[whole], found[whole])
    return Screening(
        size=np.abs(each).mean(axis=0),
        mean=each.mean(axis=0),
        spread=each.std(axis=0, ddof=1) if len(each) > 1 else np.zeros(each.shape[1:]),
        trajectories=int(whole.sum()),
    )


def valid_blocks(
    trials: Trials, stage: str, numbers: Sequence[Number], blocks: Iterable[Floats], wanted: int
) -> list[Floats]:
    """The first blocks [draw, number] of which every draw can be solved; those left out are reported."""
    valid: list[Floats] = []
    left_out = 0
    for block in blocks:
        if all(trials.is_valid(drawn(numbers, row)) for row in block):
            valid.append(block)
        else:
            left_out += len(block)
        if len(valid) == wanted:
            break
    trials.leave_out(stage, OUTSIDE, left_out)
    return valid


def drawn(numbers: Sequence[Number], row: Floats) -> dict[str, float]:
    """The values of numbers at the given parts of their spreads."""
    return {
        number.path: at_quantile(number, float(np.clip(u, 0.0, 1.0)))
        for number, u in zip(numbers, row, strict=True)
    }
