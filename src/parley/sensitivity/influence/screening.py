"""Screening over the ranges: elementary effects (Morris 1991; Campolongo, Cariboni and Saltelli 2007)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from parley.game import Floats
from parley.scenario import at_quantile
from parley.scenario.quantities import Number
from parley.sensitivity.influence.trials import Trials

STAGE = "screening over the ranges"
LEVELS = 4
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
    from SALib.analyze import morris
    from SALib.sample.morris import sample

    problem = laid_out(len(numbers))
    ways = sample(problem, TRIES * trajectories, num_levels=LEVELS, seed=seed)
    ways = ways.reshape(-1, len(numbers) + 1, len(numbers))
    valid = valid_blocks(trials, STAGE, numbers, ways, trajectories)
    if not valid:
        return None
    rows = np.concatenate(valid)
    found = trials.outcomes_of(STAGE, [drawn(numbers, row) for row in rows])
    whole = np.isfinite(found).all(axis=1).reshape(len(valid), -1).all(axis=1)
    kept = np.repeat(whole, len(numbers) + 1)
    if not whole.any():
        return None
    effects = [
        morris.analyze(problem, rows[kept], found[kept, o], num_levels=LEVELS, seed=seed)
        for o in range(found.shape[1])
    ]
    return Screening(
        size=_column(effects, "mu_star"),
        mean=_column(effects, "mu"),
        spread=_column(effects, "sigma"),
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


def laid_out(count: int) -> dict[str, Any]:
    """So many numbers, each from 0 (the low end of its range) to 1, as SALib wants them."""
    return {"num_vars": count, "names": [str(n) for n in range(count)], "bounds": [[0.0, 1.0]] * count}


def drawn(numbers: Sequence[Number], row: Floats) -> dict[str, float]:
    """The values of numbers at the given parts of their spreads."""
    return {
        number.path: at_quantile(number, float(np.clip(u, 0.0, 1.0)))
        for number, u in zip(numbers, row, strict=True)
    }


def _column(effects: Sequence[Any], name: str) -> Floats:
    return np.stack([np.asarray(effect[name], dtype=float) for effect in effects], axis=1)
