"""The Ukraine case's section on what carries the answer is what was found, about the case as it stands."""

from __future__ import annotations

import os

import pytest
from tests.golden import carries

from parley.scenario import ranged_numbers, read_scenario, restate
from parley.sensitivity.influence import Influence
from parley.workbench import outlook_of


@pytest.fixture(scope="module")
def found() -> Influence:
    """What was found when it was last solved."""
    return carries.stored()[0]


def test_the_section_is_what_was_found() -> None:
    """The README has, word for word, what the stored findings say (`python -m tests.golden.carries`)."""
    text = carries.README.read_text(encoding="utf-8")
    assert carries.written(text) == carries.section(*carries.stored())


def test_the_findings_are_about_the_numbers_as_they_stand(found: Influence) -> None:
    """Every number with a range is there with the value and range it has now; renew what was found if not."""
    stated = {number.path: number for number in ranged_numbers(read_scenario(carries.CASE))}
    for one in found.outcomes:
        assert {number.path for number in one.numbers} == set(stated)
        for number in one.numbers:
            now = stated[number.path]
            assert (number.value, number.low, number.high) == pytest.approx(
                (now.value, now.low, now.high), rel=1e-5
            )


@pytest.mark.slow
def test_solved_again_the_findings_hold(found: Influence) -> None:
    """The outcomes as stated, and the slopes of the numbers that matter most, come out as stored."""
    if os.environ.get("PARLEY_RENEW"):
        carries.renew()
        carries.write()
        found = carries.stored()[0]
    scenario = read_scenario(carries.CASE, carries.GRID)

    def settled(values: dict[str, float]) -> float:
        endings = outlook_of(restate(scenario, values), "ukraine-2025-plain", {}).endings
        return sum(path[-1] for name, path in endings.items() if name.startswith("settlement"))

    [settlement, *_] = found.outcomes
    assert settlement.stated == pytest.approx(settled({}), abs=2e-3)
    sloped = [number for number in settlement.numbers if number.slope is not None]
    for number in sorted(sloped, key=lambda one: -abs(one.slope or 0.0))[:2]:
        half = 0.01 * (number.high - number.low)
        ends = [settled({number.path: number.value + sign * half}) for sign in (-1, 1)]
        assert number.slope == pytest.approx((ends[1] - ends[0]) / 0.02, rel=0.05, abs=0.01)
