"""Shares of the spread: Sobol's first-order and total indices (Saltelli and others 2010), with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parley.game import Floats
from parley.outlook.influence.screening import drawn, laid_out, valid_blocks
from parley.outlook.influence.trials import Trials
from parley.scenario.quantities import Number

STAGE = "shares of the spread"
TRIES = 4
STILL = 1e-12
"""An outcome that varies less than this over all draws has no spread to share out."""


@dataclass(frozen=True)
class Sobol:
    """Sobol indices of some numbers, the others at their stated values; [number, outcome].

    `first` is the part of the variance a number explains alone, `total` with all its interactions; the
    margins are half-widths of 95 % intervals (bootstrap). `levels` [outcome, 3]: p10, p50 and p90 of each
    outcome over the draws. `bases` counts the base draws solved whole.
    """

    first: Floats
    first_margin: Floats
    total: Floats
    total_margin: Floats
    levels: Floats
    bases: int


def share_out(trials: Trials, numbers: Sequence[Number], bases: int, seed: int) -> Sobol | None:
    """Solve `bases` x (numbers + 2) draws and share the variance out; None if fewer than two bases hold."""
    from SALib.sample.sobol import sample

    problem = laid_out(len(numbers))
    rows = sample(problem, TRIES * bases, calc_second_order=False, seed=seed)
    blocks = rows.reshape(-1, len(numbers) + 2, len(numbers))
    valid = valid_blocks(trials, STAGE, numbers, blocks, bases)
    draws = [drawn(numbers, row) for block in valid for row in block]
    if not draws:
        return None
    found = trials.outcomes_of(STAGE, draws).reshape(len(valid), len(numbers) + 2, -1)
    whole = np.isfinite(found).all(axis=(1, 2))
    if whole.sum() < 2:
        return None
    return _analysed(found[whole], len(numbers), seed)


def _analysed(found: Floats, count: int, seed: int) -> Sobol:
    """Analyse the outcomes [base, draw, outcome] of whole blocks."""
    from SALib.analyze import sobol

    outcomes = found.shape[2]
    indices = {name: np.zeros((count, outcomes)) for name in ("S1", "S1_conf", "ST", "ST_conf")}
    for o in range(outcomes):
        answers = found[:, :, o].ravel()
        if answers.std() <= STILL:
            continue
        analysed = sobol.analyze(laid_out(count), answers, calc_second_order=False, seed=seed)
        for name, column in indices.items():
            column[:, o] = analysed[name]
    # Only the first and last row of a block are drawn independently of the numbers' order.
    ends = found[:, [0, -1], :].reshape(-1, outcomes)
    return Sobol(
        first=indices["S1"],
        first_margin=indices["S1_conf"],
        total=indices["ST"],
        total_margin=indices["ST_conf"],
        levels=np.quantile(ends, [0.1, 0.5, 0.9], axis=0).T,
        bases=len(found),
    )
