"""Favours beside a motive somebody named: whose it is, when they came, and what was made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.record.coding import day, move, record

from parley.record import Move, read_record
from parley.record.ledgers import LEDGERS, Ledger, Options
from parley.record.ledgers.rules.circumstances.motives import Favour, Timing
from parley.record.rows import Assessment

UKRAINE = read_record(Path(__file__).parents[2] / "cases" / "ukraine-2025")


def _claim(about: str, kind: str = "motive") -> Assessment:
    return Assessment("A1", "somebody", day(10), tuple(about.split()), kind, "credit", "", "low", "", "", "")


def _motives(claim: Assessment, *moves: Move) -> Ledger[Favour]:
    known = replace(record(*moves), assessments=(claim,))
    return LEDGERS["motives"](known, day(100), Options())


MOVES = (
    move("M0", 0, "OFFER", "USAGOV", "RUSGOV"),
    move("M1", 5, "GESTURE", "RUSGOV", "USAGOV"),
    move("M2", 15, "GESTURE", "RUSGOV", "USAGOV"),
    move("M3", 20, "ACCEPT", "UKRGOV", "USAGOV"),
    move("M4", 21, "STATEMENT", "USAGOV", responds_to="M3"),
    move("M5", 22, "GESTURE", "RUSGOV", "UKRGOV"),
)


def test_favours_are_told_by_when_the_motive_was_named() -> None:
    """Those to the party before and since; what it then spoke of is shown; others' are left out."""
    ledger = _motives(_claim("M0 M4"), *MOVES)
    found = [(one.id, one.days_since, one.finding) for one in ledger.entries]
    assert found == [("M1", -5, Timing.BEFORE), ("M2", 5, Timing.SINCE), ("M3", 10, Timing.SHOWN)]
    assert ledger.entries[-1].claimed_by == ("M4",)
    assert ledger.notes == (
        "A1: favours in the 30 days before it was named and since: RUS 1 and 1, UKR 0 and 1",
    )


def test_a_motive_is_one_party_s_or_nobody_s() -> None:
    """An assessment about rows of nobody in common, or of another kind, has no line."""
    assert _motives(_claim("M0 M3"), *MOVES).entries == ()
    assert _motives(_claim("M0 M4", "belief"), *MOVES).entries == ()
    assert _motives(_claim(""), *MOVES).entries == ()


def test_without_a_day_nothing_is_before_or_since() -> None:
    """An assessment nobody dated leaves its favours undated, and counts none."""
    ledger = _motives(replace(_claim("M0 M4"), date=None), *MOVES)
    assert {one.finding for one in ledger.entries} == {Timing.UNDATED}
    assert ledger.notes == ()


def test_moscow_s_favours_after_the_motive_was_named() -> None:
    """Of Ukraine: four favours of Moscow to Washington since 21 February, one shown as a success."""
    ledger: Ledger[Favour] = LEDGERS["motives"](UKRAINE, date(2025, 3, 19), Options())
    moscow = {one.id: one.finding for one in ledger.entries if one.by == ("RUS",)}
    assert moscow == {
        "U26": Timing.SINCE,
        "U71": Timing.SHOWN,
        "U76": Timing.SINCE,
        "U77": Timing.SINCE,
    }
