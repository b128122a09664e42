"""The shipped cases replayed; a change of rule, number or solver that moves a result shows here.

Run `PARLEY_RENEW=1 python -m pytest tests/golden -m "slow or not slow"` to write the replays anew, and review
the difference as you would code: every line that moved is a result that moved.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from tests.golden.replay import replay

from parley.scenario.starting import STARTER

HERE = Path(__file__).parent
CASES = HERE.parents[1] / "cases"
NUMBER = re.compile(r"-?\d+\.\d+")

LAST_PLACE = 0.0011
"""Machines may round the third decimal differently, and do no more than that."""


def _review(case: Path, name: str) -> None:
    text, path = replay(case), HERE / f"{name}.txt"
    if os.environ.get("PARLEY_RENEW"):
        path.write_text(text, encoding="utf-8")
    assert moved(path.read_text(encoding="utf-8"), text) == []


def moved(reviewed: str, text: str) -> list[tuple[str, str]]:
    """Pairs of lines that differ in words, or in a number by more than its last place."""
    one, other = reviewed.splitlines(), text.splitlines()
    length = max(len(one), len(other))
    pairs = zip(one + [""] * (length - len(one)), other + [""] * (length - len(other)), strict=True)
    return [(a, b) for a, b in pairs if not _alike(a, b)]


def _alike(one: str, other: str) -> bool:
    if NUMBER.sub("#", one).split() != NUMBER.sub("#", other).split():
        return False
    numbers = zip(NUMBER.findall(one), NUMBER.findall(other), strict=True)
    return all(abs(float(a) - float(b)) < LAST_PLACE for a, b in numbers)


@pytest.mark.parametrize(
    ("case", "name"),
    [(CASES / "pie", "pie"), (STARTER, "starter"), (CASES / "winter-war-1940", "winter-war-1940")],
)
def test_a_small_case_replays_as_reviewed(case: Path, name: str) -> None:
    """The replay is, line by line, the one that was last reviewed."""
    _review(case, name)


@pytest.mark.slow
def test_the_plain_ukraine_case_replays_as_reviewed() -> None:
    """The large case, likewise."""
    _review(CASES / "ukraine-2025-plain", "ukraine-2025-plain")


def test_a_moved_number_shows() -> None:
    """Rounding in the last place passes; a unit more, another word or a line too many does not."""
    assert moved("front 0.123 -4.500\n", "front  0.124 -4.501\n") == []
    assert moved("front 0.123\n", "front 0.125\n") == [("front 0.123", "front 0.125")]
    assert moved("front 0.123\n", "back 0.123\n") == [("front 0.123", "back 0.123")]
    assert moved("front 0.123\n", "front 0.123\nback 1.000\n") == [("", "back 1.000")]
