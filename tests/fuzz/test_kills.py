"""Runs that are killed at any moment leave a folder as it was, or as it was to be."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fuzz.kills import kill_runs, kill_writers


def test_writers_that_are_killed_tear_nothing(tmp_path: Path) -> None:
    """After each of sixty processes, most killed at a drawn call, all files are whole and of one run."""
    found = kill_writers(60, 1, tmp_path)
    assert found.killed > 30, "most are killed on the way"
    assert not found.amiss


@pytest.mark.slow
def test_runs_that_are_killed_lose_nothing(tmp_path: Path) -> None:
    """The same of whole runs of a case, by the clock and at a call on files, and of many more writers."""
    runs, writers = kill_runs(12, 1, tmp_path / "runs"), kill_writers(300, 2, tmp_path / "writers")
    assert runs.killed == 12 and writers.killed > 150
    assert not runs.amiss and not writers.amiss
