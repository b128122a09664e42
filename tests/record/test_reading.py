"""Reading the files of a record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parley.files.table import read_table, save_table
from parley.record import check_record, read_record, source_ids
from parley.record.reading.cells import known_from
from parley.record.reading.dates import UnreadableDateError, read_date

CASES = Path(__file__).parents[2] / "cases"
RECORDED = ("ukraine-2025", "korea-1951", "winter-war-1940")
HEAD = "id,date,actor,act,issue,option,source,verification,paraphrase,responds_to\n"


@pytest.mark.parametrize("case", RECORDED)
def test_a_shipped_record_has_no_fault(case: str) -> None:
    """The three shipped records pass their own checks."""
    assert check_record(CASES / case) == []


def test_a_shipped_record_is_read_whole() -> None:
    """Every row of the Ukraine case is there, and its ids can be cited."""
    record = read_record(CASES / "ukraine-2025")
    assert (len(record.moves), len(record.facts), len(record.readouts)) == (97, 47, 25)
    assert {"U73", "UB04", "F01", "F43"} <= (source_ids(CASES / "ukraine-2025") or set())


def test_the_scenario_s_sources_need_no_sound_record(tmp_path: Path) -> None:
    """Ids can be cited even while another cell of their row has a fault."""
    (tmp_path / "moves.csv").write_text(HEAD + "A1,soon,USAGOV,OFFER,truce,x,a,seen,b,\n", encoding="utf-8")
    assert source_ids(tmp_path) == {"A1"}
    assert [fault.slug for fault in check_record(tmp_path)] == ["bad-date"]


def test_a_case_without_a_record_is_an_empty_one(tmp_path: Path) -> None:
    """A case may have no record yet."""
    assert read_record(tmp_path).moves == ()
    assert source_ids(tmp_path) == set()


def test_a_spreadsheet_s_edit_is_read_and_keeps_foreign_columns(tmp_path: Path) -> None:
    """Semicolons, byte order mark, CRLF, a local date, blank rows and an own column are no hindrance."""
    rows = [
        HEAD.strip().replace(",", ";") + ";my remarks",
        "A1;18.03.2025;USAGOV;OFFER;truce;x;a;seen;b;;call them",
        ";;;;;;;;;;",
        "A2;2025/3/19;RUSGOV;ACCEPT;truce;x;a;seen;b;A1;",
    ]
    path = tmp_path / "moves.csv"
    written = b"\xef\xbb\xbf" + "\r\n".join([*rows, ""]).encode()
    path.write_bytes(written)
    record = read_record(tmp_path)
    assert [(move.id, move.date) for move in record.moves] == [
        ("A1", date(2025, 3, 18)),
        ("A2", date(2025, 3, 19)),
    ]
    save_table(read_table(path))
    assert path.read_bytes() == written


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-03-18", date(2025, 3, 18)),
        ("2025-03-18 00:00:00", date(2025, 3, 18)),
        ("2025/3/18", date(2025, 3, 18)),
        ("18.3.2025", date(2025, 3, 18)),
        ("18/03/2025", date(2025, 3, 18)),
        ("3/18/2025", date(2025, 3, 18)),
        ("4/4/2025", date(2025, 4, 4)),
    ],
)
def test_a_date_that_can_be_read_one_way_is_read(text: str, day: date) -> None:
    """Dates of several countries are read wherever day and month cannot be confused."""
    assert read_date(text) == day


@pytest.mark.parametrize("text", ["03/04/2025", "45734", "2025-02-30", "March", "18/03/25"])
def test_a_date_that_can_be_read_two_ways_is_refused(text: str) -> None:
    """A date is never guessed."""
    with pytest.raises(UnreadableDateError):
        read_date(text)


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2025-03-18", date(2025, 3, 18)),
        ("2025-03", date(2025, 3, 1)),
        ("2024-05..2025-02", date(2025, 2, 1)),
        ("2025-03-03..11", date(2025, 3, 11)),
        ("1940-02-23..03-13", date(1940, 3, 13)),
        ("2025-02..03", date(2025, 3, 1)),
        ("1951-53", date(1953, 1, 1)),
        ("2022..2024", date(2024, 1, 1)),
    ],
)
def test_a_fact_is_known_from_its_last_period(period: str, day: date) -> None:
    """A figure for a span of time is dated by the start of the span's last part."""
    assert known_from(period) == day


def test_moves_come_in_order_of_date(tmp_path: Path) -> None:
    """A file need not be sorted; the record is, and keeps the file's order within a day."""
    rows = ["A3,2025-03-19", "A2,2025-03-18", "A1,2025-03-18"]
    text = HEAD + "".join(f"{row},USAGOV,OFFER,truce,x,a,seen,b,\n" for row in rows)
    (tmp_path / "moves.csv").write_text(text, encoding="utf-8")
    assert [move.id for move in read_record(tmp_path).moves] == ["A2", "A1", "A3"]
