"""A two-round screening game worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from parley.compiler import compile_game
from parley.game import Game
from parley.scenario import read_scenario_text
from parley.solver import play, solve
from parley.solver.reference import solve_by_reference

SCREENING = """
title: screening
as_of: 2025-01-01
round: 7 days
horizon: 2 rounds
belief_grid: {nodes: 21, limit: 6}
parties:
  south: {patience: {per_round: 0.9}, precision: PRECISION, values: {what: {low: 70, high: 50}}}
  north:
    patience: {per_round: 0.5}
    precision: PRECISION
    dispositions: {mild: {weight: WEIGHT}, hard: {weight: REST}}
    values: {what: {low: {mild: 30, hard: 10}, high: 50}}
issues: {what: [low, high]}
table:
  floor: {alternate: [south]}
  settlement: {signatories: [south, north]}
endings: {horizon: {north: {mild: 10, hard: 30}}}
"""


def _game(mild: int, precision: object = "perfect") -> Game:
    text = SCREENING.replace("PRECISION", str(precision))
    return compile_game(
        read_scenario_text(text.replace("WEIGHT", f"{mild} %").replace("REST", f"{100 - mild} %"))
    )


def test_south_screens_when_the_mild_are_likely_enough() -> None:
    """Low first: the mild take 30 rather than wait for half of 50, the hard wait, then get the high offer.

    South gets 70 from the mild and 0.9 x 50 from the hard; pooling on high would give 50.
    """
    solution = solve(_game(50))
    course = play(solution)
    assert solution.worth(0) == pytest.approx([70.0, 45.0], abs=1e-12)
    assert solution.worth(1) == pytest.approx([30.0, 25.0], abs=1e-12)
    assert course.ended[0].tolist() == [[1.0, 0.0], [0.0, 0.0], [0.0, 0.0]]
    assert course.ended[1].tolist() == [[0.0, 0.0], [0.0, 1.0], [0.0, 0.0]]
    assert course.residual == 0.0
    assert course.regret.max() < 1e-9


def test_refusal_tells_that_north_is_hard() -> None:
    """Those still fighting after the first offer are hard: belief lies at the end of the grid."""
    solution = solve(_game(50))
    course = play(solution)
    assert course.belief[1, :, 1].tolist() == [1.0] + [0.0] * (len(course.log_odds) - 1)
    assert not course.belief[1, :, 0].any()


def test_south_pools_when_the_hard_are_likely() -> None:
    """Below mild odds of 1 in 5, 70 m + 45 (1 - m) is less than 50: the high offer is made at once."""
    screens, pools = play(solve(_game(21))), play(solve(_game(19)))
    assert screens.ended[0, 0].tolist() == [1.0, 0.0]
    assert pools.ended[0, 1].tolist() == [1.0, 1.0]


def test_with_errors_the_last_round_is_a_formula() -> None:
    """In the last round answers depend on nothing but worths: logistic of precision times the gain."""
    game, precision = _game(50, 0.1), 0.1
    plain, solution = solve_by_reference(game), solve(game)
    gain = {("low", 0): 30 - 5, ("low", 1): 10 - 15, ("high", 0): 50 - 5, ("high", 1): 50 - 15}
    accept = {key: 1 / (1 + math.exp(-precision * value)) for key, value in gain.items()}
    low, high = (np.array([accept[plan, 0], accept[plan, 1]]) for plan in ("low", "high"))
    for b, log_odds in enumerate(solution.log_odds):
        mild = 1 / (1 + math.exp(-log_odds))
        belief = np.array([mild, 1 - mild])
        weights = np.exp(precision * np.array([0.0, 70 * belief @ low, 50 * belief @ high]))
        chance = weights / weights.sum()
        node = plain.nodes[1, 0, b]
        assert [node.chance[a][0] for a in range(3)] == pytest.approx(chance, abs=1e-12)
        assert node.accept[1, 0] == pytest.approx(low, abs=1e-12)
        own = chance[1] * 70 * low + chance[2] * 50 * high
        assert solution.values[1, 0, b, 0] == pytest.approx(own, abs=1e-10)


def test_with_errors_belief_after_a_refusal_agrees_with_the_answers() -> None:
    """In the first round the log-odds after a refusal are those the two dispositions' refusals imply."""
    plain = solve_by_reference(_game(50, 0.1))
    for b, log_odds in enumerate(plain.grid):
        node = plain.nodes[0, 0, b]
        for a in (1, 2):
            refuse = [1 - p for p in node.accept[a, 0]]
            told = np.clip(log_odds + math.log(refuse[0] / refuse[1]), plain.grid[0], plain.grid[-1])
            assert node.news[a, "refuse"] == pytest.approx(float(told), abs=1e-9)
