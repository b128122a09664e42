"""Rates of ending and their exact intervals, against published values and closed forms."""

from __future__ import annotations

import pytest
from scipy.stats import chi2

from parley.outside_view import exact_interval
from parley.outside_view.hazards import weighted_interval

# Garwood's 95 % limits for a Poisson count, as tabulated (Garwood 1936; Ulm 1990).
TABLE = {0: (0.0, 3.689), 1: (0.025, 5.572), 2: (0.242, 7.225), 10: (4.795, 18.390), 50: (37.111, 65.919)}


@pytest.mark.parametrize(("count", "limits"), TABLE.items())
def test_the_interval_of_a_count_is_the_tabulated_one(count: int, limits: tuple[float, float]) -> None:
    """With one month of exposure the ends of the interval are Garwood's, to the table's three places."""
    hazard = exact_interval(count, 1.0, 0.95)
    assert (hazard.low, hazard.high) == pytest.approx(limits, abs=6e-4)


def test_two_ends_in_318_months_are_a_tenth_to_two_per_cent_a_month() -> None:
    """Wars after the third year ended by stalemate or compromise at 0.1 to 2 % a month."""
    hazard = exact_interval(2, 318.3)
    assert hazard.rate == pytest.approx(0.00628, abs=1e-5)
    assert hazard.low == pytest.approx(chi2.ppf(0.05, 4) / 2 / 318.3)
    assert hazard.high == pytest.approx(chi2.ppf(0.95, 6) / 2 / 318.3)


def test_one_weighted_count_has_the_exact_interval() -> None:
    """The interval of a sum of one count is the exact one, scaled."""
    exact = exact_interval(3, 100.0)
    assert weighted_interval([3], [0.5]) == pytest.approx((1.5, exact.low * 50, exact.high * 50))


def test_equal_weights_pool_the_counts_below_and_err_wide_above() -> None:
    """With equal weights both ends are those of the pooled count (Fay and Feuer 1997)."""
    middle, low, high = weighted_interval([2, 3, 0], [0.1, 0.1, 0.1])
    exact = exact_interval(5, 1.0)
    assert (middle, low, high) == pytest.approx((0.5, exact.low / 10, exact.high / 10))


def test_nothing_seen_leaves_room_above() -> None:
    """A kind of ending that was never seen may still happen: the interval is open above zero."""
    middle, low, high = weighted_interval([0, 0], [0.1, 0.3])
    assert (middle, low) == (0.0, 0.0)
    assert high > 0.8
