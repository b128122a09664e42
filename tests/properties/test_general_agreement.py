"""The general kernel says what its reference says, by feature and by pair, and what the quick one says."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from tests.properties.small_games import games
from tests.properties.small_general import FEATURES, small_game

from parley.game import Game, needs_general
from parley.solver import play, solve
from parley.solver.general.playing import begin_general, play_general
from parley.solver.general.reference import solve_by_general_reference
from parley.solver.general.solving import solve_general

POINTS = 1e-9
PAIRS = list(itertools.combinations(FEATURES, 2))


def apart(game: Game) -> float:
    """How far kernel and reference are apart on a game, in points; beliefs must be consistent."""
    solution, plain = solve(game), solve_by_general_reference(game)
    general, never_err = game.structure.general, np.isinf(game.numbers.precision).any()
    # Those who never err and answer at once may have no answers that agree; the certificate then says so.
    if not (never_err and general is not None and general.together is not None):
        assert solution.residual < POINTS
    return float(np.abs(solution.values - plain.values).max())


@pytest.mark.parametrize("feature", FEATURES)
def test_kernel_agrees_with_reference_on_every_feature(feature: str) -> None:
    """Worths agree to 1e-9 on random small games of one feature and a hidden disposition."""
    game = small_game(3, {feature, "one hidden"})
    assert needs_general(game)
    assert apart(game) < POINTS


def test_kernel_agrees_with_reference_on_chosen_pairs() -> None:
    """Worths agree on a few pairs of features that meet inside one choice."""
    for seed, pair in enumerate(
        [("two hidden", "together"), ("three kinds", "votes"), ("turns", "ratified")]
    ):
        assert apart(small_game(seed, {*pair, "one hidden"})) < POINTS, pair


@pytest.mark.slow
@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
def test_kernel_agrees_with_reference_on_every_pair(pair: tuple[str, str]) -> None:
    """Worths agree to 1e-9 on random small games of every pair of features."""
    assert apart(small_game(PAIRS.index(pair), {*pair, "one hidden"})) < POINTS


@settings(max_examples=12, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
@given(games())
def test_general_engine_agrees_with_the_quick_way(game: Game) -> None:
    """A plain game is worth the same both ways; where nothing is hidden it is played the same, too.

    But for games in which several beliefs agree with the choices they rest on: there each way keeps its own.
    """
    quick, general = solve(game), solve_general(game)
    if np.abs(quick.values - general.values).max() > POINTS:
        anew = solve(game, from_low_precision=True)
        assert np.abs(quick.values - anew.values).max() > POINTS
        assert max(quick.residual, general.residual, anew.residual) < POINTS
        return
    one, other = play(quick), play_general(general, 2, begin_general(general))
    # Between belief nodes the quick way mixes the strategies of both, the general engine solves there.
    within = 1e-12 if game.structure.belief_nodes == 1 else 0.01
    assert np.abs(one.ended - other.ended).max() < within


def test_it_matters_what_is_stated() -> None:
    """The comparison is not empty: each feature moves the worths of the same game without it."""
    for feature in set(FEATURES) - {"two hidden", "three kinds", "a fact", "turns"}:
        plain, with_it = small_game(3, {"one hidden"}), small_game(3, {feature, "one hidden"})
        moved = solve(plain).values.shape != solve(with_it).values.shape
        assert moved or np.abs(solve(plain).values - solve(with_it).values).max() > 1e-6, feature


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_workers_change_nothing(workers: int) -> None:
    """Any number of threads gives the same worths and the same course, to the last bit."""
    game = small_game(5, {"two hidden", "turns", "votes"})
    one, many = solve(game, 1), solve(game, workers)
    assert np.array_equal(one.values, many.values)
    assert np.abs(play(one, 1).ended - play(many, workers).ended).max() < 1e-15


def test_probability_is_kept() -> None:
    """Endings and still fighting sum to one for every profile, whatever a game states."""
    for seed, features in enumerate(
        [FEATURES, {"two hidden", "three kinds"}, {"a fact", "together", "turns"}]
    ):
        game = small_game(seed, features, rounds=3)
        course = play(solve(game))
        total = np.cumsum(course.ended.sum(axis=1), axis=0) + course.situation[1:].sum(axis=1)
        assert np.abs(total - 1.0).max() < 1e-12
