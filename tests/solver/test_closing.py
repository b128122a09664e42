"""Where damped steps go to and fro for ever, the point of a choice is closed in on."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from parley.compiler import compile_game
from parley.game import Floats
from parley.scenario import read_scenario
from parley.solver import solve
from parley.solver.general.reference import solve_by_general_reference
from parley.solver.reference import solve_by_reference
from parley.solver.searching import Closing, read_news

GAMES = Path(__file__).resolve().parents[2] / "benchmarks" / "known_games"
STEP = 1e4


def _news(point: Floats) -> Floats:
    """An option whose news falls by ten thousand for every log-odds beyond 0.7, beside one that tells 0.2."""
    return np.array([1.5 - STEP * max(point[0] - 0.7, 0.0), 0.2])


def test_the_point_is_found_where_choices_answer_ten_thousand_times_as_steeply() -> None:
    """On the steep side of the kink, to the last digits that such a slope leaves."""
    closing = Closing(_news, np.zeros(2), -4.0, 4.0, 0.5, [0, 1])
    point, residual = closing.run(np.zeros(2), math.inf)
    assert point == pytest.approx([0.7 + 0.8 / (STEP + 1.0), 0.2], abs=1e-12)
    assert residual < 1e-9


def test_options_held_alike_are_moved_together() -> None:
    """What one of them leaves behind the other does."""

    def news(point: Floats) -> Floats:
        return np.array([*_news(point), _news(point)[0]])

    point, residual = Closing(news, np.zeros(3), -4.0, 4.0, 0.5, [0, 1, 0]).run(np.zeros(3), math.inf)
    assert point[2] == point[0]
    assert residual < 1e-9


def test_what_lies_beyond_the_grid_is_its_end() -> None:
    """Evidence is clipped, and the gap is that of what is clipped."""
    point, residual = Closing(lambda _: np.array([9.0, -5.0]), np.zeros(2), -4.0, 4.0, 0.5, [0, 1]).run(
        np.zeros(2), math.inf
    )
    assert point == pytest.approx([4.0, -4.0])
    assert residual == 0.0


def test_no_point_is_worse_than_the_one_begun_with() -> None:
    """Where an option's own equation has several roots there may be none on the way; the best stays."""
    closing = Closing(lambda point: 3.0 * np.sign(point), np.array([0.1, -0.1]), -2.0, 2.0, 0.5, [0, 1])
    _, residual = closing.run(np.array([1.9, -1.9]), 0.1)
    assert residual <= 0.1


def test_what_is_hardly_ever_done_tells_something_too() -> None:
    """With chances below the smallest number there is, log-odds are those of the worths."""
    news = read_news(np.array([[0.0, 0.0], [-4.0, -3.0]]), 2000.0)
    assert news == pytest.approx([0.0, -2000.0])


@pytest.mark.parametrize("precision", [200, 2000])
def test_entry_is_answered_alike_by_all_four_solvers(precision: float) -> None:
    """Kreps and Wilson (1982) with steep choices: quick kernel, general kernel, and both references.

    With turns for rounds it is another statement of one game, so the first entrant sees the same worth.
    """
    changes = {"parties.incumbent.precision": precision, "belief_grid.nodes": 17}
    plain = compile_game(read_scenario(GAMES / "kreps-wilson-1982", changes))
    turns = compile_game(read_scenario(GAMES / "kreps-wilson-1982-turns", changes))
    quick, general = solve(plain), solve(turns)
    assert max(quick.residual, general.residual) < 1e-8
    assert np.abs(quick.values - solve_by_reference(plain).values).max() < 1e-9
    assert np.abs(general.values - solve_by_general_reference(turns).values).max() < 1e-9
    first, other = (one.values[0, one.game.structure.start] for one in (quick, general))
    assert np.abs(first - other).max() < 1e-9
