"""Dated probabilities scored against what happened, worked out by hand."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest

from parley.errors import UsageError
from parley.inference.scoring.by_date import Forecast, Happened, score_by_date

DAYS = [date(2025, 1, 1) + timedelta(days=91 * n) for n in range(5)]
FORECAST = Forecast(
    "a-case",
    "A case",
    DAYS,
    {"settlement:a": [0.0, 0.4, 0.5, 0.5, 0.5], "collapse:b": [0.0, 0.0, 0.1, 0.2, 0.3]},
)


def test_an_ending_is_scored_at_every_date_before_and_after_it() -> None:
    """Still fighting before it, the ending after it, with the probabilities given to each."""
    found = score_by_date(FORECAST, Happened(DAYS[2], "collapse:b", date(2025, 6, 1)))
    stood = {one.day: one.stood for one in found.dates}
    assert stood[DAYS[1]] == "still_fighting"
    assert stood[DAYS[2]] == stood[DAYS[4]] == "collapse:b"
    by = {one.day: one for one in found.dates}
    assert by[DAYS[1]].given["model"] == pytest.approx(0.6)
    assert by[DAYS[1]].brier["model"] == pytest.approx((0.4**2 + 0.4**2) / 2)
    assert by[DAYS[4]].log["model"] == pytest.approx(-math.log2(0.3))
    assert by[DAYS[4]].brier["model"] == pytest.approx((0.5**2 + 0.7**2 + 0.2**2) / 2)
    # It ended in the second round, to which the model gave a tenth.
    assert found.course["model"] == pytest.approx(-math.log2(0.1))


def test_constant_hazards_agree_at_the_horizon_and_lie_between_before_it() -> None:
    """They have the model's probabilities at the end, and an even hazard on the way."""
    found = score_by_date(FORECAST, Happened(DAYS[-1]))
    last = found.dates[-1]
    assert last.given["constant hazards"] == pytest.approx(last.given["model"])
    half = next(one for one in found.dates if one.day == DAYS[2])
    assert half.given["constant hazards"] == pytest.approx(math.sqrt(0.2))


def test_only_dates_that_have_passed_are_scored() -> None:
    """A war still going on is scored up to the last day known of; before the first date nothing is."""
    found = score_by_date(FORECAST, Happened(DAYS[2]))
    assert max(one.day for one in found.dates) == DAYS[2]
    assert found.course["model"] == pytest.approx(-math.log2(0.4))
    with pytest.raises(UsageError, match="no date of the outlook has passed"):
        score_by_date(FORECAST, Happened(DAYS[0]))


def test_what_was_ruled_out_is_said_to_have_been() -> None:
    """A log score of an impossible ending is no number, and says so."""
    sure = Forecast("c", "C", DAYS, {"settlement:a": [0.0, 0.5, 1.0, 1.0, 1.0], "collapse:b": [0.0] * 5})
    found = score_by_date(sure, Happened(DAYS[1], "collapse:b", DAYS[1]))
    assert found.mean_log["model"] is None
    assert found.course["model"] is None
    assert found.mean_brier["model"] > 0.5


def test_the_outside_view_stands_beside() -> None:
    """Its probabilities of the same endings are scored by the same rules."""
    outside = {"settlement:a": [0.0, 0.01, 0.02, 0.03, 0.04], "collapse:b": [0.0, 0.05, 0.1, 0.15, 0.2]}
    found = score_by_date(FORECAST, Happened(DAYS[-1]), outside)
    assert found.dates[-1].given["outside view"] == pytest.approx(0.76)
    assert found.mean_brier["outside view"] < found.mean_brier["model"]


def test_an_ending_the_outlook_does_not_have_is_refused() -> None:
    """With the nearest one."""
    with pytest.raises(UsageError, match="did you mean 'collapse:b'"):
        score_by_date(FORECAST, Happened(DAYS[1], "collapse:c", DAYS[1]))
