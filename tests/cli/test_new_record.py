"""`parley new --record`: heads of all files of a case, with an example row that checks and can be weighed."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from parley.case import check_case
from parley.cli.main import app
from parley.files.table import read_table
from parley.record.reading.columns import ASSESSMENTS, FACTS, MOVES, FileShape

RUNNER = CliRunner()


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A new case with the heads of its record."""
    said = RUNNER.invoke(app, ["new", str(tmp_path / "mywar"), "--record"])
    assert said.exit_code == 0, said.exception
    assert "assessments.csv, coding.yaml, facts.csv, moves.csv" in said.stdout
    return tmp_path / "mywar"


@pytest.mark.parametrize("shape", [MOVES, FACTS, ASSESSMENTS], ids=lambda shape: shape.name)
def test_a_head_has_every_column_and_one_row(case: Path, shape: FileShape) -> None:
    """In the order in which the record writes them."""
    table = read_table(case / shape.name)
    assert table.names == shape.columns
    assert len([row for row in table.rows if not row.blank]) == 1


def test_the_example_rows_check_and_can_be_weighed(case: Path) -> None:
    """No fault in any file; the one move counts as the action its rule says."""
    assert check_case(case) == []
    said = RUNNER.invoke(app, ["check", str(case)])
    assert "coding.yaml: of 1 move 1 action" in said.stdout


def test_without_the_option_a_new_case_is_as_before(tmp_path: Path) -> None:
    """The scenario and the page that says what to do."""
    RUNNER.invoke(app, ["new", str(tmp_path / "mywar")])
    assert sorted(path.name for path in (tmp_path / "mywar").iterdir()) == ["README.md", "scenario.yaml"]
