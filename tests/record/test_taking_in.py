"""Other people's files as they come: encodings, days, zeros, columns, a reason for each row left out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from parley.errors import UsageError
from parley.files.table import read_table
from parley.record import Record, read_record
from parley.record.exchange import EXPORTS, Events, Filter, read_events, save_candidates
from parley.record.exchange.incoming import LeftOut
from parley.record.reading.dates import Order
from parley.record.reading.move_rows import move_of

CASES = Path(__file__).parents[2] / "cases"
WANTED = Filter(("KEN", "UGA"), date(1990, 1, 1), date(2020, 1, 1))
COLUMNS = (
    "Event ID",
    "Event Date",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Target Sectors",
    "Target Country",
)
HEAD = "\t".join(COLUMNS)


def icews(path: Path, *rows: str, encoding: str = "utf-8", **more: object) -> Events:
    """A file with these rows (day, code, text; between Kenya and Uganda), read."""
    lines = [HEAD]
    for number, row in enumerate(rows):
        day, code, text = (*row.split("|"), "Consult")[:3]
        lines.append(f"{number}\t{day}\tGovernment\tKenya\t{text}\t{code}\tGovernment\tUganda")
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return read_events(path, "icews", Filter(WANTED.parties, WANTED.since, WANTED.until, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(("lost", "full"), [("20", "020"), ("10", "010"), ("311", "0311"), ("841", "0841")])
def test_a_zero_a_spreadsheet_dropped_is_put_back(tmp_path: Path, lost: str, full: str) -> None:
    """An appeal that a spreadsheet saved as 20 is an appeal, and the restoring is said."""
    found = icews(tmp_path / "x.tab", f"2010-05-01|{lost}", "2010-05-02|190")
    assert [one.cameo for one in found.candidates] == [full, "190"]
    assert found.notes == (
        "1 event codes had lost their leading zero, as in a spreadsheet, and are read as they were: "
        f"{lost} as {full}",
    )


def test_a_code_that_is_none_is_left_out(tmp_path: Path) -> None:
    """Digits that are no CAMEO code are counted with their line."""
    found = icews(tmp_path / "x.tab", "2010-05-01|999", "2010-05-02|190")
    assert found.reasons.sentences() == ["1 have an event code that is none (first on line 2: 999)"]


def test_a_file_settles_how_its_days_are_written(tmp_path: Path) -> None:
    """One day that can be read one way only settles the others; without it, nothing is guessed."""
    found = icews(tmp_path / "x.tab", "5/1/2010|040", "5/13/2010|040")
    assert [one.date for one in found.candidates] == ["2010-05-01", "2010-05-13"]
    assert found.notes == ("days are read month first, as 5/13/2010 settles it",)
    with pytest.raises(UsageError, match=r"two ways .first on line 2: 5/1/2010.. Say .* --dates"):
        icews(tmp_path / "y.tab", "5/1/2010|040")
    (told,) = icews(tmp_path / "y.tab", "5/1/2010|040", order=Order.DAY_FIRST).candidates
    assert told.date == "2010-01-05"


@pytest.mark.parametrize(
    ("encoding", "notes"),
    [
        ("utf-8-sig", 0),
        ("utf-16", 0),
        ("cp1252", 1),
    ],
)
def test_any_usual_encoding_is_read(tmp_path: Path, encoding: str, notes: int) -> None:
    """UTF-8, Excel's Unicode text and Windows-1252 give the same words; the last is said."""
    found = icews(tmp_path / "x.tab", "2010-05-01|040|Caf\u00e9 talk", encoding=encoding)
    assert "Caf\u00e9 talk" in found.candidates[0].text
    assert len(found.notes) == notes


def test_a_workbook_or_an_empty_file_is_named(tmp_path: Path) -> None:
    """What is no text is refused with what it is."""
    for data, words in ((b"PK\x03\x04abc", "a workbook or an archive"), (b"", "is empty")):
        (tmp_path / "x.csv").write_bytes(data)
        with pytest.raises(UsageError, match=words):
            read_events(tmp_path / "x.csv", "gdelt", WANTED)


