"""The solver agrees with game trees written out independently, with exact beliefs and no grid."""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import seeds
from tests.brute_force.small_signals import numbers, signals
from tests.brute_force.tree import Tree
from tests.properties.small_games import tables

from parley.compiler import compile_game
from parley.scenario import read_scenario_text
from parley.solver import solve

POINTS = 1e-9
"""Rounding in sums of worths of up to about a hundred points."""


def solved(data: Mapping[str, object]) -> np.ndarray:
    """Worth of the game to every party by disposition, [i, h]."""
    scenario = read_scenario_text(json.dumps(data))
    solution = solve(compile_game(scenario), workers=1)
    return np.array([solution.worth(i) for i in range(len(scenario.parties))])


def enumerated(data: Mapping[str, object]) -> np.ndarray:
    """The same from the written-out tree."""
    return np.array(Tree(read_scenario_text(json.dumps(data))).worth())


@seeds.drawn(40)
@given(tables(hidden=False))
def test_every_feature_without_hidden_dispositions(data: dict[str, object]) -> None:
    """On random games of every feature of the language, worths agree to rounding."""
    assert np.abs(solved(data) - enumerated(data)).max() < POINTS


@seeds.drawn(20)
@given(tables(hidden=False), st.sampled_from([14, 21]))
def test_rounds_that_grow(data: dict[str, object], days: int) -> None:
    """With weeks first and longer rounds later, what is stated per week holds for so much longer."""
    data["round"] = [{"length": "7 days", "for": "1 rounds"}, f"{days} days"]
    assert np.abs(solved(data) - enumerated(data)).max() < POINTS


@seeds.drawn(40)
@given(numbers())
def test_one_round_with_a_hidden_disposition(drawn: Mapping[str, float]) -> None:
    """In one round no belief is read between nodes; on a grid wide enough for any news worths agree."""
    data = signals(1, 21, drawn, limit=40)
    # Both stop where beliefs and choices agree to 1e-12 or so; stiff games pass that on a hundredfold.
    assert np.abs(solved(data) - enumerated(data)).max() < 1e-8


SIGNALLING = [
    {"precision": 0.19, "prior": 0.87, "own": 0.15, "hard": 30.0, "up": 0.37, "cost": 2.5},
    {"precision": 0.12, "prior": 0.52, "own": 0.12, "hard": 37.0, "up": 0.33, "cost": 1.5},
    {"precision": 0.02, "prior": 0.62, "own": 0.68, "hard": 38.0, "up": 0.17, "cost": 4.5},
]


@pytest.mark.parametrize("drawn", SIGNALLING, ids=lambda drawn: f"precision {drawn['precision']}")
def test_two_rounds_of_signalling(drawn: Mapping[str, float]) -> None:
    """Beliefs read between nodes err at second order: four times the nodes, about a sixteenth."""
    exact = enumerated(signals(2, 21, drawn))
    error = {nodes: np.abs(solved(signals(2, nodes, drawn)) - exact).max() for nodes in (41, 161)}
    # Worths bend most where a reply turns, within about 1 / (precision x stakes) of log-odds: 0.1 points at
    # a step of 0.4 for the steepest of these games.
    assert error[41] < 0.1
    # A sixteenth, were the second derivative the same at both; a sixth where a kink lies near a node.
    assert error[161] < error[41] / 6


def test_signalling_needs_the_belief() -> None:
    """The comparison is not empty: the same game at another belief has other worths."""
    one, other = SIGNALLING[0], {**SIGNALLING[0], "own": 0.8}
    assert np.abs(enumerated(signals(1, 21, one)) - enumerated(signals(1, 21, other))).max() > 0.5


def test_perfect_play_is_agreed_on() -> None:
    """With perfect precision both take the first of the best."""
    data = signals(3, 3, {**SIGNALLING[0], "hard": 30.0})
    text = json.dumps(data)
    for split, plain in (('{"mild": 40, "hard": 30.0}', "40"), ('{"mild": 60, "hard": 90}', "60")):
        text = text.replace(split, plain)
    opened = json.loads(text)
    north, south = opened["parties"]["north"], opened["parties"]["south"]
    del north["dispositions"], south["beliefs"]
    north["flow"], north["precision"], south["precision"] = "-2 per round", "perfect", "perfect"
    opened["theatre"]["front"]["step"]["up"] = "20 % per round"
    opened["gestures"]["favour"]["cost"] = 1
    opened["endings"]["breakdown"]["worth"]["north"] = 10
    opened["endings"]["horizon"]["north"] = 30
    assert np.abs(solved(opened) - enumerated(opened)).max() < POINTS
