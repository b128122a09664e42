"""Nothing dated after the day is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.coding import day, move, record

from parley.errors import UsageError
from parley.record import Account, Record, read_record
from parley.record.as_of import day_to_read, known_on
from parley.record.ledgers import LEDGERS, Options
from parley.vocabulary import ACTS, Act

CASES = Path(__file__).parents[2] / "cases"
UKRAINE = read_record(CASES / "ukraine-2025")
DAYS = sorted({one.date for one in UKRAINE.moves})


@st.composite
def poison(draw: st.DrawFn, after: date) -> Record:
    """The Ukraine record with made-up later moves that answer and repeat the earlier ones."""
    later = []
    codes = st.sampled_from(["RUSGOV", "USAGOV", "UKRGOV", "EUR"])
    for number in range(draw(st.integers(1, 6))):
        one = draw(st.sampled_from(UKRAINE.moves))
        later.append(
            replace(
                one,
                id=f"Z{number}",
                date=after + timedelta(days=draw(st.integers(1, 40))),
                date_end=None,
                act=Act(draw(st.sampled_from(ACTS))),
                extent="",
                actor=(draw(codes),),
                target=(draw(codes),),
                responds_to=(one.id,),
                repeat_of=(draw(st.sampled_from(UKRAINE.moves)).id,),
                line=1000 + number,
            )
        )
    moves = tuple(sorted((*UKRAINE.moves, *later), key=lambda move: (move.date, move.line)))
    return replace(UKRAINE, moves=moves)


@settings(deadline=None, max_examples=40)  # twelve ledgers twice each time
@given(data=st.data(), as_of=st.sampled_from(DAYS))
def test_later_rows_change_no_ledger(data: st.DataObject, as_of: date) -> None:
    """Whatever is added after the day, every ledger of that day stays word for word the same."""
    poisoned = data.draw(poison(as_of))
    for build in LEDGERS.values():
        assert build(poisoned, as_of, Options()) == build(UKRAINE, as_of, Options())


def test_a_ledger_of_an_early_day_equals_that_of_the_record_cut_there() -> None:
    """Reading the whole record on a day gives what the record held on that day."""
    for as_of in DAYS[::3]:
        cut = known_on(UKRAINE, as_of)
        for build in LEDGERS.values():
            assert build(cut, as_of, Options()) == build(UKRAINE, as_of, Options())


def test_a_move_over_several_days_is_known_at_its_end() -> None:
    """A range shows on its last day only; an ongoing one from its first, without its end."""
    spans = record(
        move("A", 0, "FORCE", "RUSMIL", until=9),
        move("B", 0, "FORCE", "RUSMIL", until=9, precision="ongoing"),
    )
    shown = known_on(spans, day(5)).moves
    assert [(one.id, one.date_end) for one in shown] == [("B", None)]
    assert [one.id for one in known_on(spans, day(9)).moves] == ["A", "B"]


def test_an_account_given_later_is_not_read() -> None:
    """On the day of the call the account of the day after is missing, and so is the note that compares."""
    whole = known_on(UKRAINE, date(2025, 3, 19)).readouts[0]
    early = known_on(UKRAINE, date(2025, 3, 18)).readouts[0]
    assert whole.accounts[-1] == Account("kyiv", date(2025, 3, 19), "wider")
    assert [account.side for account in early.accounts] == ["white_house", "kremlin", "trump_post"]
    assert whole.note and not early.note


def test_facts_of_a_later_period_are_not_read() -> None:
    """A figure that can only be known later does not show."""
    before = {fact.id for fact in known_on(UKRAINE, date(2024, 12, 31)).facts}
    after = {fact.id for fact in known_on(UKRAINE, date(2025, 3, 19)).facts}
    assert before < after == {fact.id for fact in UKRAINE.facts}


def test_the_day_to_read_is_stated_or_last() -> None:
    """The day a case states wins over the last move's, and an empty record has none."""
    held = record(move("A", 0, "OFFER", "USAGOV"))
    assert day_to_read(held, date(2025, 3, 19)) == date(2025, 3, 19)
    assert day_to_read(held, None) == day(0)
    with pytest.raises(UsageError, match="no moves"):
        day_to_read(Record("empty"), None)