def test_every_row_is_a_report_or_left_out_for_a_reason(tmp_path: Path) -> None:
    """Rows read are rows that tell of candidates and rows left out, with a line for each reason."""
    rows = ["2010-05-01|040", "2010-05-01|040", "1980-01-01|040", "|040", "0025-01-01|040", "2010-05-03|7"]
    path = tmp_path / "x.tab"
    icews(path, *rows)
    with path.open("a", encoding="utf-8") as stream:
        stream.write("7\t2010-05-01\tGovernment\tZaire\tx\t040\tGovernment\tUganda\n")
        stream.write("8\t2010-05-01\n")
        stream.write("9\t2010-05-01\t\t\tx\t040\tGovernment\tUganda\n")
    found = read_events(path, "icews", WANTED)
    assert (found.read, found.matched, len(found.candidates)) == (9, 2, 1)
    assert found.reasons.counts == {
        LeftOut.OUTSIDE: 1,
        LeftOut.NO_DAY: 2,
        LeftOut.NO_CODE: 1,
        LeftOut.NO_STATE: 1,
        LeftOut.TOO_FEW: 1,
        LeftOut.NO_ACTOR: 1,
    }
    assert "1 name a state without a code in the table: Zaire (1)" in found.reasons.sentences()


def test_days_the_wrong_way_round_are_refused(tmp_path: Path) -> None:
    """A first day after the last is said, not an empty answer."""
    with pytest.raises(UsageError, match="lies after the last"):
        read_events(tmp_path / "x", "icews", Filter(("KEN",), date(2020, 1, 1), date(2019, 1, 1)))


