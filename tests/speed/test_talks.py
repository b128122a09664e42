"""The family of extended games that the speed benchmark grows is sound."""

from __future__ import annotations

import numpy as np
from benchmarks.speed.talks import SECOND, THIRD, along, war

from parley.game import belief_nodes, hidden_sides
from parley.solver import solve


def test_the_family_has_what_it_says() -> None:
    """Two hidden sides, three kinds and two, on a grid for each log-odds; beliefs agree with choices."""
    game = war({**THIRD, **SECOND}, 3)
    sides = hidden_sides(game)
    assert [len(side.kinds) for side in sides] == [3, 2]
    assert belief_nodes(sides) == game.size.belief_nodes == 27
    solution = solve(game)
    assert solution.residual < 1e-6
    assert np.isfinite(solution.values).all()


def test_an_axis_grows_alone() -> None:
    """A longer front makes more situations and nothing else more."""
    small, large = (along("levels of the front", length).size for length in (4, 9))
    assert large.situations == 2 * small.situations
    assert (large.belief_nodes, large.rounds) == (small.belief_nodes, small.rounds)
