"""Elementary effects: ways through the unit cube that change one number at a time (Morris 1991).

The measure of size is that of Campolongo, Cariboni and Saltelli (2007): the mean of absolute effects, which
do not cancel where a number works both ways.
"""

from __future__ import annotations

import numpy as np

from parley.game import Floats

LEVELS = 4
"""Each number takes one of so many values, evenly from 0 to 1."""

STEP = LEVELS / (2 * (LEVELS - 1))
"""How far a number is moved; of an even number of levels, this step meets all of them alike often."""


def ways(numbers: int, count: int, seed: int) -> Floats:
    """Random ways through the cube, [way, draw, number]: each begins at a level and moves every number once,
    up or down, in random order.
    """
    generator = np.random.default_rng(seed)
    starts = np.linspace(0.0, 1.0 - STEP, LEVELS // 2)
    found = np.empty((count, numbers + 1, numbers))
    for way in found:
        turn = np.arange(numbers)
        generator.shuffle(turn)
        up = generator.choice([-1, 1], numbers) > 0
        low = generator.choice(starts, numbers)
        moved = np.arange(numbers + 1)[:, None] > turn
        way[:] = low + STEP * (moved == up)
    return found


def effects(walked: Floats, outcomes: Floats) -> Floats:
    """What each number did, for its whole range, on each way: [way, number, outcome].

    `walked` [way, draw, number] are ways, `outcomes` [way, draw, outcome] what came of their draws.
    """
    moves = np.diff(walked, axis=1)
    turn = np.argmax(moves != 0.0, axis=1)
    by = np.take_along_axis(moves, turn[:, None, :], axis=1)[:, 0]
    changes = np.take_along_axis(np.diff(outcomes, axis=1), turn[:, :, None], axis=1)
    return np.asarray(changes / by[:, :, None])
