"""The draws of the benchmark of batches are solved as they would be one by one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from benchmarks.speed.batches import draws_of
from benchmarks.speed.common_game.sizes import SMALL, game_at

from parley.solver import solve, solve_stack


def test_draws_solved_together_are_those_solved_alone() -> None:
    """Each draw's worths are those of a game with its numbers, and draws differ from one another."""
    game = game_at(SMALL)
    numbers = draws_of(game, 5)
    together = solve_stack(game, numbers)
    for k in range(5):
        alone = solve(replace(game, numbers=replace(game.numbers, flow=numbers["flow"][k])))
        assert np.abs(together[k] - alone.values[0]).max() < 1e-9
    assert len(np.unique(together[:, game.structure.start, 0, 0, 0])) == 5
