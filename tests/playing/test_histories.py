"""Sample paths: as often as the outlook says, the same for the same seed, and whole stories."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from tests.dealing.test_table import HIDDEN, TWO

from parley.compiler import compile_game
from parley.errors import UsageError
from parley.game.names import STILL_FIGHTING
from parley.playing import sample_histories
from parley.scenario import read_scenario_text
from parley.solver import analyst_prior, play, solve

EXTENDED = """
title: both may be either, the answer costs, and talks come after deeds
as_of: 2025-01-01
round: 7 days
horizon: 4 rounds
belief_grid: {nodes: 9, limit: 4}
parties:
  north:
    patience: {half_life: 1 year}
    precision: 0.3
    dispositions: {mild: {weight: 50 %}, hard: {weight: 50 %}}
    beliefs: {south: {calm: 60 %}}
    values: {land: {here: {mild: 70, hard: 30}, there: 10}}
  south:
    patience: {half_life: 1 year}
    precision: 0.3
    dispositions: {calm: {weight: 40 %}, keen: {weight: 60 %}}
    beliefs: {north: {mild: 30 %}}
    values: {land: {here: {calm: 50, keen: 20}, there: 80}}
issues: {land: [here, there]}
gestures: {favour: {by: north, cost: {mild: 0.1, hard: 3}}}
table:
  floor: {north: 40 % per round, south: 40 % per round}
  settlement: {signatories: [north, south], refused: 2, ratified: 90 %}
endings: {horizon: {north: 45, south: 40}}
"""

MANY = 4000
FEWER = 1000
# Four standard errors of a share of one half: a fair sampler is outside once in sixteen thousand.
CHANCE = 4 * 0.5 / MANY**0.5


@pytest.mark.parametrize(
    "text", [TWO, HIDDEN, EXTENDED], ids=["nothing hidden", "a hidden party", "the extended form"]
)
def test_histories_end_as_often_as_the_course_says(text: str) -> None:
    """The share of histories that reach each ending is its probability, up to chance."""
    scenario = read_scenario_text(text)
    solution = solve(compile_game(scenario))
    course = play(solution)
    expected = course.ended.sum(axis=0) @ analyst_prior(solution)
    # Every history of the extended form stands at log-odds of its own, where the node is solved again.
    many = FEWER if text == EXTENDED else MANY
    near = CHANCE * (MANY / many) ** 0.5
    found: Counter[str] = Counter(one.ending for one in sample_histories(scenario, solution, many, seed=7))
    for name, chance in zip(solution.game.structure.endings, expected, strict=True):
        assert abs(found[name] / many - chance) < near, name
    assert abs(found[STILL_FIGHTING] / many - (1.0 - expected.sum())) < near


def test_acts_come_as_often_as_the_course_says() -> None:
    """Each action is taken as often as the exact course of play expects it."""
    scenario = read_scenario_text(HIDDEN)
    solution = solve(compile_game(scenario))
    expected = play(solution).actions.sum(axis=0) @ analyst_prior(solution)
    drawn = sample_histories(scenario, solution, MANY, seed=11)
    counts = Counter(str(step.action) for one in drawn for step in one.steps if step.action)
    for action in set(solution.game.structure.actions):
        of = [a for a, name in enumerate(solution.game.structure.actions) if name == action]
        # A count over six rounds spreads at most as wide as six rounds of coins do.
        assert abs(counts[action] / MANY - expected[of].sum()) < CHANCE * 6**0.5, action


def test_the_same_seed_draws_the_same_and_more_draws_leave_the_first() -> None:
    """Seeded draws repeat; another seed draws others; the first of many are the few."""
    scenario = read_scenario_text(HIDDEN)
    solution = solve(compile_game(scenario))
    few = sample_histories(scenario, solution, 3, seed=1)
    assert few == sample_histories(scenario, solution, 20, seed=1)[:3]
    assert sample_histories(scenario, solution, 20, seed=1) != sample_histories(
        scenario, solution, 20, seed=2
    )


def test_a_history_is_whole() -> None:
    """Its rounds follow one another, it ends once, beliefs are probabilities, and prior ones at first."""
    scenario = read_scenario_text(HIDDEN)
    solution = solve(compile_game(scenario))
    for one in sample_histories(scenario, solution, 50, seed=3):
        assert [step.round for step in one.steps] == list(range(len(one.steps)))
        assert one.disposition in ("mild", "hard")
        assert one.steps[0].belief == pytest.approx({"mild": 0.5, "hard": 0.5})
        assert all(np.isclose(sum(step.belief.values()), 1.0) for step in one.steps)
        assert (one.ending == STILL_FIGHTING) == (len(one.steps) == 6 and not one.ending.settles)


def test_a_count_that_makes_no_sense_is_refused() -> None:
    """Nought paths are none."""
    scenario = read_scenario_text(TWO)
    with pytest.raises(UsageError, match="sample paths"):
        sample_histories(scenario, solve(compile_game(scenario)), 0, seed=1)
