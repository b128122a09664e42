"""The three looks at influence, on functions whose answers are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest

from parley.game import Floats
from parley.outlook.influence.screening import screen
from parley.outlook.influence.slopes import slopes
from parley.outlook.influence.sobol import share_out
from parley.outlook.influence.trials import Trials
from parley.scenario.quantities import Number

A = Number(2.0, "a", low=0.0, high=4.0)
B = Number(0.5, "b", low=0.0, high=1.0)
C = Number(1.0, "c", low=0.0, high=2.0)


class Known(Trials):
    """Trials of a plain function instead of a game; values may be invalid or fail."""

    def __init__(
        self,
        function: Callable[..., float],
        valid: Callable[..., bool] = lambda **_: True,
        fails: Callable[..., bool] = lambda **_: False,
    ):
        self.function, self.valid, self.fails = function, valid, fails
        self.solved = 0
        self.left_out: list[int] = []

    def is_valid(self, values: Mapping[str, float]) -> bool:
        """Whether the rule holds, numbers that are not named at their stated values."""
        return self.valid(**self._all(values))

    def leave_out(self, stage: str, reason: str, count: int) -> None:
        """Count what was left out."""
        self.left_out.append(count)

    def outcomes_of(self, stage: str, draws: Sequence[Mapping[str, float]], workers: int = 2) -> Floats:
        """The function at each draw; nan where it fails."""
        self.solved += len(draws)
        every = [self._all(values) for values in draws]
        return np.array([[np.nan if self.fails(**v) else self.function(**v)] for v in every])

    @staticmethod
    def _all(values: Mapping[str, float]) -> dict[str, float]:
        return {"a": 2.0, "b": 0.5, "c": 1.0} | dict(values)


def test_slopes_are_those_of_the_function_over_the_whole_range() -> None:
    """A slope is the derivative at the stated value times the width of the range; a bend shows itself."""
    found = slopes(Known(lambda a, b, c: a**2 + 3 * b + np.sin(40 * c)), [A, B, C], [2, 0, 1])
    assert found.slope[0, 0] == pytest.approx(2 * 2.0 * 4.0)
    assert found.slope[1, 0] == pytest.approx(3.0)
    assert found.slope[2, 0] == pytest.approx(2 * 40 * np.cos(40), rel=0.2)
    assert found.bend[1, 0] == pytest.approx(0.0, abs=1e-12)
    assert found.bend[2, 0] > 1.0


def test_a_slope_at_the_edge_of_what_is_valid_is_taken_inwards() -> None:
    """Where a step would leave the valid scenarios the difference is taken from the stated value."""
    found = slopes(Known(lambda a, b, c: 5 * a, valid=lambda a, b, c: a <= 2.0), [A, B], [0])
    assert found.slope[0, 0] == pytest.approx(20.0)
    assert np.isnan(found.slope[1, 0]), "a number that was not chosen has no slope"


def test_screening_finds_effects_over_the_range_with_their_sign() -> None:
    """A linear number has its whole effect and no spread; one that does nothing has none."""
    found = screen(Known(lambda a, b, c: 3 * a - 2 * b), [A, B, C], trajectories=6, seed=4)
    assert found is not None
    assert found.size[:, 0] == pytest.approx([12.0, 2.0, 0.0])
    assert found.mean[:, 0] == pytest.approx([12.0, -2.0, 0.0])
    assert found.spread[:, 0] == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)
    assert found.trajectories == 6


def test_screening_leaves_out_ways_that_are_not_valid_and_says_so() -> None:
    """Ways through the ranges that leave the valid scenarios are replaced by others and counted."""
    trials = Known(lambda a, b, c: a + b, valid=lambda a, b, c: a < 4.0 or b < 1.0)
    found = screen(trials, [A, B, C], trajectories=5, seed=4)
    assert found is not None and found.trajectories == 5
    assert trials.left_out[0] > 0 and trials.left_out[0] % 4 == 0


def test_a_way_with_a_failure_is_left_out_whole() -> None:
    """One failed solve spoils its own way only."""
    failing = Known(lambda a, b, c: a + b, fails=lambda a, b, c: a == 0.0 and c == 0.0)
    found = screen(failing, [A, B, C], trajectories=8, seed=4)
    assert found is not None and 0 < found.trajectories < 8
    assert found.size[:, 0] == pytest.approx([4.0, 1.0, 0.0])


def test_shares_of_a_sum_are_shares_of_its_variance() -> None:
    """For a sum the first and total indices are each part's variance in the whole."""
    found = share_out(Known(lambda a, b, c: a + 2 * b), [A, B, C], bases=512, seed=7)
    assert found is not None
    # Over uniform ranges of width 4 and (twice) 1 the variances are 16/12 and 4/12.
    assert found.first[:, 0] == pytest.approx([0.8, 0.2, 0.0], abs=0.03)
    assert found.total[:, 0] == pytest.approx([0.8, 0.2, 0.0], abs=0.03)
    assert found.levels[0, 1] == pytest.approx(3.0, abs=0.1)


def test_an_interaction_shows_in_the_total_alone() -> None:
    """Two numbers that only act together have no share of their own and the whole between them."""
    product = Known(lambda a, b, c: (a - 2) * (b - 0.5))
    found = share_out(product, [A, B], bases=512, seed=7)
    assert found is not None
    assert found.first[:, 0] == pytest.approx([0.0, 0.0], abs=0.1)
    assert found.total[:, 0] == pytest.approx([1.0, 1.0], abs=0.1)


def test_an_outcome_that_does_not_vary_has_no_shares() -> None:
    """Nothing is divided by no variance."""
    found = share_out(Known(lambda a, b, c: 1.0), [A, B], bases=16, seed=7)
    assert found is not None
    assert not found.total.any() and not found.first.any()


def test_bases_that_fail_are_left_out_whole() -> None:
    """A base draw with a failure among its solves is left out, and the rest is shared out."""
    failing = Known(lambda a, b, c: a + 2 * b, fails=lambda a, b, c: a > 3.9)
    found = share_out(failing, [A, B], bases=256, seed=7)
    assert found is not None and 200 < found.bases < 256
    assert found.total[:, 0] == pytest.approx([0.8, 0.2], abs=0.06)


def test_nothing_valid_is_none() -> None:
    """Where no way and no base is valid there is no finding."""
    trials = Known(lambda a, b, c: a, valid=lambda a, b, c: False)
    assert screen(trials, [A, B], trajectories=2, seed=1) is None
    assert share_out(trials, [A, B], bases=4, seed=1) is None
