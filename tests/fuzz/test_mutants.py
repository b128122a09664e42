"""Whatever is done to the files of a case, `check` and `run` end in an outcome or in words."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from tests.fuzz.hunt import FOUND, Bench, hunt, hunt_apart
from tests.fuzz.mutants import mutant, originals
from tests.fuzz.shrinking import shrunk
from tests.fuzz.trial import try_mutant

KEPT = sorted(place for place in FOUND.iterdir() if place.is_dir()) if FOUND.is_dir() else []
QUICK, SLOW = 40, 1500


def _files(place: Path) -> dict[str, bytes]:
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("place", KEPT, ids=lambda place: place.name)
def test_what_once_broke_something_no_longer_does(place: Path, tmp_path: Path) -> None:
    """Every small reproduction that was kept ends in an outcome or in faults."""
    seed = int(place.name)
    assert try_mutant(_files(place), tmp_path / "case", seed)


def test_a_mutant_is_the_same_for_the_same_seed() -> None:
    """So a seed is enough to report what was found."""
    cases = originals()
    assert mutant(5, cases) == mutant(5, cases)
    assert len({tuple(sorted(mutant(n, cases).items())) for n in range(30)}) > 25


def test_a_few_mutants_end_in_an_outcome_or_in_words(tmp_path: Path) -> None:
    """The same few every time."""
    figures = hunt_apart(QUICK, 1, tmp_path)
    assert not figures.broken
    assert sum(figures.outcomes.values()) == figures.tried == QUICK


def test_what_breaks_something_is_made_small() -> None:
    """All that has nothing to do with it goes, file by file and line by line."""
    files = {"a": b"1\n2\nbad\n3\n4\n", "b": b"x\n" * 50}

    def amiss(tried: dict[str, bytes]) -> str:
        return "File x\nValueError: bad" if b"bad" in tried.get("a", b"") else ""

    assert shrunk(files, amiss) == {"a": b"bad\n"}


def test_a_mutant_that_kills_or_hangs_its_process_is_found_and_the_hunt_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The death is put to the mutant that was tried, and the next one is tried in a new process."""

    def tried(self: Bench, seed: int, files: dict[str, bytes]) -> str:
        if seed == 3:
            os.kill(os.getpid(), 9)
        if seed == 5:
            raise MemoryError
        return "sound"

    monkeypatch.setattr(Bench, "__init__", lambda self, place: None)
    monkeypatch.setattr(Bench, "files", lambda self, seed: {})
    monkeypatch.setattr(Bench, "tried", tried)
    figures = hunt(8, 1, tmp_path)
    assert figures.tried == 8 and figures.outcomes == {"sound": 6, "broken": 2}
    assert sorted(figures.broken) == [3, 5]


@pytest.mark.slow
def test_many_mutants_end_in_an_outcome_or_in_words(tmp_path: Path) -> None:
    """Others every time, from a seed that a failure names."""
    fresh = os.environ.get("PARLEY_SEEDS", "") == "fresh"
    seed = int(time.time()) % 1_000_000_000 if fresh else 10_000
    figures = hunt_apart(SLOW, seed, tmp_path)
    assert not figures.broken, f"seeds {sorted(figures.broken)}: {figures.broken}"
