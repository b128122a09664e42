"""Draws lie in their ranges, follow their spreads, and can be had again."""

from __future__ import annotations

import numpy as np
import pytest
from tests.sensitivity.study.studies import DUO

from parley.errors import UsageError
from parley.scenario import ranged_numbers, read_scenario_text, restate
from parley.sensitivity.study import METHODS, Method, draw

SCENARIO = read_scenario_text(DUO)


@pytest.mark.parametrize("method", METHODS)
def test_every_draw_lies_in_its_range_and_can_be_stated(method: Method) -> None:
    """Each value is between the stated ends, and the scenario takes it."""
    draws = draw(SCENARIO, 50, seed=3, method=method)
    numbers = ranged_numbers(SCENARIO)
    assert draws.paths == tuple(number.path for number in numbers)
    for p, number in enumerate(numbers):
        assert number.low is not None
        assert number.high is not None
        assert number.low <= draws.values[:, p].min() < draws.values[:, p].max() <= number.high
    again = restate(SCENARIO, draws.row(7))
    assert tuple(number.value for number in ranged_numbers(again)) == tuple(draws.values[7])


@pytest.mark.parametrize("method", METHODS)
def test_a_seed_gives_its_draws_again_and_another_gives_others(method: Method) -> None:
    """The seed decides the draws, to the last bit."""
    first, again, other = (draw(SCENARIO, 20, seed=seed, method=method).values for seed in (5, 5, 6))
    assert np.array_equal(first, again)
    assert not np.isclose(first, other).any()


def test_a_longer_sobol_study_begins_with_the_shorter_one() -> None:
    """The first draws are the same, whatever the count, powers of two or not."""
    longest = draw(SCENARIO, 300, seed=1).values
    for count in (1, 7, 64, 299):
        assert np.array_equal(draw(SCENARIO, count, seed=1).values, longest[:count])


def test_a_latin_hypercube_meets_every_slice_once() -> None:
    """Of n draws of a uniform number, one lies in each n-th of its range."""
    draws = draw(SCENARIO, 25, seed=1, method="latin")
    low, high = 0.7, 0.99
    place = (draws.values[:, draws.paths.index("parties.bob.patience.per_round")] - low) / (high - low)
    assert sorted(np.floor(place * 25).astype(int)) == list(range(25))


def test_a_triangular_spread_peaks_at_the_stated_value() -> None:
    """Its mean is that of the triangle; a uniform number's is the middle of its range."""
    draws = draw(SCENARIO, 4096, seed=1)
    means = dict(zip(draws.paths, draws.values.mean(axis=0), strict=True))
    # Sobol points of this number integrate a smooth function far better than to a thousandth.
    assert means["parties.ann.precision"] == pytest.approx((0.05 + 0.5 + 1) / 3, abs=1e-3)
    assert means["parties.ann.patience.per_round"] == pytest.approx((0.7 + 0.99) / 2, abs=1e-3)


def test_what_cannot_be_drawn_is_refused() -> None:
    """No range, no draw, no such method: each in a sentence."""
    certain = read_scenario_text("\n".join(line for line in _without_ranges().splitlines()))
    for asked, said in (
        (lambda: draw(certain, 5, seed=1), "no number of the scenario has a range"),
        (lambda: draw(SCENARIO, 0, seed=1), "at least one draw"),
        (lambda: draw(SCENARIO, 5, seed=1, method="dice"), "sobol or latin"),  # type: ignore[arg-type]
    ):
        with pytest.raises(UsageError, match=said):
            asked()  # type: ignore[no-untyped-call]


def _without_ranges() -> str:
    import re

    return re.sub(r"\{value: ([^,]+), range: \[[^]]*\][^}]*\}", r"\1", DUO)
