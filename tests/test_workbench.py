"""The corridor: one function per verb, for shells and notebooks alike."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from parley import workbench
from parley.errors import CaseError, OutputError, TooLargeError, UsageError
from parley.scenario.starting import write_starter

ROOT = Path(__file__).parents[1]
SHORT = {"horizon": "4 rounds"}


def test_a_shipped_case_runs_by_its_name_or_its_folder() -> None:
    """Both ways lead to the same outlook."""
    by_name, by_folder = (workbench.run(case, SHORT) for case in ("pie", ROOT / "cases" / "pie"))
    timeless = [
        replace(found.outlook, solver=replace(found.outlook.solver, seconds=0.0))
        for found in (by_name, by_folder)
    ]
    assert timeless[0] == timeless[1]
    assert by_name.case.folder == ROOT / "cases" / "pie"


def test_every_file_read_is_hashed(tmp_path: Path) -> None:
    """The hashes are those of the files of the case, so that an outlook can be traced to what it rests on."""
    write_starter(tmp_path / "case")
    text = (tmp_path / "case" / "scenario.yaml").read_bytes()
    outlook = workbench.run(tmp_path / "case", SHORT).outlook
    assert outlook.input_hashes["scenario.yaml"] == hashlib.sha256(text).hexdigest()
    assert set(outlook.input_hashes) == {"scenario.yaml", "changes"}


def test_an_outlook_can_be_written_and_read_back(tmp_path: Path) -> None:
    """What is on disk is what is in memory, and the brief names the case."""
    result = workbench.run("pie", SHORT)
    written = workbench.write(result, tmp_path / "a" / "b")
    assert json.loads(written.outlook.read_text(encoding="utf-8")) == result.outlook.document()
    assert result.outlook.title in written.brief.read_text(encoding="utf-8")


def test_nothing_is_written_where_nothing_can_be(tmp_path: Path) -> None:
    """The error says what to do instead."""
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="--out"):
        workbench.write(workbench.run("pie", SHORT), tmp_path / "file")


def test_faults_of_all_files_come_together(tmp_path: Path) -> None:
    """A fault of the record and one of the scenario are reported at once."""
    write_starter(tmp_path / "case")
    scenario = tmp_path / "case" / "scenario.yaml"
    text = scenario.read_text(encoding="utf-8").replace("half_life: 2 years", "half_live: 2 years")
    scenario.write_text(text, encoding="utf-8")
    (tmp_path / "case" / "facts.csv").write_text("id,date\nF01,soon\n", encoding="utf-8")
    with pytest.raises(CaseError) as refused:
        workbench.run(tmp_path / "case")
    assert {Path(fault.file).name for fault in refused.value.faults} == {"scenario.yaml", "facts.csv"}


def test_the_memory_limit_is_the_callers() -> None:
    """A limit of a kilobyte fits no case."""
    with pytest.raises(TooLargeError):
        workbench.run("pie", memory_limit=1000)


def test_halving_is_refused_where_turns_alternate() -> None:
    """Cutting rounds in two would change who speaks when, and the message says so."""
    with pytest.raises(UsageError, match="alternates"):
        workbench.halve("pie")


def _moved(report: str) -> float:
    """The first figure a halving report gives: the largest difference in a probability."""
    found = re.search(r"at most ([0-9.]+) in the probability", " ".join(report.split()))
    assert found is not None
    return float(found[1])


def test_halving_the_rounds_of_the_starter_hardly_moves_it(tmp_path: Path) -> None:
    """The report says by how much, and lists each ending beside its other self."""
    write_starter(tmp_path / "case")
    report = workbench.halve(tmp_path / "case")
    assert report.startswith("case: rounds of 7 days against 3.5 days.\n")
    # A floor of 10 % a week: two people speak in the same week once in a hundred.
    assert 0.0 < _moved(report) < 0.02
    assert "\n  settlement:line_with_monitors " in report


@pytest.mark.slow
def test_halving_the_rounds_of_the_ukraine_case_hardly_moves_it() -> None:
    """Four parties speak in four weeks of five, and still the length of a round decides little."""
    # 0.01 when last measured; three times that would be a result of the calendar, not of the war.
    assert 0.0 < _moved(workbench.halve("ukraine-2025-plain")) < 0.03


def test_opening_a_case_does_not_solve_it() -> None:
    """Checked and changed, no more."""
    case = workbench.open_case("pie", {"parties.bob.precision": 2})
    assert case.name == "pie"
    precision = case.scenario.parties["bob"].precision
    assert precision is not None
    assert precision.value == 2.0
