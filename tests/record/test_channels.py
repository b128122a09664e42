"""Talks between parties as stretches of time: opened by meeting, shut by a halt or by an event."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from parley.record import read_record
from parley.record.ledgers import LEDGERS, Ledger, Options
from parley.record.ledgers.rules.talks.channels import Channel, Period

KOREA = read_record(Path(__file__).parents[2] / "cases" / "korea-1951")
HEAD = (
    "id,date,actor,act,extent,polarity,target,issue,option,responds_to,cameo,source,verification,paraphrase\n"
)


def _channels(folder: Path, *rows: str) -> Ledger[Channel]:
    lines = [f"{row},Paper,seen,Said.\n" for row in rows]
    (folder / "moves.csv").write_text(HEAD + "".join(lines), encoding="utf-8")
    found: Ledger[Channel] = LEDGERS["channels"](read_record(folder), date(2025, 3, 1), Options())
    return found


def test_a_halt_ends_with_the_next_meeting_or_text() -> None:
    """Who sits on one side is one channel; a second halt before the next meeting makes no new stretch."""
    ledger: Ledger[Channel] = LEDGERS["channels"](KOREA, date(1953, 9, 6), Options())
    of_the_talks = [one for one in ledger.entries if "UNC" in one.between]
    assert {one.between for one in of_the_talks} == {("CHN", "PRK", "UNC")}
    shut = [one for one in of_the_talks if one.finding is Period.REOPENED]
    assert [one.id for one in shut] == ["K05", "K13a", "K46"]
    assert [one.days for one in shut] == [14, 82, 185]
    assert of_the_talks[-1].finding is Period.OPEN
    assert of_the_talks[-1].until is None


def test_a_battle_shuts_a_channel_it_is_linked_to(tmp_path: Path) -> None:
    """Force that responds to an offer made in open talks shuts them; other force is counted only."""
    found = _channels(
        tmp_path,
        "M1,2025-01-01,NOR,MEET,held,,SOU,process,first,,",
        "M2,2025-01-05,NOR,OFFER,,,SOU,truce,draft,,",
        "M3,2025-01-07,SOU,FORCE,up,,NOR,front,raid,,",
        "M4,2025-01-10,SOU,FORCE,up,,NOR,front,offensive,M2,",
        "M5,2025-02-09,NOR,MEET,held,,SOU,process,again,,",
    )
    first, second, third = found.entries
    assert (first.finding, first.ended_by, first.days, first.force) == (
        Period.ENDED,
        "FORCE M4",
        9,
        ("M3", "M4"),
    )
    assert (second.finding, second.opened_or_shut_by, second.days) == (Period.REOPENED, "FORCE M4", 30)
    # The record is kept until its last row: no day after it is counted.
    assert (third.finding, third.days) == (Period.OPEN, 0)
    assert found.notes[0] == "1 channel, shut 1 time"


def test_a_halt_counts_only_where_it_withholds(tmp_path: Path) -> None:
    """A lever that gives shuts nothing, and who never met has no channel."""
    found = _channels(
        tmp_path,
        "M1,2025-01-01,NOR,MEET,held,,SOU,process,first,,",
        "M2,2025-01-05,NOR,LEVER,on,gives,SOU,process,resumed,,164",
        "M3,2025-01-06,NOR,OFFER,,,EAS,truce,draft,,",
    )
    (only,) = found.entries
    assert only.between == ("NOR", "SOU")
    assert only.finding is Period.OPEN
