"""Wars are scored by date, as worked out by hand."""

from __future__ import annotations

import math
from datetime import date

import pytest
from benchmarks.past_talks.filing import Outcome
from benchmarks.past_talks.fitting import best_of, halves, redrawn, simplest, within_noise
from benchmarks.past_talks.forecasting import PRESENT, Frictions, Said
from benchmarks.past_talks.scoring import COUNTED, LEAST, bits, counted_path, score_war

from parley.inference.scoring.by_date import CONSTANT, MODEL, OUTSIDE

DAYS = (date(2000, 1, 1), date(2000, 1, 31), date(2000, 4, 1))
ZERO = (0.0, 0.0, 0.0)
SAID = Said(DAYS, ((0.0, 0.25, 0.5), (0.0, 0.0, 0.25), ZERO), ((0.0, 0.5, 0.75), ZERO, ZERO))
COUNT = ((0.0, 0.1, 0.2), (0.0, 0.1, 0.2), ZERO)


def _outcome(ended: date | None, kind: str | None, until: date) -> Outcome:
    return Outcome(ended, kind, until, "", "", "")


def test_a_compromise_between_two_dates_is_scored_by_hand() -> None:
    """Fighting on the first date, a compromise by the second: bits and Brier scores are means of the two."""
    scored = score_war(SAID, _outcome(date(2000, 3, 1), "compromise", date(2000, 3, 1)), COUNT)
    assert scored.days == DAYS[1:]
    assert scored.over == (False, True)
    assert scored.log[MODEL] == pytest.approx((-math.log2(0.75) + 1.0) / 2)
    first = (0.25**2 + 0.25**2) / 2
    second = (0.5**2 + 0.25**2 + 0.25**2) / 2
    assert scored.brier[MODEL] == pytest.approx((first + second) / 2)
    assert scored.log[OUTSIDE] == pytest.approx((1.0 - math.log2(0.75)) / 2)
    assert scored.log[COUNTED] == pytest.approx((-math.log2(0.8) - math.log2(0.2)) / 2)
    assert scored.log2[MODEL] == pytest.approx(-math.log2(0.75))
    assert scored.brier2[MODEL] == pytest.approx(0.0625)
    assert scored.ended[MODEL] == pytest.approx((0.25, 0.75))


def test_constant_hazards_reach_the_models_own_end_evenly() -> None:
    """At the last date they say what the model says, before it what an unchanging hazard would."""
    scored = score_war(SAID, _outcome(None, None, date(2000, 4, 1)), COUNT)
    early = 1.0 - 0.25 ** (30 / 91)
    assert scored.log2[CONSTANT] == pytest.approx((-math.log2(1.0 - early) + 2.0) / 2)


def test_dates_that_have_not_passed_are_not_scored() -> None:
    """A war known of until February alone is scored at one date."""
    scored = score_war(SAID, _outcome(None, None, date(2000, 2, 20)), COUNT)
    assert scored.days == DAYS[1:2]
    assert scored.log[MODEL] == pytest.approx(-math.log2(0.75))


def test_no_surprise_is_beyond_ten_bits() -> None:
    """What was ruled out costs ten bits, and what was sure nothing."""
    assert bits(0.0) == bits(LEAST) == 10.0
    assert bits(1.0) == 0.0


def test_a_base_rate_is_endings_and_half_a_one_over_months() -> None:
    """Two wars of twelve months each, one of which ended in a compromise: 1.5 and 0.5 in 24 months."""
    start, horizon = date(2000, 1, 1), date(2001, 12, 31)
    end = date(2000, 12, 31)
    wars = [
        (start, horizon, _outcome(end, "compromise", end)),
        (start, horizon, _outcome(None, None, end)),
    ]
    path = counted_path(wars, (start, end))
    gone = -math.expm1(-(2.0 / (2 * 365)) * 365)
    assert path[0][1] == pytest.approx(0.75 * gone)
    assert path[1][1] == pytest.approx(0.25 * gone)
    assert path[0][0] == 0.0


def test_an_end_beyond_the_horizon_counts_as_none() -> None:
    """A war that ended after its horizon adds months up to it, and no ending."""
    start, horizon = date(2000, 1, 1), date(2000, 12, 31)
    late = _outcome(date(2003, 1, 1), "victory", date(2003, 1, 1))
    path = counted_path([(start, horizon, late)], (start, horizon))
    assert path[0][1] == path[1][1] == pytest.approx(-math.expm1(-1.0) / 2)


def test_halves_share_no_war_and_follow_the_seed() -> None:
    """The same seed draws the same halves, which together are all."""
    slugs = [f"war-{n}" for n in range(12)]
    fitted_on, tested_on = halves(slugs, 3)
    assert (fitted_on, tested_on) == halves(slugs, 3)
    assert len(fitted_on) == len(tested_on) == 6
    assert sorted({*fitted_on, *tested_on}) == sorted(slugs)
    assert any(halves(slugs, seed) != (fitted_on, tested_on) for seed in range(10))


def test_the_least_loss_is_fitted_and_the_least_change_adopted() -> None:
    """Of combinations that noise cannot tell apart, the one that departs least from before is taken."""
    other, better, bad = Frictions(0.25, 25.0, 2.0), Frictions(0.25, 2.5, 0.0), Frictions(4.0, 2.5, 0.0)
    losses = {
        PRESENT: {"a": 3.0, "b": 3.1},
        other: {"a": 1.0, "b": 1.0},
        better: {"a": 0.9, "b": 1.11},
        bad: {"a": 5.0, "b": 5.1},
    }
    assert best_of(losses, ["a", "b"]) == other
    assert best_of(losses, ["a"]) == better
    alike = within_noise(losses, ["a", "b"])
    assert set(alike) == {other, better}
    assert simplest(alike, losses) == better


def test_redrawn_differences_hold_their_mean() -> None:
    """Equal differences have no spread; the interval of others holds their mean."""
    assert redrawn([0.5, 0.5, 0.5]) == (0.5, 0.5)
    low, high = redrawn([0.0, 1.0, 2.0, 3.0])
    assert low < 1.5 < high
