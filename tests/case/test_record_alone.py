"""A case may be a record and nothing else."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from parley.case import check_case, checked_case
from parley.cli.main import main

KOREA = Path(__file__).parents[2] / "cases" / "korea-1951"


def _run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["parley", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """The record of Korea, and nothing else."""
    folder = tmp_path / "record"
    folder.mkdir()
    for table in KOREA.glob("*.csv"):
        shutil.copy(table, folder)
    return folder


def test_a_record_alone_is_sound(
    record: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`parley check` counts the rows of a record without a scenario."""
    assert _run(monkeypatch, "check", str(record)) == 0
    said = capsys.readouterr()
    assert said.out.startswith("record: no faults; a record without a scenario: ")
    assert " moves from 19" in said.out
    assert all(line.startswith("advice: ") for line in said.err.splitlines())


def test_faults_of_a_record_alone_are_reported(tmp_path: Path) -> None:
    """A broken table is still at fault where no scenario stands beside it, and the scenario is not missed."""
    (tmp_path / "moves.csv").write_text("id,date,actor\nU1,2025-01-13,RUS\n", encoding="utf-8")
    assert {fault.slug for fault in check_case(tmp_path)} == {"missing-column"}


@pytest.mark.parametrize("words", [("run",), ("check", "--filled"), ("check", "--sources")])
def test_what_needs_a_scenario_says_so(
    words: tuple[str, ...], record: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing can be solved without a scenario: the fault says there is a record, and what reads it."""
    assert _run(monkeypatch, words[0], str(record), *words[1:]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert "a record but no scenario" in said.err
    assert "parley ledger " in said.err


def test_a_folder_with_neither_is_a_fault(tmp_path: Path) -> None:
    """A folder without scenario and without record is no case, whatever is asked of it."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    for alone in (False, True):
        faults = checked_case(tmp_path, record_alone=alone).faults
        assert [fault.slug for fault in faults] == ["file-missing"]
