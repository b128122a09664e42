"""Terms beside the front: what a party names goes beyond what it named, and what had happened before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.record.coding import day, move, record

from parley.record import Move, read_record
from parley.record.ledgers import LEDGERS, Ledger, Options
from parley.record.ledgers.rules.circumstances.aims import Aim, Asked

CASES = Path(__file__).parents[2] / "cases"


def _aims(*moves: Move, **options: int) -> Ledger[Asked]:
    return LEDGERS["aims"](record(*moves), day(400), Options(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("option", "links", "aim"),
    [
        ("70,000 men", {"repeat_of": "M1"}, Aim.MORE),
        ("30,000 men", {"repeat_of": "M1"}, Aim.LESS),
        ("50,000 men", {"repeat_of": "M1"}, Aim.AGAIN),
        ("the old border", {"extent": "up", "responds_to": "M1"}, Aim.MORE),
        ("the old border", {}, Aim.BESIDE),
        ("the old border", {"issue": "border"}, Aim.FIRST),
    ],
)
def test_terms_stand_to_what_the_party_named_before(option: str, links: dict[str, str], aim: Aim) -> None:
    """A higher figure and the coder's `up` go beyond; without a link terms on the issue are other terms."""
    first = move("M1", 0, "DEMAND", "RUSGOV", "UKRGOV", option="50,000 men")
    later = move("M2", 9, "DEMAND", "RUSGOV", "UKRGOV", option=option, **links)
    assert [one.finding for one in _aims(first, later).entries] == [Aim.FIRST, aim]


def test_another_party_s_terms_are_not_its_own() -> None:
    """Who takes up what the other side named has named it for the first time."""
    theirs = move("M1", 0, "DEMAND", "UKRGOV", "RUSGOV", option="50,000 men")
    ours = move("M2", 9, "OFFER", "RUSGOV", "UKRGOV", option="70,000 men", repeat_of="M1")
    assert [one.finding for one in _aims(theirs, ours).entries] == [Aim.FIRST, Aim.FIRST]


def test_force_and_events_of_the_window_stand_beside() -> None:
    """Force is told by whose it is; what lies outside the window, or was not over by the day, is left out."""
    moves = (
        move("F1", 1, "FORCE", "RUSMIL", "UKRMIL", extent="on"),
        move("F2", 20, "FORCE", "RUSMIL", "UKRMIL", extent="up"),
        move("F3", 21, "FORCE", "UKRMIL", "RUSMIL", extent="up"),
        move("F4", 22, "FORCE", "RUSMIL", "UKRMIL", extent="up", until=40),
        move("C1", 23, "CONTEXT", "USAGOV"),
        move("M1", 25, "CONDITION", "RUSGOV", "UKRGOV", option="neutrality"),
    )
    (entry,) = _aims(*moves, window_days=10).entries
    assert (entry.force_by, entry.force_on, entry.force, entry.events) == (1, 1, ("F2", "F3"), ("C1",))


def test_moscow_s_terms_of_march_1940_grew_behind_its_advance() -> None:
    """The terms of 8 March go beyond those of 23 February, after two Soviet advances and none upon it."""
    ledger: Ledger[Asked] = LEDGERS["aims"](
        read_record(CASES / "winter-war-1940"), date(1940, 3, 13), Options()
    )
    by_id = {one.id: one for one in ledger.entries}
    assert by_id["W37"].finding is Aim.MORE
    assert (by_id["W37"].earlier, by_id["W37"].force_by, by_id["W37"].force_on) == (("W15",), 2, 0)
    assert by_id["W15"].finding is Aim.BESIDE
    assert ledger.notes[0].endswith("1 of them after more force by who named them than upon it")
