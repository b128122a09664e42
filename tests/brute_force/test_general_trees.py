"""The general engine agrees with trees of extended games written out independently, with exact beliefs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pytest
from tests.brute_force.general_tree import ArrayTree
from tests.properties.small_general import FEATURES, NORTH, PATRON, SOUTH, small_game

from parley.game import Game, Hidden, Stretched, needs_general
from parley.solver import solve
from parley.solver.general.reference import solve_by_general_reference

POINTS = 1e-9
OPEN = sorted(set(FEATURES) - {"two hidden", "three kinds", "a fact", "together"})


def apart(game: Game) -> float:
    """How far the engine is from the tree at the start of a game, in points."""
    solution = solve(game)
    found = np.stack([solution.worth(i) for i in range(3)])
    return float(np.abs(found - ArrayTree(game).worth()).max())


@pytest.mark.parametrize("feature", OPEN)
def test_every_feature_where_nothing_is_hidden(feature: str) -> None:
    """Over several rounds worths agree to rounding: no belief is read between nodes."""
    assert apart(small_game(11, {feature}, rounds=3 if feature != "turns" else 2)) < POINTS


HIDDEN: list[Collection[str]] = [
    {"one hidden", "votes", "refusals"},
    {"three kinds", "walking out", "ratified"},
    {"two hidden", "costs", "worths", "balance"},
    {"two hidden", "three kinds", "votes"},
]


@pytest.mark.parametrize("features", HIDDEN, ids=lambda features: " and ".join(sorted(features)))
def test_one_round_with_hidden_sides(features: Collection[str]) -> None:
    """In one round of one turn no belief is read between nodes; on grids wide enough worths agree."""
    # Both stop where beliefs and choices agree to 1e-11 or so; stiff games pass that on a hundredfold.
    assert apart(small_game(4, features, rounds=1, limit=30.0)) < 1e-8


@pytest.mark.parametrize("features", [(), ("turns",), ("votes", "refusals"), ("costs", "one hidden")])
def test_a_protocol_that_forces_a_move(features: Collection[str]) -> None:
    """Without holding whoever speaks must act, and passes where nothing can be done, in all three."""
    hidden = "one hidden" in features
    rounds = 1 if hidden else 3 if "turns" not in features else 2
    game = small_game(11, {*features, "no holding"}, rounds=rounds, limit=30.0 if hidden else 3.0)
    assert "hold" not in game.structure.actions
    assert needs_general(game)
    free = small_game(11, features, rounds=rounds, limit=30.0 if hidden else 3.0)
    assert len(free.structure.actions) == len(game.structure.actions) + 3
    within = 1e-8 if hidden else POINTS
    assert apart(game) < within
    assert np.abs(solve(game).values - solve_by_general_reference(game).values).max() < within


def three_turns(nodes: int) -> Game:
    """One round: a side of three kinds acts, then one of two, whom the first answers, then an open party."""
    game = small_game(8, {"two hidden", "three kinds", "turns"}, rounds=1)
    s, n = game.structure, game.numbers
    assert s.general is not None and s.general.hidden is not None and n.general is not None
    floor = np.zeros((1, 3, 3, s.situations))
    floor[0, [0, 1, 2], [NORTH, SOUTH, PATRON]] = 0.7
    allowed = np.zeros((3, len(s.actions)), dtype=np.bool_)
    for a, name in enumerate(s.actions):
        party = int(s.action_party[a])
        may = {
            NORTH: ("hold", "set:aid:off"),
            SOUTH: ("hold", "propose:aid"),
            PATRON: ("hold", "set:aid:on"),
        }
        allowed[[NORTH, SOUTH, PATRON].index(party), a] = name in may[party]
    sides = tuple(Hidden(x.name, x.party, x.kinds, nodes, 3.0) for x in s.general.hidden)
    shape = replace(s.general, turns=("deeds", "words", "talks"), action_turn=allowed, hidden=sides)
    numbers = replace(n.general, floor=Stretched(np.zeros(1, dtype=np.int64), floor))
    return Game(replace(s, general=shape), replace(n, general=numbers), game.size)


def test_two_hidden_sides_three_kinds_three_turns() -> None:
    """Beliefs are read between nodes from turn to turn: the error falls about as the square of the step."""
    exact = ArrayTree(three_turns(3)).worth()

    def error(nodes: int) -> float:
        solution = solve(three_turns(nodes))
        return float(np.abs(np.stack([solution.worth(i) for i in range(3)]) - exact).max())

    coarse, fine = error(7), error(25)
    assert coarse > 1e-6, "the comparison is empty where beliefs do not matter"
    # A sixteenth, were the second derivative the same at both; a sixth where a kink lies near a node.
    assert fine < coarse / 6
    assert fine < 1e-3
