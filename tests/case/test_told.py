"""What `parley check` says of a record beside its faults: what was read, what not, until when it is kept."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from parley.case import open_recorded
from parley.case.told import record_advice, what_was_read

SCENARIO = """\
title: Two neighbours and a river
as_of: 2025-03-01
round: 7 days
horizon: 4 rounds
parties:
  north: {patience: {per_round: 0.9}}
  south: {patience: {per_round: {value: 0.9, sources: [F1]}}}
issues:
  river: {split: [north, south], steps: 100}
table:
  floor: {alternate: [north, south]}
  settlement: {signatories: [north, south]}
"""
HEAD = "id,date,actor,act,extent,target,issue,option,source,verification,paraphrase\n"
MOVES = HEAD + "M1,2025-01-10,NORGOV,OFFER,,SOUGOV,river,half,Paper,seen,An offer.\n"


def case(folder: Path, **files: str) -> Path:
    """A folder with these files, named without their endings' dots."""
    for name, text in files.items():
        stem, _, ending = name.rpartition("_")
        (folder / f"{stem}.{ending}").write_text(text, encoding="utf-8")
    return folder


def told(folder: Path) -> list[str]:
    """What is said of a case."""
    return what_was_read(open_recorded(folder))


def test_it_says_what_was_read_and_until_when(tmp_path: Path) -> None:
    """Files with what is in them, and the days between the last row and as_of, of which nothing is known."""
    scenario = SCENARIO.replace("{value: 0.9, sources: [F1]}", "0.9")
    assert told(case(tmp_path, scenario_yaml=scenario, moves_csv=MOVES)) == [
        "read: scenario.yaml, moves.csv (1 move, 2025-01-10 to 2025-01-10)",
        "the record is kept until 2025-01-10, the day of its last row; of the 50 days from then to as_of, "
        "2025-03-01, nothing is known",
    ]
    stated = scenario.replace("as_of:", "record_until: 2025-03-01\nas_of:")
    assert told(case(tmp_path, scenario_yaml=stated))[-1] == (
        "the record is kept until 2025-03-01, as record_until states"
    )


def test_rows_after_as_of_are_told(tmp_path: Path) -> None:
    """Rows that only score reads are counted with their days."""
    late = "M2,2025-04-02,SOUGOV,REJECT,,NORGOV,river,no,Paper,seen,A refusal.\n"
    folder = case(tmp_path, scenario_yaml=SCENARIO.replace("F1", "M1"), moves_csv=MOVES + late)
    assert "1 of its rows are dated after as_of, 2025-03-01 (2025-04-02 to 2025-04-02)" in told(folder)[-1]


def test_files_nearly_named_are_told(tmp_path: Path) -> None:
    """A file that somebody meant to be read is named with the name it would be read under."""
    plain = SCENARIO.replace("{value: 0.9, sources: [F1]}", "0.9")
    folder = case(tmp_path, scenario_yaml=plain, Moves_csv=MOVES, coding_yml="from: 2025-01-06\n")
    for name in ("moves.csv.txt", "facts (1).csv", "moves.ods", "brief.html", "notes.txt"):
        (folder / name).write_text("x", encoding="utf-8")
    assert told(folder)[1:] == [
        "Moves.csv is not read; what is read is called moves.csv",
        "coding.yml is not read; what is read is called coding.yaml",
        "facts (1).csv is not read; what is read is called facts.csv",
        "moves.csv.txt is not read; what is read is called moves.csv",
        "moves.ods is not read; what is read is called moves.csv",
    ]


def test_numbers_that_cite_no_record_are_told(tmp_path: Path) -> None:
    """Without a record nobody can have looked up what numbers cite."""
    folder = case(tmp_path, scenario_yaml=SCENARIO)
    assert told(folder)[1:] == ["there is no record, so nobody looked up what numbers cite: F1"]


def test_a_readme_in_another_encoding_is_told(tmp_path: Path) -> None:
    """The brief shows it as far as it is text, and who checks the case learns beforehand what is lost."""
    folder = case(tmp_path, scenario_yaml=SCENARIO.replace("F1", "M1"), moves_csv=MOVES)
    (folder / "README.md").write_bytes("Gespr\xe4che \xfcber den Flu\xdf".encode("latin-1"))
    assert "README.md is not in UTF-8: 3 of its letters are lost; save it as UTF-8" in told(folder)


def test_a_column_read_in_an_order_is_told(tmp_path: Path) -> None:
    """Where one cell settles that days come first, the column is read so, and it is said."""
    rows = MOVES.replace("2025-01-10", "10/01/2025") + MOVES.splitlines()[1].replace(
        "M1,2025-01-10", "M2,25/01/2025"
    )
    folder = case(tmp_path, moves_csv=rows)
    opened = open_recorded(folder)
    assert [move.date.isoformat() for move in opened.record.moves] == ["2025-01-10", "2025-01-25"]
    assert "moves.csv: column date is read day first, as 25/01/2025 settles it" in told(folder)


def test_a_workbook_is_read_as_the_table_would_be(tmp_path: Path) -> None:
    """moves.xlsx serves where there is no moves.csv; its cells are the text a CSV file would hold."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in MOVES.splitlines():
        sheet.append(row.split(","))
    book.save(tmp_path / "moves.xlsx")
    opened = open_recorded(tmp_path)
    assert [(move.id, move.date.isoformat()) for move in opened.record.moves] == [("M1", "2025-01-10")]
    assert told(tmp_path)[0] == "read: moves.xlsx (1 move, 2025-01-10 to 2025-01-10)"


def test_odd_rows_are_advised_on(tmp_path: Path) -> None:
    """A lever that does not say what it does, a year too late, a move to oneself, a code nobody has."""
    rows = MOVES + (
        "M2,2025-01-11,NORGOV,LEVER,on,SOUGOV,river,ban,Paper,seen,A ban.\n"
        "M3,2025-01-12,NORGOV,DEMAND,,NORMIL,river,stop,Paper,seen,An order.\n"
        "M4,2052-01-12,NORGOV,DEMAND,,SOUGOV,river,more,Paper,seen,A slip of the year.\n"
    )
    actors = "code,party\nNOR*,NOR\nSUOGOV,SOU\n"
    record = open_recorded(case(tmp_path, moves_csv=rows, actors_csv=actors)).record
    said = "\n".join(record_advice(record))
    for words in (
        "M2 do not say whether they give or withhold",
        "in M3 doer and addressee are one party",
        "M4 is dated 2052-01-12, years after every other row",
        "actors.csv: SUOGOV covers no code of a move",
    ):
        assert words in said
