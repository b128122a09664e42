"""Where beliefs have several fixed points, those taken are followed from a low precision."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from parley.compiler import compile_game
from parley.game import Floats, Game
from parley.scenario import read_scenario_text
from parley.solver import solve
from parley.solver.reference import solve_by_reference

GAME = Path(__file__).parent / "games" / "led.json"


@pytest.fixture(scope="module")
def game() -> Game:
    """A drawn game, precisions four times as high, in which silence can mean one thing or another."""
    return compile_game(read_scenario_text(GAME.read_text(encoding="utf-8")))


def _led_in(game: Game, steps: int, monkeypatch: pytest.MonkeyPatch) -> Floats:
    monkeypatch.setattr("parley.solver.rounds.STEPS", steps)
    monkeypatch.setattr("parley.solver.reference.STEPS", steps)
    return solve(game, workers=1).values


def test_eight_steps_lead_where_many_more_do(game: Game, monkeypatch: pytest.MonkeyPatch) -> None:
    """The point taken is that of the branch: it does not hang on how finely the branch is followed."""
    assert np.abs(solve(game, workers=1).values - _led_in(game, 64, monkeypatch)).max() < 1e-9


def test_without_a_lead_another_point_is_taken(game: Game, monkeypatch: pytest.MonkeyPatch) -> None:
    """Iterating at full precision from "no news" ends elsewhere, worth 32 points to somebody somewhere."""
    moved = np.abs(solve(game, workers=1).values - _led_in(game, 1, monkeypatch)).max()
    assert moved == pytest.approx(32.45, abs=0.01)


@pytest.mark.parametrize("steps", [1, 8])
def test_kernel_and_reference_are_led_alike(steps: int, game: Game, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a lead or without, both take the same point."""
    values = _led_in(game, steps, monkeypatch)
    assert np.abs(values - solve_by_reference(game).values).max() < 1e-9
