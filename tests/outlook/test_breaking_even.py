"""Until when going on is worth more than a plan."""

from __future__ import annotations

from datetime import date, timedelta

from parley.outlook.breaking_even import breaks_even

DAYS = [date(2025, 1, 1) + timedelta(days=7 * n) for n in range(4)]


def test_the_first_round_without_a_gain_is_the_day() -> None:
    """A gain that is gone, or nought, breaks even; one that comes back later does not count."""
    assert breaks_even(DAYS, (2.0, 0.5, 0.0)) == 14
    assert breaks_even(DAYS, (2.0, -0.1, 3.0)) == 7


def test_who_would_sign_at_once_breaks_even_on_the_first_day() -> None:
    """No gain to begin with is nought days, and one that lasts is no day at all."""
    assert breaks_even(DAYS, (-1.0, 2.0, 2.0)) == 0
    assert breaks_even(DAYS, (1.0, 2.0, None)) is None
