"""A game near one that was solved: nothing left out, the same answer; nothing moved, that of the origin."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.properties.small_general import small_game

from parley.game import Game
from parley.solver import Near, near, play, solve, solve_origin
from parley.solver.general import nearby

FEATURES = {"one hidden", "three kinds", "turns", "ratified"}


def _changed(game: Game) -> Game:
    numbers = replace(game.numbers, flow=game.numbers.flow + 0.05, horizon=1.1 * game.numbers.horizon)
    return replace(game, numbers=numbers)


def _near(game: Game, changed: Game, workers: int = 2) -> Near:
    found = near(solve_origin(game, workers), changed, workers)
    assert found is not None
    return found


def test_the_origin_is_near_itself() -> None:
    """A game in which nothing is changed has the course of the origin, to the last bit."""
    game = small_game(5, FEATURES)
    assert np.array_equal(_near(game, game).course.ended, play(solve(game)).ended)


@pytest.mark.parametrize("features", [FEATURES, {"two hidden", "turns"}, {"together", "one hidden"}])
def test_with_nothing_left_out_a_changed_game_is_solved(
    features: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where every node is likely enough, worths and course are those of solving the changed game in full."""
    monkeypatch.setattr(nearby, "LIKELY", 0.0)
    game = small_game(5, features)
    found, full = _near(game, _changed(game)), solve(_changed(game))
    assert np.abs(found.solution.values - full.values).max() < 1e-4
    assert np.abs(found.course.ended - play(full).ended).max() < 1e-5
    assert np.abs(full.values - solve(game).values).max() > 1e-2


def test_a_small_game_is_solved_whole() -> None:
    """Where there is hardly more than is solved anew at least, nothing is left out, however unlikely."""
    game = small_game(5, FEATURES)
    origin = solve_origin(game)
    assert origin.least == 0.0
    found, full = near(origin, _changed(game)), solve(_changed(game))
    assert found is not None
    assert np.abs(found.course.ended - play(full).ended).max() < 1e-5


def test_what_is_left_out_costs_little_and_no_probability(monkeypatch: pytest.MonkeyPatch) -> None:
    """With unlikely nodes left out a change does nearly what it does in full, and all still sums to one."""
    monkeypatch.setattr(nearby, "ANEW", 2)
    game = small_game(5, FEATURES)
    assert solve_origin(game).least == nearby.LIKELY
    found, full, before = _near(game, _changed(game)), play(solve(_changed(game))), play(solve(game))
    moved = np.abs(full.ended - before.ended).max()
    assert np.abs(found.course.ended - full.ended).max() < max(0.1 * moved, 1e-3)
    total = found.course.ended.sum(axis=(0, 1)) + found.course.situation[-1].sum(axis=0)
    assert np.abs(total - 1.0).max() < 1e-12


def test_another_beginning_is_played_and_not_solved() -> None:
    """Where only the start moves, the origin's solution is played from there."""
    game = small_game(5, FEATURES)
    live = np.flatnonzero(np.repeat(game.structure.collapse < 0, game.structure.postures))
    start = int(live[live != game.structure.start][0])
    moved = replace(game, structure=replace(game.structure, start=start))
    origin = solve_origin(game)
    found = near(origin, moved)
    assert found is not None
    assert found.solution.worths is origin.solution.worths
    assert np.abs(found.course.ended - play(solve(moved)).ended).max() < 1e-3


def test_workers_change_nothing() -> None:
    """Any number of threads finds the same."""
    game = small_game(5, FEATURES)
    one, two = _near(game, _changed(game), 1), _near(game, _changed(game), 2)
    assert np.array_equal(one.solution.worths, two.solution.worths)
    assert np.abs(one.course.ended - two.course.ended).max() < 1e-15


def test_another_game_is_not_near() -> None:
    """A game of other actions or kinds is said to be none."""
    origin = solve_origin(small_game(5, FEATURES))
    assert near(origin, small_game(5, {"two hidden", "turns"})) is None
    assert near(origin, small_game(5, FEATURES, rounds=5)) is None
