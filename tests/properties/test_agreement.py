"""The fast kernel and the plain solver give the same answer on random games of every feature."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from hypothesis import Phase, given
from hypothesis import strategies as st
from tests import seeds
from tests.properties.small_games import PARTIES, games, tables

from parley.compiler import compile_game
from parley.game import Game
from parley.scenario import read_scenario_text
from parley.solver import solve
from parley.solver.reference import solve_by_reference

drawn = seeds.drawn(25, (Phase.explicit, Phase.generate))
"""No shrinking: a failing game is small enough to read."""


@drawn
@given(games())
def test_kernel_agrees_with_plain_solver(game: Game) -> None:
    """Worths agree to 1e-9 everywhere, and beliefs are consistent in both."""
    solution, plain = solve(game), solve_by_reference(game)
    assert solution.residual < 1e-9
    assert np.abs(solution.values - plain.values).max() < 1e-9


@seeds.drawn(12, (Phase.explicit, Phase.generate))
@given(tables(True), st.sampled_from([2, 4, 8]))
def test_they_take_the_same_of_several_points(data: dict[str, Any], times: int) -> None:
    """Also where choices answer so steeply to beliefs that several beliefs agree with them."""
    for party in PARTIES:
        data["parties"][party]["precision"] = round(data["parties"][party]["precision"] * times, 4)
    data["horizon"] = "3 rounds"
    game = compile_game(read_scenario_text(json.dumps(data)))
    assert np.abs(solve(game).values - solve_by_reference(game).values).max() < 1e-7


@drawn
@given(tables(False), st.sets(st.sampled_from(PARTIES), min_size=1), st.permutations(PARTIES))
def test_they_agree_where_some_never_err_and_turns_alternate(
    data: dict[str, Any], perfect: set[str], turns: list[str]
) -> None:
    """Perfect choices jump and ties are broken by order; both do it alike."""
    for party in perfect:
        data["parties"][party]["precision"] = "perfect"
    data["table"]["floor"] = {"alternate": turns}
    game = compile_game(read_scenario_text(json.dumps(data)))
    assert np.abs(solve(game).values - solve_by_reference(game).values).max() < 1e-9


@seeds.drawn(8, (Phase.explicit, Phase.generate))
@given(tables(True), st.sampled_from([14, 28]))
def test_they_agree_where_rounds_grow(data: dict[str, Any], days: int) -> None:
    """Every number of a round is that of its own length in both."""
    data["round"] = [{"length": "7 days", "for": "1 rounds"}, f"{days} days"]
    data["horizon"] = "3 rounds"
    game = compile_game(read_scenario_text(json.dumps(data)))
    assert len(np.unique(game.numbers.discount, axis=0)) == 2
    assert np.abs(solve(game).values - solve_by_reference(game).values).max() < 1e-9
