"""Whatever is done to the files of a case, `check` and `run` end in an outcome or in words."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from tests.fuzz.hunt import FOUND, hunt, outcome
from tests.fuzz.mutants import mutant, originals

KEPT = sorted(place for place in FOUND.iterdir() if place.is_dir()) if FOUND.is_dir() else []
QUICK, SLOW = 40, 1500


def _files(place: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(place.iterdir())}


@pytest.mark.parametrize("place", KEPT, ids=lambda place: place.name)
def test_what_once_broke_something_no_longer_does(place: Path, tmp_path: Path) -> None:
    """Every small reproduction that was kept ends in an outcome or in faults."""
    assert outcome(_files(place), tmp_path / "case", solve=True)


def test_a_mutant_is_the_same_for_the_same_seed() -> None:
    """So a seed is enough to report what was found."""
    cases = originals()
    assert mutant(5, cases) == mutant(5, cases)
    assert len({tuple(sorted(mutant(n, cases).items())) for n in range(30)}) > 25


def test_a_few_mutants_end_in_an_outcome_or_in_words(tmp_path: Path) -> None:
    """The same few every time."""
    figures = hunt(QUICK, 1, tmp_path / "case")
    assert not figures.broken
    assert sum(figures.outcomes.values()) == QUICK


@pytest.mark.slow
def test_many_mutants_end_in_an_outcome_or_in_words(tmp_path: Path) -> None:
    """Others every time, from a seed that a failure names."""
    fresh = os.environ.get("PARLEY_SEEDS", "") == "fresh"
    seed = int(time.time()) % 1_000_000_000 if fresh else 10_000
    figures = hunt(SLOW, seed, tmp_path / "case")
    assert not figures.broken, f"seeds {sorted(figures.broken)}: {figures.broken}"
