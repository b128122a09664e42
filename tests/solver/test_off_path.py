"""Residuals count where one deviation leads, for what is worth reaching rests on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.compiler import compile_game
from parley.scenario import read_scenario
from parley.solver import USUAL_RESIDUAL, Course, certify, play, solve

GAMES = Path(__file__).resolve().parents[2] / "benchmarks" / "known_games"
STATED = ("kreps-wilson-1982", "kreps-wilson-1982-turns")

DETERRED = {
    "belief_grid.nodes": 41,
    "endings.horizon.first.yielded": {"add": -0.1, "when": {"entry_1": "in", "answer_1": "yield"}},
}
"""The first entrant loses by coming in, however it is answered; so whether it is fought is never seen."""


def _played(name: str, precision: object) -> tuple[float, Course]:
    changes = {**DETERRED, "parties.incumbent.precision": precision}
    solution = solve(compile_game(read_scenario(GAMES / name, changes)), workers=1)
    return solution.residual, play(solution)


@pytest.mark.parametrize("name", STATED)
def test_a_node_one_deviation_leads_to_counts(name: str) -> None:
    """An incumbent that never errs has no answer to the first entrant that agrees with what it tells.

    Play never comes there, and is certified; entering would.
    """
    _, course = _played(name, "perfect")
    assert course.residual < 1e-9
    assert (course.unsettled == 0.0).all()
    assert course.residual_off_path > 1.0
    certify(course)


@pytest.mark.parametrize("name", STATED)
def test_where_all_is_settled_nobody_looks_further(name: str) -> None:
    """The bound is then the largest residual of all, which is no larger than usual."""
    anywhere, course = _played(name, 3)
    assert anywhere <= USUAL_RESIDUAL
    assert course.residual_off_path == anywhere
