"""A large game is solved where play can come to, and nothing that play sees is changed by that."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from parley.compiler import compile_game
from parley.game import NONE
from parley.scenario import read_scenario
from parley.solver import GeneralSolution, play, solve
from parley.solver.general_form import fill_in
from parley.solver.kernel.general import tables

CASE = Path(__file__).parents[2] / "cases" / "winter-war-1940"


def test_what_play_cannot_come_to_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the time for an appeal run out, the situations before that are neither solved nor missed."""
    game = compile_game(read_scenario(CASE, {"horizon": "5 rounds", "events.window.start": "closed"}))
    whole = solve(game)
    monkeypatch.setattr(tables, "SMALL", 0)
    part = solve(game)
    assert isinstance(whole, GeneralSolution)
    assert isinstance(part, GeneralSolution)
    found = tables.reachable(fill_in(game))
    assert 0 < found.sum() < len(found)
    assert found[game.structure.start]
    assert np.array_equal(part.worths[0][found], whole.worths[0][found])
    fallen = np.repeat(game.structure.collapse != NONE, game.structure.postures)
    assert not part.worths[0][~found & ~fallen].any()
    one, other = play(whole), play(part)
    assert np.array_equal(one.ended, other.ended)
    assert np.array_equal(one.belief, other.belief)
    assert not one.situation[:, ~found].any()
