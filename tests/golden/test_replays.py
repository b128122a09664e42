"""The shipped cases replayed; a change of rule, number or solver that moves a result shows here.

Run `PARLEY_RENEW=1 python -m pytest tests/golden -m "slow or not slow"` to write the replays anew, and review
the difference as you would code: every line that moved is a result that moved.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.golden.replay import replay

from parley.scenario import read_scenario
from parley.scenario.starting import STARTER
from parley.workbench import outlook_of

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
def test_the_ukraine_case_comes_out_as_reviewed() -> None:
    """The main figures of the extended case are those of its golden to 1e-9 of themselves or of one."""
    path = HERE / "ukraine-2025.json"
    case = CASES / "ukraine-2025"
    found = main_figures(outlook_of(read_scenario(case), case.name, {}).document())
    if os.environ.get("PARLEY_RENEW"):
        path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    reviewed = json.loads(path.read_text(encoding="utf-8"))
    assert found.keys() == reviewed.keys()
    off = {key: (reviewed[key], found[key]) for key in found if not _same(reviewed[key], found[key])}
    assert off == {}


def main_figures(outlook: Mapping[str, Any]) -> dict[str, float]:
    """Endings at the middle and the end, worths by kind, gains from waiting, how long a peace is kept."""
    last = len(outlook["rounds"]) - 1
    ways = {**outlook["endings"], "still_fighting": outlook["still_fighting"]}
    found = {
        f"{name} by {outlook['rounds'][t]}": path[t] for name, path in ways.items() for t in (last // 2, last)
    }
    for party, worth in outlook["values"].items():
        found[f"worth to {party}"] = worth["mean"]
        found |= {f"worth to {party}, {kind}": one for kind, one in worth["by_disposition"].items()}
    for party, plans in outlook["gain_from_waiting"].items():
        found |= {f"{party} waits for {plan}": path["mean"][0] for plan, path in plans.items()}
    return found | {f"{plan} is kept": one["mean"] for plan, one in outlook["durability"].items()}


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-9 * max(1.0, abs(one))


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
