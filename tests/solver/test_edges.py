"""Numbers at the edge of what can be reckoned with: what comes out sums to one, or is refused."""

from __future__ import annotations

import numpy as np
import pytest
from tests.outlook.small_case import SMALL

from parley.compiler import compile_game
from parley.errors import SolutionError
from parley.scenario import read_scenario_text
from parley.solver import certify, play, solve

PIE = """
title: pie
as_of: 2025-01-01
round: 1 day
horizon: 3 rounds
parties:
  one: {patience: {per_round: 0.9}, precision: PRECISION}
  two: {patience: {per_round: 0.9}, precision: PRECISION}
issues: {pie: {split: [one, two], steps: 10}}
table:
  floor: {alternate: [one, two]}
  settlement: {signatories: [one, two]}
"""


@pytest.mark.parametrize("precision", ["1e-299", "1e-200", "1e-12", "1e-3"])
def test_whoever_chooses_blindly_chooses_among_what_there_is(precision: str) -> None:
    """However low a precision, no weight goes to places of a row in which there is no option."""
    course = play(solve(compile_game(read_scenario_text(PIE.replace("PRECISION", precision)))))
    certify(course)
    total = course.ended.sum(axis=(0, 1)) + course.situation[-1].sum(axis=0)
    assert total == pytest.approx([1.0], abs=1e-12)


def test_probabilities_that_do_not_sum_are_refused() -> None:
    """A course of figures that are none is no outlook, and the refusal says where to look."""
    course = play(solve(compile_game(read_scenario_text(SMALL))))
    course.ended[:] = np.nan
    with pytest.raises(SolutionError, match="decimal point"):
        certify(course)
