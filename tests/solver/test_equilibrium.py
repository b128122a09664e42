"""The certificate: what is judged, where, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from parley.compiler import compile_game
from parley.errors import SolutionError
from parley.game import Game
from parley.scenario import read_scenario
from parley.solver import MOST_RESIDUAL, certify, play, solve, solve_and_play

PIE = Path(__file__).parents[2] / "cases" / "pie"


@pytest.fixture(scope="module")
def game() -> Game:
    """The shipped pie, for four rounds."""
    return compile_game(read_scenario(PIE, {"horizon": "4 rounds"}))


@pytest.mark.parametrize("residual", [MOST_RESIDUAL + 0.01, float("nan")])
def test_a_course_nobody_can_certify_is_refused(game: Game, residual: float) -> None:
    """Beliefs that do not follow from the choices they rest on are an error with advice, not a course."""
    course = replace(play(solve(game)), residual=residual)
    with pytest.raises(SolutionError, match="state a finite one"):
        certify(course)


def test_what_is_solved_and_played_is_certified(game: Game, monkeypatch: pytest.MonkeyPatch) -> None:
    """Solving and playing gives both, judged by the one limit there is."""
    found = solve_and_play(game)
    assert found.residual == 0.0
    assert found.course.residual == 0.0
    monkeypatch.setattr("parley.solver.equilibrium.MOST_RESIDUAL", -1.0)
    with pytest.raises(SolutionError):
        solve_and_play(game)
