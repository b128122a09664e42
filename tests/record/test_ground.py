"""Ground gained while talks were open and on the other days, from dated facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from parley.record import read_record
from parley.record.ledgers import LEDGERS, Ledger, Options
from parley.record.ledgers.rules.talks.channels import Channel
from parley.record.ledgers.rules.talks.ground import days_of, ground_on
from parley.record.rows import Fact

UKRAINE = read_record(Path(__file__).parents[2] / "cases" / "ukraine-2025")


def _fact(name: str, low: float, high: float | None, unit: str, when: str) -> Fact:
    return Fact(name, "parameter", "Northern gain, counted", low, high, unit, when, None, "", "", "seen", "")


def test_a_month_is_spread_over_its_own_days() -> None:
    """A figure for February counts a twenty-eighth for each of its days, one for a year its average day."""
    facts = [
        _fact("F1", 28, 56, "km2 per month", "2025-02"),
        _fact("F2", 365, None, "km2 per year", "2025"),
    ]
    (found,) = ground_on(facts, days_of(date(2025, 1, 30), date(2025, 2, 3)))
    # Two days of January are known by the year alone.
    assert (found.low, found.high) == pytest.approx((1.0, 1.5))
    assert (found.days, found.facts, found.series) == (4, ("F1", "F2"), "Northern gain")
    assert found.middle == pytest.approx(1.25)


def test_what_measures_no_ground_is_left_out() -> None:
    """Other units, spans of years and days no month has say nothing of ground on a day."""
    facts = [
        _fact("F1", 10, 10, "persons per month", "2025-02"),
        _fact("F2", 10, 10, "km2", "2025-02"),
        _fact("F3", 10, 10, "km2 per month", "2025-02-30"),
        _fact("F4", 10, 10, "km2 per month", "1951-53"),
        _fact("F5", 10, 10, "km2 per month", "spring"),
    ]
    assert ground_on(facts, days_of(date(2025, 2, 1), date(2025, 3, 1))) == ()


def test_ground_in_talks_stands_beside_ground_outside_them() -> None:
    """Of Ukraine: Russia gained less a day after 12 February, over the seventeen days a fact covers."""
    ledger: Ledger[Channel] = LEDGERS["channels"](UKRAINE, date(2025, 3, 19), Options())
    first = ledger.entries[0]
    assert first.between == ("RUS", "USA")
    assert first.ground == ("Russian net gain: 7.0 to 12.6 km2 a day over 17 days (F23)",)
    february = 0.5 * (196 + 354) / 28
    assert first.ground_a_day == pytest.approx(february)
    months = [(610, 31), (676, 30), (465, 31), (376.5, 31)]
    before = (sum(km for km, _ in months) + 11 * february) / (sum(days for _, days in months) + 11)
    assert first.ground_a_day_otherwise == pytest.approx(before)


def test_a_record_without_such_facts_says_nothing() -> None:
    """Where no fact measures ground the columns are empty."""
    bare = replace(UKRAINE, facts=())
    ledger: Ledger[Channel] = LEDGERS["channels"](bare, date(2025, 3, 19), Options())
    assert {(one.ground, one.ground_otherwise, one.ground_a_day) for one in ledger.entries} == {
        ((), (), None)
    }
