"""Strategies read off a solution are the ones play follows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from parley.compiler import compile_game
from parley.scenario import read_scenario
from parley.solver import Beginning, Solution, play, play_log_odds, policy, solve

CASE = Path(__file__).resolve().parents[2] / "cases" / "ukraine-2025-plain"


@pytest.fixture(scope="module")
def solution() -> Solution:
    """The shipped case, a few rounds of it."""
    return solve(compile_game(read_scenario(CASE, {"horizon": "4 rounds"})))


def test_actions_of_the_first_round_follow_the_policy(solution: Solution) -> None:
    """Expected actions in round 0 are the floor's chance times the policy at the starting node."""
    s, start = solution.game.structure, solution.game.structure.start
    chances = policy(solution, 0, np.array([start])).chance[0, s.belief_nodes // 2]
    floor = solution.game.numbers.floor[s.floor_of[0], :, start]
    assert_allclose(play(solution).actions[0], floor[s.action_party][:, None] * chances, atol=1e-12)


def test_policies_are_probabilities(solution: Solution) -> None:
    """Each party's chances sum to one wherever it can act."""
    s = solution.game.structure
    chances = policy(solution, 2, np.array([s.start, s.start + 1])).chance
    for party in range(len(s.parties)):
        assert_allclose(chances[:, :, s.action_party == party].sum(axis=2), 1.0, atol=1e-12)


def test_a_round_past_the_horizon_is_refused(solution: Solution) -> None:
    """There is no policy in a round that is not played."""
    with pytest.raises(IndexError, match="round 4 of 4"):
        policy(solution, 4, np.array([solution.game.structure.start]))


def test_play_taken_up_later_goes_on_as_it_would_have(solution: Solution) -> None:
    """Playing from the middle with the masses reached there, by node, changes nothing afterwards."""
    s = solution.game.structure
    whole = play(solution)
    nodes = len(play_log_odds(solution))
    mass = np.zeros((2, s.situations, nodes))
    mass[:, s.start, nodes // 2] = 1.0
    early = play(solution, begin=Beginning(0, mass, np.array([0.5, 0.5])))
    assert_allclose(early.ended, whole.ended, atol=0)
    late = play(solution, begin=Beginning(2, mass, np.array([0.5, 0.5])))
    assert late.ended[:2].sum() == 0.0
    total = late.ended.sum(axis=(0, 1)) + late.situation[-1].sum(axis=0)
    assert_allclose(total, 1.0, atol=1e-12)
