"""What each side called acceptable, over time: how its first word on an issue stands to its last."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.record.coding import day, move, record

from parley.record import read_record
from parley.record.as_of import day_to_read
from parley.record.ledgers import LEDGERS, Ledger, Options
from parley.record.ledgers.rules.acceptable import Course, Position

CASES = Path(__file__).parents[2] / "cases"
COURSES = [
    (("REJECT", "ACCEPT"), Course.CAME_ROUND),
    (("REJECT", "DEMAND", "CONCEDE"), Course.CAME_ROUND),
    (("OFFER", "REJECT"), Course.TURNED_AWAY),
    (("DEMAND", "AGREE"), Course.YIELDED),
    (("CONCEDE", "CONDITION"), Course.ASKS_AGAIN),
    (("REJECT", "REJECT"), Course.AS_BEFORE),
]


def _position(*moves: object) -> Position:
    ledger: Ledger[Position] = LEDGERS["acceptable"](record(*moves), day(100), Options())  # type: ignore[arg-type]
    (entry,) = ledger.entries
    return entry


@pytest.mark.parametrize(("acts", "course"), COURSES)
def test_the_first_word_and_the_last_decide(acts: tuple[str, ...], course: Course) -> None:
    """A refusal that ends in acceptance, an offer that ends in refusal, and so on, each has its name."""
    said = [move(f"M{n}", n, act, "RUSGOV", "UKRGOV", option="a ban") for n, act in enumerate(acts)]
    entry = _position(*said)
    assert (entry.finding, entry.id, entry.last, entry.days) == (
        course,
        "M0",
        f"M{len(acts) - 1}",
        len(acts) - 1,
    )


def test_other_terms_are_told_by_their_words_unless_linked() -> None:
    """Words that differ are other terms; the coder's link to its own earlier row makes them the same."""
    first = move("M1", 0, "DEMAND", "RUSGOV", "UKRGOV", option="the line along the old border")
    other = {"option": "four regions in full and recognition"}
    assert (
        _position(first, move("M2", 5, "DEMAND", "RUSGOV", "UKRGOV", **other)).finding is Course.OTHER_TERMS
    )
    linked = move("M3", 5, "DEMAND", "RUSGOV", "UKRGOV", repeat_of="M1", **other)
    assert _position(first, linked).finding is Course.AS_BEFORE


def test_one_word_on_an_issue_is_no_course() -> None:
    """A party that spoke once, and two that spoke of different issues, have no entry."""
    moves = (
        move("M1", 0, "DEMAND", "RUSGOV", "UKRGOV", issue="aid"),
        move("M2", 1, "REJECT", "UKRGOV", "RUSGOV", issue="aid"),
        move("M3", 2, "DEMAND", "RUSGOV", "UKRGOV", issue="land"),
    )
    assert LEDGERS["acceptable"](record(*moves), day(100), Options()).entries == ()


def test_korea_came_round_on_airfields() -> None:
    """The ban on airfields was refused in December 1951 and its dropping accepted in May 1952."""
    korea = read_record(CASES / "korea-1951")
    ledger: Ledger[Position] = LEDGERS["acceptable"](korea, day_to_read(korea, None), Options())
    found = [one for one in ledger.entries if (one.party, one.issue) == ("PRK", "airfields")]
    assert [(one.id, one.last, one.finding) for one in found] == [("K27", "K36", Course.CAME_ROUND)]
