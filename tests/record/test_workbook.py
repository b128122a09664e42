"""The record as a workbook: out and back it is what it was, and a workbook with faults changes nothing."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from parley import workbench
from parley.cli.main import app
from parley.errors import CaseError, OutputError, UsageError
from parley.record import read_record

CASES = Path(__file__).parents[2] / "cases"
HEAD = "id,date,actor,act,extent,target,issue,option,source,verification,paraphrase"
LONG = "What was said at length. " * 400


def _case(folder: Path, *rows: str) -> Path:
    folder.mkdir()
    (folder / "moves.csv").write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", ["ukraine-2025", "winter-war-1940", "korea-1951"])
def test_out_and_back_changes_no_byte(name: str, tmp_path: Path) -> None:
    """Of every file of a shipped record, days, long cells and all."""
    folder = tmp_path / name
    shutil.copytree(CASES / name, folder)
    before = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    rows = workbench.export_workbook(folder, tmp_path / "record.xlsx")
    taken = workbench.import_workbook(tmp_path / "record.xlsx", folder)
    assert taken.texts == {} and {Path(one).stem for one in taken.unchanged} == set(rows)
    assert {path.name: path.read_bytes() for path in folder.glob("*.csv")} == before


def test_into_an_empty_case_it_is_the_same_record(tmp_path: Path) -> None:
    """Only how rows were written may differ, not what they say."""
    book, folder = tmp_path / "record.xlsx", tmp_path / "other"
    workbench.export_workbook(CASES / "ukraine-2025", book)
    folder.mkdir()
    workbench.import_workbook(book, folder)
    ours, theirs = read_record(CASES / "ukraine-2025"), read_record(folder)
    assert [row.id for row in theirs.moves] == [row.id for row in ours.moves]
    assert [row.paraphrase for row in theirs.moves] == [row.paraphrase for row in ours.moves]
    assert len(theirs.facts) == len(ours.facts) and len(theirs.assessments) == len(ours.assessments)


def test_days_zeros_formulas_and_long_cells_survive(tmp_path: Path) -> None:
    """Days are days in the sheet; text stays text whatever it looks like."""
    folder = _case(
        tmp_path / "case",
        f'007,2025-01-02,NORTH,STATEMENT,,SOUTH,land,=1+1,0012,gk,"{LONG}"',
        "1e5,1888-03-05,NORTH,STATEMENT,,SOUTH,land,+30 %,s,gk,an old day",
    )
    before = (folder / "moves.csv").read_bytes()
    book = tmp_path / "a.xlsx"
    workbench.export_workbook(folder, book)
    sheet = load_workbook(book)["moves"]
    first = [cell.value for cell in sheet[2]]
    assert first[0] == "007" and first[8] == "0012" and first[10] == LONG
    assert sheet.cell(2, 2).value == dt.datetime(2025, 1, 2) and sheet.cell(3, 2).value == "1888-03-05"
    assert sheet.cell(2, 8).data_type == "s" and sheet.cell(2, 8).value == "=1+1"
    assert sheet.cell(4, 1).number_format == "@"
    workbench.import_workbook(book, folder)
    assert (folder / "moves.csv").read_bytes() == before


def test_what_a_person_changes_comes_in_and_the_rest_stays(tmp_path: Path) -> None:
    """A row typed in, with a day as a spreadsheet keeps one; other rows keep their very bytes."""
    folder = _case(tmp_path / "case", 'M1,2025-01-02,"NORTH",STATEMENT,,SOUTH,land,x,s,gk,first')
    book = tmp_path / "a.xlsx"
    workbench.export_workbook(folder, book)
    edited = load_workbook(book)
    sheet = edited["moves"]
    row: list[str | dt.date | None] = [
        "M02",
        dt.date(2025, 1, 9),
        "SOUTH",
        "STATEMENT",
        None,
        "NORTH",
        "land",
        "x",
        "s",
        "gk",
        "second",
    ]
    for k, value in enumerate(row, 1):
        sheet.cell(3, k).value = value
    edited.save(book)
    taken = workbench.import_workbook(book, folder)
    assert list(taken.texts) == ["moves.csv"]
    lines = (folder / "moves.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1] == 'M1,2025-01-02,"NORTH",STATEMENT,,SOUTH,land,x,s,gk,first'
    assert lines[2] == "M02,2025-01-09,SOUTH,STATEMENT,,NORTH,land,x,s,gk,second"


def test_a_workbook_with_faults_changes_nothing(tmp_path: Path) -> None:
    """All faults are told at once, with sheet and row; not one file is written."""
    folder = _case(tmp_path / "case", "M1,2025-01-02,NORTH,STATEMENT,,SOUTH,land,x,s,gk,first")
    before = (folder / "moves.csv").read_bytes()
    book = tmp_path / "a.xlsx"
    workbench.export_workbook(folder, book)
    edited = load_workbook(book)
    edited["moves"].cell(2, 4).value = "SHOUT"
    edited["moves"].cell(2, 2).value = "soon"
    edited.save(book)
    with pytest.raises(CaseError) as caught:
        workbench.import_workbook(book, folder)
    assert len(caught.value.faults) == 2
    assert all("a.xlsx[moves]" in fault.file and fault.line == 2 for fault in caught.value.faults)
    assert (folder / "moves.csv").read_bytes() == before
    book.write_bytes(book.read_bytes()[:500])
    with pytest.raises(CaseError, match="damaged"):
        workbench.import_workbook(book, folder)


def test_a_cell_no_sheet_can_hold_is_refused(tmp_path: Path) -> None:
    """Rather than cut without a word; no file is left behind."""
    folder = _case(tmp_path / "case", f"M1,2025-01-02,NORTH,STATEMENT,,SOUTH,land,x,s,gk,{'x' * 40_000}")
    with pytest.raises(OutputError, match="40,000 characters"):
        workbench.export_workbook(folder, tmp_path / "a.xlsx")
    assert not list(tmp_path.glob("*.xlsx")) and not list(tmp_path.glob(".begun*"))


def test_the_commands_say_what_they_did(tmp_path: Path) -> None:
    """Export tells the way back, import what it took and what it left."""
    folder = _case(tmp_path / "case", "M1,2025-01-02,NORTH,STATEMENT,,SOUTH,land,x,s,gk,first")
    book = str(tmp_path / "a.xlsx")
    out = CliRunner().invoke(app, ["record", "export", str(folder), book, "--to", "xlsx"])
    assert out.exit_code == 0 and "1 move in" in out.stdout and "--from xlsx" in out.stdout
    back = CliRunner().invoke(app, ["record", "import", book, str(folder), "--from", "xlsx"])
    assert back.exit_code == 0 and "moves.csv: as it was" in back.stdout


def test_a_case_without_a_record_has_nothing_to_export(tmp_path: Path) -> None:
    """It is refused in words, and no workbook is left."""
    with pytest.raises(UsageError, match="has no moves"):
        workbench.export_workbook("pie", tmp_path / "record.xlsx")
    assert list(tmp_path.iterdir()) == []
