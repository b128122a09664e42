"""The common game of the speed benchmark is one game, whichever way it is solved."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.speed.common_game.in_c import c_loop
from benchmarks.speed.common_game.plainly import solve_by_reference
from benchmarks.speed.common_game.sizes import HUGE, LARGE, SCALES, SMALL, Scale, game_at
from benchmarks.speed.common_game.with_numpy import solve_with_numpy

from parley.solver import solve

ALIKE = 1e-9


def named(scale: Scale) -> str:
    """How a size is called in a list of tests."""
    return scale.name


@pytest.mark.parametrize("scale", SCALES, ids=named)
def test_the_scenario_states_the_game_that_is_written_out_in_numpy(scale: Scale) -> None:
    """The solver's worths of every round and position are those of the definition."""
    solution = solve(game_at(scale))
    assert solution.values.shape == (scale.rounds + 1, scale.positions, 1, 2, 1)
    assert np.abs(solution.values[:, :, 0, :, 0] - solve_with_numpy(scale)).max() < ALIKE


@pytest.mark.parametrize("scale", (SMALL, LARGE), ids=named)
def test_plain_python_finds_the_same(scale: Scale) -> None:
    """The definition written out without arrays gives the same worths."""
    assert np.abs(np.array(solve_by_reference(scale)) - solve_with_numpy(scale)).max() < ALIKE


@pytest.mark.parametrize("scale", SCALES, ids=named)
def test_the_loop_in_c_finds_the_same(scale: Scale) -> None:
    """What we are measured against computes the same thing."""
    loop = c_loop()
    if loop is None:
        pytest.skip("no C compiler on this machine")
    assert np.abs(loop(scale) - solve_with_numpy(scale)).max() < ALIKE


def test_the_sizes_are_those_that_are_published() -> None:
    """Positions, divisions and rounds are those of the figures we print beside ours."""
    assert [(s.positions, s.divisions, s.rounds) for s in (SMALL, LARGE, HUGE)] == [
        (11, 21, 40),
        (11, 216, 400),
        (101, 216, 400),
    ]
    structure = game_at(SMALL).structure
    assert (structure.situations, structure.rounds, len(structure.packages)) == (11, 40, 21)


def test_a_long_war_is_worth_more_to_whom_the_front_favours() -> None:
    """Away from the ends, each position is worth more to Ann, and less to Bob, than the one before."""
    worths = solve_with_numpy(SMALL)[0]
    assert (np.diff(worths[:, 0]) > 0).all()
    assert (np.diff(worths[:, 1]) < 0).all()
