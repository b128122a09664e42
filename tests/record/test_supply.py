"""Aid beside what is needed, month by month: paces that go on, stocks that run out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.record.coding import record

from parley.cli.ledger import ledger_text
from parley.record import read_record
from parley.record.ledgers import LEDGERS, Ledger, Options
from parley.record.ledgers.rules.circumstances.supply import Gap, Month
from parley.record.rows import Fact

UKRAINE = read_record(Path(__file__).parents[2] / "cases" / "ukraine-2025")


def _fact(name: str, parameter: str, low: float | None, high: float | None, unit: str, when: str) -> Fact:
    return Fact(name, "parameter", parameter, low, high, unit, when, None, f"paper {name}", "", "seen", "")


NEED = _fact("F1", "shells needed, by the staff", 3.1, 3.1, "k per day", "2025")
PATRON = _fact("F2", "shells from the patron, on average", 2, 2, "k per day", "2025")
LEFT = _fact("F3", "shells left from the patron", 100, 180, "k", "2025-03-01")
OTHERS = _fact("F4", "shells from others", None, 1.1, "k per day", "2025")


def _supply(*facts: Fact) -> Ledger[Month]:
    known = replace(record(until=date(2025, 3, 20)), facts=facts)
    return LEDGERS["supply"](known, date(2025, 3, 20), Options())


def test_a_stock_is_used_up_at_the_stated_pace() -> None:
    """At two a day 100 to 180 last 50 to 90 days; then the gap is what the patron brought."""
    ledger = _supply(NEED, PATRON, LEFT, OTHERS)
    march, april, may, june = ledger.entries[:4]
    assert (march.available_low, march.available_high) == pytest.approx((62 + 34.1, 62 + 34.1))
    # Of 100, 62 went in March, so that 38 are left for the thirty days of April; of 180 all sixty come.
    assert (april.available_low, april.available_high) == pytest.approx((38 + 33, 60 + 33))
    assert (may.available_low, may.available_high) == pytest.approx((34.1, 34.1 + 58))
    assert (june.gap_low, june.gap_high) == pytest.approx((60, 60))
    found = [one.finding for one in ledger.entries[:4]]
    assert found == [Gap.MET, Gap.MAY_FALL_SHORT, Gap.SHORT, Gap.SHORT]
    assert [one.run_out for one in ledger.entries[1:4]] == [
        ("the patron perhaps",),
        ("the patron perhaps",),
        ("the patron surely",),
    ]
    assert ledger.notes == (
        "shells from the patron runs out between 2025-04-20 and 2025-05-30 at the stated pace",
        "shells is short at either end of the ranges from 2025-05 on",
    )


def test_a_source_without_a_stock_goes_on() -> None:
    """Nothing runs out of which nobody said what is left; the months of a year are listed, by their days."""
    ledger = _supply(NEED, PATRON, OTHERS)
    assert [one.id for one in ledger.entries][::11] == ["2025-03", "2026-02"]
    assert {one.finding for one in ledger.entries} == {Gap.MET}
    assert ledger.entries[-1].needed_low == pytest.approx(28 * 3.1)


@pytest.mark.parametrize(
    "other",
    [
        _fact("F2", "shells from the patron", 2, 2, "tonnes per day", "2025"),
        _fact("F2", "rifles from the patron", 2, 2, "k per day", "2025"),
        _fact("F2", "shells from the patron", None, None, "k per day", "2025"),
        _fact("F2", "shells from the patron", 2, 2, "k", "2025"),
    ],
)
def test_what_does_not_fit_is_not_set_beside_the_need(other: Fact) -> None:
    """Another unit, another kind, no figure and no pace say nothing of what is to be had."""
    assert _supply(NEED, other).entries == ()
    assert _supply(PATRON, OTHERS).entries == ()


def test_a_stock_without_a_day_is_no_end() -> None:
    """A stock in another unit or without a day leaves the source as one that goes on."""
    for left in (replace(LEFT, unit="tonnes"), replace(LEFT, as_of="spring"), replace(LEFT, as_of="2025-13")):
        assert {one.finding for one in _supply(NEED, PATRON, left, OTHERS).entries} == {Gap.MET}


def test_the_ledger_names_the_facts_it_rests_on() -> None:
    """Of Ukraine: short from May 2025 at either end of the ranges; the facts behind it are printed."""
    ledger: Ledger[Month] = LEDGERS["supply"](UKRAINE, date(2025, 3, 19), Options())
    first_short = next(one for one in ledger.entries if one.finding is Gap.SHORT)
    assert first_short.id == "2025-05"
    assert first_short.ids == ("F44", "F45", "F47", "F46")
    assert "F47 (partial)" in ledger_text(ledger, UKRAINE)
