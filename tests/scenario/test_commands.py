"""`parley check` and `parley new`, as a user meets them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from parley.cli.main import main

ROOT = Path(__file__).parents[2]
HERE_TOO = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
REFUSALS = Path(__file__).parents[1] / "refusals"


def _run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["parley", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_a_sound_case_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A shipped case named without its path is checked, and said to be sound; then what was read."""
    assert _run(monkeypatch, "check", "pie") == 0
    said = capsys.readouterr().out
    assert said.startswith(
        "pie: no faults; 2 parties, 1 issue, 201 plans, 1 situation, 60 rounds of 7 days to 2026-03-02"
    )
    assert said.splitlines()[1:] == ["read: scenario.yaml"]


def test_faults_go_to_standard_error_with_the_exit_code_of_their_family(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every fault is printed whole, nothing on standard output, and the exit code is that of a case."""
    monkeypatch.chdir(REFUSALS / "unknown-name")
    assert _run(monkeypatch, "check", ".") == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert (REFUSALS / "unknown-name" / "expected.txt").read_text(encoding="utf-8").strip() in said.err
    assert "2 faults" in said.err


def test_a_case_that_is_not_there_is_a_usage_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, one line, with the case probably meant."""
    assert _run(monkeypatch, "check", "pies") == 2
    assert "did you mean 'pie'?" in capsys.readouterr().err
    assert _run(monkeypatch, "check") == 2


def test_new_writes_a_case_that_checks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The new case has no faults; it lists its unsourced numbers, and prints itself filled and its schema."""
    folder = tmp_path / "a" / "war"
    assert _run(monkeypatch, "new", str(folder)) == 0
    assert sorted(entry.name for entry in folder.iterdir()) == ["README.md", "scenario.yaml"]
    assert [entry.name for entry in folder.parent.iterdir()] == ["war"]
    assert _run(monkeypatch, "check", str(folder)) == 0
    capsys.readouterr()
    assert _run(monkeypatch, "check", str(folder), "--sources") == 0
    assert "theatre.front.step.down\n" in capsys.readouterr().out
    assert _run(monkeypatch, "check", str(folder), "--filled") == 0
    assert capsys.readouterr().out.startswith("title: Norland")
    assert _run(monkeypatch, "check", "--schema") == 0
    assert json.loads(capsys.readouterr().out)["title"] == "A Parley scenario"


def test_new_writes_over_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder with something in it, or a file, is refused and left as it was; an empty folder is filled."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    (tmp_path / "empty").mkdir()
    assert _run(monkeypatch, "new", str(tmp_path / "full")) == 6
    assert _run(monkeypatch, "new", str(tmp_path / "full" / "notes.txt")) == 6
    assert [entry.name for entry in (tmp_path / "full").iterdir()] == ["notes.txt"]
    assert (tmp_path / "full" / "notes.txt").read_text() == "mine"
    assert _run(monkeypatch, "new", str(tmp_path / "empty")) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that takes nothing")
def test_output_that_cannot_be_written_is_a_message() -> None:
    """A full disk under the output is exit code 6 and one line, no traceback."""
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "parley.cli.main", "check", "pie"]
        ran = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=HERE_TOO
        )
    assert (ran.returncode, ran.stderr) == (6, "parley: the output: No space left on device\n")


def test_an_interrupt_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C inside a command is no traceback."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("parley.case.opening.find_case", interrupted)
    assert _run(monkeypatch, "check", "pie") == 130
