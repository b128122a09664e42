"""The search for what a refusal tells ends, also where worths cross between the ends of the grid."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from parley.compiler import compile_game
from parley.game import Game
from parley.scenario import read_scenario_text
from parley.solver import play, policy, solve
from parley.solver.reference import solve_by_reference

GAME = Path(__file__).parent / "games" / "crossing.json"


@pytest.fixture(scope="module")
def game() -> Game:
    """A settlement put to a side whose two kinds want opposite things of those who learn which it is."""
    return compile_game(read_scenario_text(GAME.read_text(encoding="utf-8")))


def test_a_search_tries_each_end_of_the_grid_once(game: Game) -> None:
    """Both solvers find the point within, where they used to hop from end to end for ever."""
    solution, plain = solve(game), solve_by_reference(game)
    assert play(solution).residual < 1e-9
    assert max(node.residual for node in plain.nodes.values()) < 1e-9
    assert np.abs(solution.values - plain.values).max() < 1e-9


def test_the_answer_is_the_one_that_is_consistent(game: Game) -> None:
    """In the second round the first kind accepts with 51 %, the second with 30 %."""
    s = game.structure
    chances = policy(solve(game), 1, np.array([s.start]))
    assert chances.accept[0, s.belief_nodes // 2, 0, 0] == pytest.approx([0.5124, 0.2963], abs=1e-4)
