"""Checking every file of a case."""

from __future__ import annotations

from pathlib import Path

from parley.case import check_case, checked_case

SCENARIO = (Path(__file__).parents[1] / "scenario" / "rich.yaml").read_text(encoding="utf-8")
MOVES = "id,date,actor\nU1,2025-01-13,RUS\n"


def test_faults_of_scenario_and_record_come_together(tmp_path: Path) -> None:
    """A broken scenario does not hide what is wrong with a table, nor the other way round; nothing echoes."""
    (tmp_path / "scenario.yaml").write_text(SCENARIO.replace("holder: usa", "holder: us"), encoding="utf-8")
    (tmp_path / "moves.csv").write_text(MOVES, encoding="utf-8")
    slugs = {fault.slug for fault in check_case(tmp_path)}
    assert {"unknown-name", "missing-column"} <= slugs
    assert "source-unknown" not in slugs


def test_a_scenario_that_does_not_parse_does_not_hide_the_record(tmp_path: Path) -> None:
    """Where no scenario can be read the tables are still checked."""
    (tmp_path / "scenario.yaml").write_text("a: [", encoding="utf-8")
    (tmp_path / "moves.csv").write_text(MOVES, encoding="utf-8")
    assert {"yaml-syntax", "missing-column"} <= {fault.slug for fault in check_case(tmp_path)}


def test_a_fault_of_a_table_quotes_its_line(tmp_path: Path) -> None:
    """Every fault with a place shows the line it is about."""
    (tmp_path / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "moves.csv").write_text(MOVES, encoding="utf-8")
    quoted = [fault.source_line for fault in check_case(tmp_path) if fault.slug == "missing-column"]
    assert set(quoted) == {"id,date,actor"}


def test_a_source_without_a_record_is_a_fault(tmp_path: Path) -> None:
    """A number that cites a row of a record that is not there is told so, and which file is nearly one."""
    (tmp_path / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "Facts.csv").write_text("id\n", encoding="utf-8")
    (fault,) = checked_case(tmp_path).faults
    assert fault.slug == "source-unknown"
    assert fault.advice == (
        "there is neither facts.csv nor moves.csv; Facts.csv is not read; what is read is called facts.csv"
    )


def test_a_folder_that_is_not_there_is_one_fault(tmp_path: Path) -> None:
    """A case that does not exist is said to be missing, once."""
    assert [fault.slug for fault in check_case(tmp_path / "none")] == ["file-missing"]
