"""Many games of one structure in one call."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from tests.compiler.scenes import game_of

from parley.compiler import compile_game
from parley.errors import UsageError
from parley.game import Game
from parley.scenario import read_scenario_text
from parley.solver import play, quick_solution, solve, solve_each, solve_stack

PIE = """
title: a pie
as_of: 2025-01-01
round: 7 days
horizon: 7 rounds
parties:
  ann: {patience: {per_round: 0.9}, precision: 0.2}
  bob: {patience: {per_round: 0.8}, precision: 0.3}
issues: {pie: {split: [ann, bob], steps: 20}}
table: {floor: {alternate: [ann, bob]}, settlement: {signatories: [ann, bob]}}
"""


def _variants(game: Game, count: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(1)
    precision = game.numbers.precision * rng.uniform(0.5, 2.0, (count, len(game.numbers.precision)))
    worth = game.numbers.package_worth + rng.normal(size=(count, *game.numbers.package_worth.shape))
    return {"precision": precision, "package_worth": worth}


@pytest.mark.parametrize("hidden", [False, True])
def test_a_stack_gives_what_each_game_gives(hidden: bool) -> None:
    """Solving in one call changes no bit of any answer, whatever the number of threads."""
    game = game_of() if hidden else compile_game(read_scenario_text(PIE))
    stacks = _variants(game, 5)
    stacked = solve_stack(game, stacks, workers=2)
    assert_array_equal(stacked, solve_stack(game, stacks, workers=1))
    for k in range(5):
        numbers = replace(game.numbers, **{name: stack[k] for name, stack in stacks.items()})
        assert_array_equal(stacked[k], solve(replace(game, numbers=numbers)).values[0])
    assert np.abs(stacked[0] - stacked[1]).max() > 0.01


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ({"precision": np.ones((2, 2)), "discount": np.ones((3, 1, 2))}, "one length"),
        ({"precision": np.ones((2, 5))}, "expected a field of numbers of shape"),
        ({"labels": np.ones((2, 1))}, "labels cannot be stacked"),
        ({"patience": np.ones((2, 1))}, "patience cannot be stacked"),
        ({}, "one length"),
    ],
)
def test_stacks_that_do_not_fit_are_refused(numbers: dict[str, np.ndarray], message: str) -> None:
    """A stack of another shape, or of something that is no number, is named."""
    with pytest.raises(UsageError, match=message):
        solve_stack(compile_game(read_scenario_text(PIE)), numbers)


def test_games_come_back_in_order_and_one_at_a_time() -> None:
    """Solutions stream: a game is taken only when an answer is asked for, within the memory allowed."""
    game, taken = game_of(), []

    def games() -> object:
        for k in range(4):
            taken.append(k)
            yield replace(game, numbers=replace(game.numbers, breakdown_chance=0.1 * k))

    solutions = solve_each(games(), workers=2, memory_limit=1)  # type: ignore[arg-type]
    first = next(solutions)
    assert len(taken) == 2
    rest = [first, *solutions]
    assert [s.game.numbers.breakdown_chance for s in rest] == pytest.approx([0.0, 0.1, 0.2, 0.3])


@pytest.mark.parametrize("hidden", [False, True])
def test_keeping_only_the_first_round_changes_nothing_in_it(hidden: bool) -> None:
    """Worths and news of the first round are the same bits; such a solution cannot be played."""
    game = game_of() if hidden else compile_game(read_scenario_text(PIE))
    whole = quick_solution(solve(game))
    first = quick_solution(solve(game, keep_rounds=False))
    assert_array_equal(first.values[0], whole.values[0])
    assert_array_equal(first.told[0], whole.told[0])
    assert len(first.worths) == 1
    with pytest.raises(UsageError, match="cannot be played"):
        play(first)
