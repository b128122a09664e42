"""Division of a pie: offers that leave the responder indifferent, and the shipped case."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from parley.compiler import compile_game
from parley.scenario import read_scenario, read_scenario_text
from parley.solver import play, solve
from parley.solver.reference import solve_by_reference

PIE = Path(__file__).parents[2] / "cases" / "pie"

TURNS = """
title: turns
as_of: 2025-01-01
round: 1 day
horizon: ROUNDS rounds
parties:
  ann: {patience: {per_round: 0.9}, precision: perfect}
  bob: {patience: {per_round: 0.8}, precision: perfect}
issues: {pie: {split: [ann, bob], steps: 4, reservation: true}}
table: {floor: {alternate: [ann, bob]}, settlement: {signatories: [ann, bob]}}
"""


@pytest.mark.parametrize("rounds", [1, 2, 3, 7, 40])
def test_reservation_offers_give_the_finite_answer_exactly(rounds: int) -> None:
    """Backward from the last offer, who offers keeps all but what the other gets by waiting (Stahl 1972)."""
    game = compile_game(read_scenario_text(TURNS.replace("ROUNDS", str(rounds))))
    solution = solve(game)
    keep = 100.0
    for t in reversed(range(rounds - 1)):
        keep = 100.0 - (0.8, 0.9)[t % 2] * keep
    assert solution.worth(0)[0] == pytest.approx(keep, abs=1e-9)
    assert solution.worth(1)[0] == pytest.approx(100.0 - keep, abs=1e-9)
    course = play(solution)
    assert course.ended[0].sum() == 1.0
    assert course.regret.max() < 1e-9


def test_far_from_the_end_the_division_is_rubinsteins() -> None:
    """Ann, who offers first, gets (1 - 0.8) / (1 - 0.9 x 0.8) of the pie (Rubinstein 1982)."""
    solution = solve(compile_game(read_scenario_text(TURNS.replace("ROUNDS", "200"))))
    # What is left of the last offer is 100 x 0.72^100, below rounding.
    assert solution.worth(0)[0] == pytest.approx(100 * 0.2 / 0.28, abs=1e-9)


def test_kernel_and_judge_agree_on_the_shipped_pie() -> None:
    """A hundred and one divisions, sixty rounds, two who err."""
    game = compile_game(read_scenario(PIE))
    solution, plain = solve(game), solve_by_reference(game)
    assert np.abs(solution.values - plain.values).max() < 1e-9


def test_the_judge_makes_the_same_reservation_offers() -> None:
    """Kernel and judge leave the responder indifferent at the same share."""
    game = compile_game(read_scenario_text(TURNS.replace("ROUNDS", "5")))
    assert np.abs(solve(game).values - solve_by_reference(game).values).max() < 1e-12
