"""What commands say beside their answer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.sensitivity.study.studies import DUO

from parley.cli.main import main

SOURCE = Path(__file__).parents[2] / "src"
CASES = SOURCE.parent / "cases"


def _run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["parley", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.mark.parametrize("command", ["check", "run"])
def test_advice_goes_to_standard_error(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Advice on a sound scenario stands apart from the answer, and changes no exit code."""
    monkeypatch.setattr("parley.compiler.advice.advise", lambda _: ("cut the pie finer",))
    elsewhere = ["--out", str(tmp_path)] if command == "run" else []
    assert _run(monkeypatch, command, "pie", *elsewhere) == 0
    said = capsys.readouterr()
    assert said.err == "advice: cut the pie finer\n"
    assert "cut the pie" not in said.out


def test_who_waits_for_the_compiler_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Where nothing is compiled yet a run says so first, unless the case has faults."""
    monkeypatch.setattr("parley.solver.kernel.compiling.CACHE", str(tmp_path))
    assert _run(monkeypatch, "run", "pie", "--out", str(tmp_path / "out")) == 0
    assert "Compiling the solver" in capsys.readouterr().err
    record = tmp_path / "record"
    record.mkdir()
    shutil.copy(CASES / "korea-1951" / "moves.csv", record)
    assert _run(monkeypatch, "run", str(record)) == 3
    assert "Compiling" not in capsys.readouterr().err


def test_a_study_ends_without_complaints(tmp_path: Path) -> None:
    """Making a study says how far it is on standard error, asking it nothing, and ending adds nothing."""
    (tmp_path / "duo").mkdir()
    (tmp_path / "duo" / "scenario.yaml").write_text(DUO, encoding="utf-8")
    told = []
    for words in (["duo", "--draws", "4", "--workers", "1"], ["query", "out/duo/study", "SELECT 1"]):
        command = [sys.executable, "-m", "parley.cli.main", "study", *words]
        path = {**os.environ, "PYTHONPATH": str(SOURCE)}
        ran = subprocess.run(command, env=path, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        told.append(ran.stderr)
    made, asked = told
    assert all(re.fullmatch(r"\d of 4 draws", line) for line in made.splitlines()), made
    assert asked == ""
