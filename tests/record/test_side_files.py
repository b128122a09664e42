"""Facts, readouts and assessments: what is read and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parley.record import Account, check_record, read_record

MOVES = (
    "id,date,actor,act,issue,option,source,verification,paraphrase\n"
    "A1,2025-03-18,USAGOV;RUSGOV,MEET,truce,a call,a paper,seen,They spoke.\n"
)
READOUTS = "meeting,item,issue,us,them@2025-03-19,note,source,verification\n"
CLAIMS = "id,holder,date,about,kind,text,likelihood,confidence,basis,resolves_on,source\n"
FACTS = "id,kind,parameter,low,high,unit,as_of,source,verification\n"


def case(folder: Path, **files: str) -> Path:
    """A folder with moves and the files given."""
    for name, text in {"moves": MOVES, **files}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def slugs(folder: Path) -> list[tuple[str, str]]:
    """Kind of each fault, and the column its message names."""
    return [
        (fault.slug, fault.expected.split(",")[0].removeprefix("in column "))
        for fault in check_record(folder)
    ]


def test_a_matrix_takes_its_sides_from_its_headings(tmp_path: Path) -> None:
    """Any other column is a side, dated by its heading or by the meeting; an empty cell is no account."""
    text = (
        READOUTS + "A1,thirty days,truce,absent,present,,a paper,seen\nA1,energy,truce,wider,,,a paper,seen\n"
    )
    first, second = read_record(case(tmp_path, readouts=text)).readouts
    assert first.accounts == (
        Account("us", date(2025, 3, 18), "absent"),
        Account("them", date(2025, 3, 19), "present"),
    )
    assert [account.side for account in second.accounts] == ["us"]


def test_a_matrix_with_faults_names_their_columns(tmp_path: Path) -> None:
    """An unknown meeting, an unknown cell and a heading with a bad date are each found."""
    head = READOUTS.replace("2025-03-19", "tomorrow")
    text = head + "A9,thirty days,truce,presnt,,,a paper,seen\n"
    found = slugs(case(tmp_path, readouts=text))
    assert sorted(found) == [
        ("bad-date", "them@tomorrow"),
        ("link-nowhere", "meeting"),
        ("unknown-word", "us"),
    ]


def test_an_assessment_speaks_of_rows_that_exist(tmp_path: Path) -> None:
    """Links, kinds, likelihood bands and dates of assessments are checked."""
    good = "B1,a think tank,2025-03-19,A1,motive,It wants a deal.,likely,low,one remark,,a paper\n"
    held = read_record(case(tmp_path, assessments=CLAIMS + good))
    assert held.assessments[0].about == ("A1",)
    assert held.assessments[0].date == date(2025, 3, 19)
    bad = "B1,a think tank,soon,A2,motif,It wants a deal.,perhaps,low,one remark,,a paper\n"
    assert sorted(slugs(case(tmp_path, assessments=CLAIMS + bad))) == [
        ("bad-date", "date"),
        ("link-nowhere", "about"),
        ("unknown-word", "kind"),
        ("unknown-word", "likelihood"),
    ]


def test_a_fact_has_a_range_or_none(tmp_path: Path) -> None:
    """Low and high are numbers or empty; infinity is no figure."""
    good = "F1,parameter,share held,18,20,per cent,2025-02,a paper,seen\nF2,aim,a truce,,,,2025,a paper,gk\n"
    facts = read_record(case(tmp_path, facts=FACTS + "\n" + good)).facts
    assert [(fact.low, fact.high) for fact in facts] == [(18.0, 20.0), (None, None)]
    bad = "F1,parameter,share held,18,inf,per cent,2025-02,a paper,seen\n"
    assert slugs(case(tmp_path, facts=FACTS + bad)) == [("bad-number", "high")]


def test_an_id_is_used_once_in_the_whole_case(tmp_path: Path) -> None:
    """A fact may not have the id of a move, since a source would then mean two things."""
    text = FACTS + "A1,parameter,share held,18,20,per cent,2025-02,a paper,seen\n"
    assert slugs(case(tmp_path, facts=text)) == [("duplicate-id", "id")]


@pytest.mark.parametrize("name", ["facts", "readouts", "assessments"])
def test_each_file_needs_its_columns(tmp_path: Path, name: str) -> None:
    """A file without its required columns is refused by their names."""
    found = slugs(case(tmp_path, **{name: "something,else\n1,2\n"}))
    assert {slug for slug, _ in found} == {"missing-column"}


def test_actors_without_codes_lack_them_and_are_not_said_to_repeat_one(tmp_path: Path) -> None:
    """A column that slipped leaves every code empty: said once a row, as what it is."""
    head = "code,party,name,in_sentence,group\n"
    text = head + ",SUN,Sunland,Sunland,belligerent\n,RED,Redland,Redland,belligerent\n"
    assert slugs(case(tmp_path, actors=text)) == [("missing-cell", "code")] * 2
