"""What is no ordinary file is never opened: a pipe would be waited for, and a device has no end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from parley.errors import CaseError
from parley.files import read_text
from parley.files.table import read_table
from parley.files.text import LARGEST_TABLE

ROOT = Path(__file__).parents[2]
CASES = ROOT / "cases"
FILES = ("scenario.yaml", "moves.csv", "facts.csv", "coding.yaml", "assessments.csv", "README.md")


@pytest.mark.parametrize("verb", ["check", "run", "ledger"])
@pytest.mark.parametrize("name", FILES)
def test_a_pipe_under_any_name_is_said(tmp_path: Path, name: str, verb: str) -> None:
    """A command that meets a named pipe says so, or does without the file, but never waits."""
    case = tmp_path / "case"
    case.mkdir()
    for path in (CASES / "pie").iterdir():
        (case / path.name).write_bytes(path.read_bytes())
    (case / name).unlink(missing_ok=True)
    os.mkfifo(case / name)
    command = "from parley.cli.main import main; main()"
    words = [verb, str(case), *(["--out", str(tmp_path / "out")] if verb == "run" else [])]
    ran = subprocess.run(
        [sys.executable, "-c", command, *words],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "Traceback" not in ran.stderr
    assert ran.returncode in (0, 2, 3)
    assert ran.returncode == 0 or "pipe" in ran.stderr or "no record" in ran.stderr or verb == "ledger"


def test_a_text_that_is_a_pipe_or_a_device_is_refused(tmp_path: Path) -> None:
    """The fault says what stands there."""
    os.mkfifo(tmp_path / "pipe")
    for path, word in ((tmp_path / "pipe", "a named pipe"), (Path("/dev/zero"), "a device")):
        with pytest.raises(CaseError, match=word):
            read_text(path)
        with pytest.raises(CaseError, match=word):
            read_table(path)


def test_a_table_beyond_all_bounds_is_not_read(tmp_path: Path) -> None:
    """Its size is looked at before a byte is read."""
    path = tmp_path / "moves.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST_TABLE + 1)
    with pytest.raises(CaseError, match="file-too-large"):
        read_table(path)
