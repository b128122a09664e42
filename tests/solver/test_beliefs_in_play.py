"""Beliefs in play: on a finer grid than the solver's, and what is read there."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest
from numpy.testing import assert_allclose

from parley.compiler import compile_game
from parley.scenario import read_scenario_text
from parley.solver import Course, analyst_prior, play, play_log_odds, solve
from parley.solver.kernel.private_information import finer_nodes

TALKS = """
title: talks that tell a little at a time
as_of: 2025-01-01
round: 7 days
horizon: 12 rounds
belief_grid: {nodes: NODES, limit: 4}
parties:
  ann: {precision: 0.3, values: {what: {low: 70, high: 40}}, flow: -1 per round}
  bob:
    precision: 0.15
    dispositions: {mild: {weight: 40 %}, hard: {weight: 60 %}}
    values: {what: {low: {mild: 40, hard: 10}, high: {mild: 60, hard: 50}}}
    flow: {mild: -2 per round, hard: -1 per round}
issues: {what: [low, high]}
table:
  floor: {ann: 30 % per round, bob: 30 % per round}
  settlement: {signatories: [ann, bob]}
endings: {horizon: {ann: 20, bob: {mild: 15, hard: 30}}}
"""


def _played(nodes: int) -> Course:
    return play(solve(compile_game(read_scenario_text(TALKS.replace("NODES", str(nodes))))))


@pytest.mark.parametrize(("nodes", "limit"), [(3, 1.0), (7, 4.0), (13, 4.0), (21, 6.0), (25, 4.0), (61, 4.0)])
def test_play_distinguishes_more_beliefs_than_the_solver(nodes: int, limit: float) -> None:
    """Its steps are a third at most, its nodes hold the solver's, and no whole row more would be filled."""
    coarse = np.linspace(-limit, limit, nodes)
    fine = finer_nodes(coarse)
    steps = np.diff(fine)
    assert steps.max() <= 1 / 3 + 1e-12
    assert_allclose(steps, steps[0])
    each = (len(fine) - 1) // (nodes - 1)
    assert_allclose(fine[::each], coarse, atol=1e-12)
    if each > 1:
        assert -(-len(fine) // 8) < -(-(len(fine) + nodes - 1) // 8)
    else:
        assert steps[0] == pytest.approx(coarse[1] - coarse[0])


def test_where_nothing_is_hidden_there_is_one_node() -> None:
    """A grid of one node stays one."""
    assert finer_nodes(np.zeros(1)).tolist() == [0.0]


def test_a_coarse_solution_is_played_closer_to_a_fine_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Split among more nodes, probability ends nearer to where it ends on a grid too fine to matter.

    What is left is what the solver itself misses between its nodes.
    """
    fine = _played(97).ended.sum(axis=0)
    finely = np.abs(_played(7).ended.sum(axis=0) - fine).max()
    for module in ("play", "players"):
        monkeypatch.setattr(
            import_module(f"parley.solver.{module}"), "play_log_odds", lambda solution: solution.log_odds
        )
    coarsely = np.abs(_played(7).ended.sum(axis=0) - fine).max()
    assert finely < 0.8 * coarsely


def test_beliefs_in_play_are_bayes() -> None:
    """Among wars that are at the same log-odds the dispositions are as likely as these say."""
    solution = solve(compile_game(read_scenario_text(TALKS.replace("NODES", "97"))))
    course = play(solution)
    prior = analyst_prior(solution)
    joint = course.belief[6] * prior
    believed = 1.0 / (1.0 + np.exp(-(solution.game.numbers.analyst_prior + course.log_odds)))
    weights = joint.sum(axis=1)
    found = joint[:, 0] / np.maximum(weights, 1e-300)
    assert np.average(np.abs(found - believed), weights=weights) < 0.005
    assert len(play_log_odds(solution)) == len(course.log_odds)