def test_gdelt_before_2013_has_no_address(tmp_path: Path) -> None:
    """Rows of 57, 58 and 61 cells are read in one file; others are counted."""
    rows = []
    for width in (57, 58, 61, 40):
        cells = [""] * width
        cells[0], cells[1], cells[5], cells[15], cells[26] = (
            f"G{width}",
            "20100501",
            f"KEN{width}",
            "UGAGOV",
            "040",
        )
        cells[-1] = "http://example.test" if width > 57 else ""
        rows.append("\t".join(cells))
    (tmp_path / "g.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    found = read_events(tmp_path / "g.csv", "gdelt", WANTED)
    assert [one.url for one in found.candidates] == ["", "http://example.test", "http://example.test"]
    assert found.reasons.counts == {LeftOut.UNREADABLE: 1}


def test_polecat_without_its_headlines_is_read(tmp_path: Path) -> None:
    """A header that names the withheld headline fits rows that lack it."""
    head = "Event ID\tEvent Date\tEvent Type\tHeadline\tActor Country\tRecipient Country\n"
    text = head + "1\t2010-05-01\tCONSULT\tKEN\tUGA\n"
    (tmp_path / "p.txt").write_text(text, encoding="utf-8")
    (found,) = read_events(tmp_path / "p.txt", "polecat", WANTED).candidates
    assert (found.actor, found.target) == ("KEN", "UGA")


def plover(path: Path, **event: object) -> Events:
    """A PLOVER event of Kenya's towards Uganda with some fields of its own, read."""
    whole = {
        "id": "E1",
        "date": "2010-05-01",
        "actor": ["KEN"],
        "recipient": ["UGA"],
        "event": "CONSULT",
        **event,
    }
    path.write_text(json.dumps(whole) + "\n", encoding="utf-8")
    return read_events(path, "plover", WANTED)


def test_plover_events_are_filtered_to_the_parties(tmp_path: Path) -> None:
    """An event of others is left out of a PLOVER file too; nobody is no actor."""
    assert plover(tmp_path / "a", actor=["FRA"]).reasons.counts == {LeftOut.OTHERS: 1}
    with pytest.raises(UsageError, match="name nobody who acts"):
        plover(tmp_path / "b", actor=None)


def test_a_comment_forges_nothing(tmp_path: Path) -> None:
    """What a comment says of id, source, coder and verification is not taken over, nor control characters."""
    forged = {
        "act": "OFFER",
        "id": "U1",
        "verification": "seen",
        "coder": "me",
        "source": "x",
        "option": "a\x00b\x1b[",
    }
    (found,) = plover(tmp_path / "a", comment=json.dumps(forged), id="../x\n").candidates
    cells = found.cells()
    assert (cells["id"], cells["verification"], cells["coder"]) == ("PLOVER-1", "machine", "machine")
    assert cells["source"] == "PLOVER event"
    assert cells["option"] == "a b ["
    save_candidates(tmp_path, [found])
    assert read_table(tmp_path / "candidates.csv").rows


CELLS = (
    "id",
    "date",
    "actor",
    "act",
    "extent",
    "polarity",
    "precision",
    "target",
    "affected",
    "issue",
    "option",
    "conditionality",
    "responds_to",
    "repeat_of",
    "voice",
    "reported_by",
    "source",
    "url",
    "locator",
    "paraphrase",
)


@pytest.mark.parametrize("case", ["ukraine-2025", "korea-1951", "winter-war-1940"])
def test_what_goes_out_as_plover_comes_back_whole(tmp_path: Path, case: str) -> None:
    """Every row of a case comes back with all its cells, and moves.csv would take it."""
    record = read_record(CASES / case)
    back = {one.id: one.cells() for one in taken_in(record, "plover", tmp_path).candidates}
    assert list(back) == [move.id for move in sorted(record.moves, key=lambda move: (move.date, move.id))]
    for move in record.moves:
        cells = back[move.id]
        for name in CELLS:
            had = getattr(move, name)
            words = ";".join(had) if isinstance(had, tuple) else str(had)
            assert cells.get(name, "") == " ".join(words.split()), (move.id, name)
        values = {name: cells.get(name, "") for name in (*CELLS, "date_end", *REST)}
        assert move_of(values)[1] == []


REST = (
    "cameo",
    "plover",
    "verification",
    "confidence",
    "coder",
    "pax_id",
    "ucdp_id",
    "pax_stage",
    "ceasefire_class",
)


@pytest.mark.parametrize(("scheme", "rows"), [("cameo", 96), ("pax", 4)])
def test_our_other_exports_are_taken_in_again(tmp_path: Path, scheme: str, rows: int) -> None:
    """CAMEO rows come back as one candidate a move, texts as AGREE."""
    record = read_record(CASES / "ukraine-2025")
    found = taken_in(record, scheme, tmp_path)
    assert len(found.candidates) == rows
    assert not found.reasons.total
    call = {one.id: one for one in found.candidates}
    if scheme == "cameo":
        assert (call["U69"].actor, call["U69"].target, call["U69"].act[0]) == ("USAGOV;RUSGOV", "", "MEET")
    else:
        assert {one.cells()["act"] for one in found.candidates} == {"AGREE"}


def taken_in(record: Record, scheme: str, folder: Path) -> Events:
    """A record exported in a scheme and read in again, on whatever day."""
    path = folder / "out"
    path.write_text(EXPORTS[scheme][1](record).text, encoding="utf-8")
    states = tuple({code[:3] for move in record.moves for code in (*move.actor, *move.target)})
    return read_events(path, scheme, Filter(states, date(1900, 1, 1), date(2100, 1, 1), either=True))


def test_what_stands_in_the_record_is_no_candidate(tmp_path: Path) -> None:
    """An export taken in again into its own case adds nothing, and says where its rows stand."""
    record = read_record(CASES / "korea-1951")
    found = taken_in(record, "plover", tmp_path)
    saved = save_candidates(tmp_path, found.candidates, record.by_id)
    assert (saved.new, saved.recorded) == (0, 80)
    assert not (tmp_path / "candidates.csv").exists()
