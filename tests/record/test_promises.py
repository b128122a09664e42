"""A promise stands beside what was delivered of it and what was stopped."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from parley.record import read_record
from parley.record.ledgers import LEDGERS, Ledger, Options
from parley.record.ledgers.rules.promises import Delivery, Promise

CASES = Path(__file__).parents[2] / "cases"
HEAD = (
    "id,date,actor,act,extent,polarity,target,issue,option,conditionality,responds_to,source,verification,"
    "paraphrase\n"
)


def _promises(folder: Path, *rows: str) -> Ledger[Promise]:
    lines = [f"{row},Paper,seen,Said.\n" for row in rows]
    (folder / "moves.csv").write_text(HEAD + "".join(lines), encoding="utf-8")
    found: Ledger[Promise] = LEDGERS["promises"](read_record(folder), date(2025, 3, 1), Options())
    return found


def test_what_became_of_a_promise(tmp_path: Path) -> None:
    """Kept by a linked deed, followed by a lever that gives, stopped, broken, or waiting."""
    found = _promises(
        tmp_path,
        "M0,2025-01-01,NOR,OFFER,,,SOU,grain,an offer before any promise,,",
        "M1,2025-01-02,NOR,PROMISE,,,SOU,grain,ten ships,,",
        "M2,2025-01-03,NOR,PROMISE,,,SOU,arms,a battery,IF it asks THEN sent,",
        "M3,2025-01-04,NOR,PROMISE,,,SOU,money,a loan,,",
        "M4,2025-01-05,NOR,OFFER,,,SOU,money,a larger loan,,",
        "M5,2025-01-06,EAS,OFFER,,,SOU,money,another's loan,,",
        "M6,2025-01-07,NOR,IMPLEMENT,comply,gives,SOU,grain,ten ships came,,M1",
        "M7,2025-01-08,NOR,LEVER,on,gives,SOU,money,first part paid,,",
        "M8,2025-01-09,NOR,LEVER,off,withholds,SOU,money,the rest withheld,,",
        "M9,2025-01-10,NOR,PROMISE,,,SOU,border,no raids,,",
        "N1,2025-01-11,NOR,IMPLEMENT,breach,,SOU,border,a raid,,M9",
    )
    told = {one.id: (one.finding, one.delivered_by, one.stopped_by) for one in found.entries}
    assert told == {
        "M1": (Delivery.DELIVERED, ("M6",), ()),
        "M2": (Delivery.WAITS_ON_CONDITION, (), ()),
        "M3": (Delivery.FOLLOWED, ("M7",), ("M8",)),
        "M4": (Delivery.FOLLOWED, ("M7",), ("M8",)),
        "M9": (Delivery.BROKEN, (), ()),
    }


def test_the_allied_force_was_announced_and_never_came() -> None:
    """Three announcements in four weeks, each on a condition, and nothing delivered of any."""
    ledger: Ledger[Promise] = LEDGERS["promises"](
        read_record(CASES / "winter-war-1940"), date(1940, 3, 25), Options()
    )
    assert [(one.id, one.finding) for one in ledger.entries] == [
        ("W06", Delivery.WAITS_ON_CONDITION),
        ("W18", Delivery.WAITS_ON_CONDITION),
        ("W24", Delivery.WAITS_ON_CONDITION),
    ]
    assert ledger.entries[1].repeats == ("W06",)
