"""A checked scenario stated again with other numbers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from parley.errors import CaseError, UsageError
from parley.scenario import (
    all_numbers,
    at_quantile,
    ranged_numbers,
    read_scenario,
    read_scenario_text,
    restate,
    value_in_words,
)
from parley.scenario.parts import Scenario
from parley.scenario.quantities import Number
from parley.sensitivity.study import draw

UKRAINE = Path(__file__).parents[2] / "cases" / "ukraine-2025-plain"
Edit = Callable[..., str]
WEIGHT = "parties.russia.dispositions.pragmatic.weight"
OTHER_WEIGHT = "parties.russia.dispositions.maximalist.weight"


def _written(number: Number, value: float) -> str:
    """Write a value as the file would have it."""
    if number.unit == "days":
        return f"{value!r} days"
    if number.per_days and number.unit != "part":
        return f"{value!r} per {number.per_days!r} days"
    return repr(value)


@pytest.fixture(scope="module")
def ukraine() -> Scenario:
    """The Ukraine case's scenario."""
    return read_scenario(UKRAINE)


@pytest.mark.parametrize("u", [0.0, 0.37, 0.75])
def test_restating_every_ranged_number_equals_reading_the_file_with_these_changes(
    ukraine: Scenario, u: float
) -> None:
    """All ranged numbers of the Ukraine case at once, restated, are the scenario its changed file gives."""
    numbers = {number.path: number for number in ranged_numbers(ukraine)}
    values = {path: at_quantile(number, u) for path, number in numbers.items()}
    changes = {path: _written(numbers[path], value) for path, value in values.items()}
    changes[OTHER_WEIGHT] = repr(1 - values[WEIGHT])
    assert len(values) == 79
    assert restate(ukraine, values) == read_scenario(UKRAINE, changes)


def test_restating_one_number_equals_reading_the_file_with_it(rich: Scenario, rich_text: str) -> None:
    """Each stated number of a scenario with every feature, moved alone, gives what its changed file gives."""
    for number in all_numbers(rich):
        if not number.stated or number.path.startswith("parties.russia.dispositions"):
            continue
        value = number.value * 0.9
        again = read_scenario_text(rich_text, {number.path: _written(number, value)})
        assert restate(rich, {number.path: value}) == again, number.path


def test_the_other_of_two_weights_follows(rich: Scenario) -> None:
    """Where one of two weights is given the other is the rest, and beliefs that were not stated follow."""
    again = restate(rich, {WEIGHT: 0.2})
    assert [one.weight.value for one in again.parties["russia"].dispositions] == [0.2, 0.8]
    assert [number.value for number in again.parties["ukraine"].beliefs["russia"].values()] == [0.2, 0.8]
    assert again.parties["usa"].beliefs == rich.parties["usa"].beliefs


def test_of_two_ranged_weights_only_one_is_free(ukraine: Scenario) -> None:
    """Both weights of the Ukraine case have a range, and only the first of them can be moved by itself."""
    paths = [number.path for number in ranged_numbers(ukraine)]
    assert WEIGHT in paths and OTHER_WEIGHT not in paths
    assert len(set(paths)) == len(paths)


def test_the_aftermath_takes_the_precision_of_the_opportunist(rich: Scenario) -> None:
    """An aftermath without a precision of its own follows that of the opportunist."""
    again = restate(rich, {"parties.russia.precision": 0.9})
    assert again.aftermath is not None and again.aftermath.precision is not None
    assert again.aftermath.precision.value == 0.9
    assert not again.aftermath.precision.stated


def test_a_pie_is_divided_again() -> None:
    """A pie of another worth has divisions of another worth, and transfers by shares follow theirs."""
    text = """
title: Pie
as_of: 2025-01-01
round: 7 days
horizon: 4 rounds
parties: {ann: {}, bob: {}}
issues: {pie: {split: [ann, bob], steps: 4, worth: {value: 100, range: [50, 150]}}}
transfers: {pay: {by: ann, signatories: [bob], split: [ann, bob], steps: 2, worth: {value: 1, range: [0, 3]}}}
table: {floor: {alternate: [ann, bob]}, settlement: {signatories: [ann, bob]}}
"""
    scenario = read_scenario_text(text)
    again = restate(scenario, {"issues.pie.worth": 60.0, "transfers.pay.worth": 0.7})
    assert again == read_scenario_text(text, {"issues.pie.worth": 60.0, "transfers.pay.worth": 0.7})
    assert again.parties["bob"].values["pie"]["ann_25"][0].amount.numbers[0].value == 45.0


def test_nothing_restated_is_the_same_scenario(ukraine: Scenario) -> None:
    """No values, or the stated values, change nothing."""
    assert restate(ukraine, {}) is ukraine
    assert restate(ukraine, {n.path: n.value for n in ranged_numbers(ukraine)}) == ukraine


@pytest.mark.parametrize(
    ("path", "value", "slug"),
    [
        ("parties.usa.precison", 0.5, "what-if-path"),
        ("parties.usa.precision", 0.0, "out-of-range"),
        ("parties.usa.precision", float("nan"), "out-of-range"),
        ("parties.russia.patience.half_life", -3.0, "out-of-range"),
        (WEIGHT, 1.2, "out-of-range"),
        ("issues.foreign_forces.european.deterrence", -1.0, "out-of-range"),
        ("theatre.front.step.up.base", 0.99, "law-of-motion-range"),
        ("table.floor.usa", 0.95, "floor-sum"),
    ],
)
def test_what_cannot_be_restated_is_a_fault(ukraine: Scenario, path: str, value: float, slug: str) -> None:
    """A path that names no number, or a value that makes no valid scenario, is refused by slug and path."""
    with pytest.raises(CaseError) as problem:
        restate(ukraine, {path: value})
    assert {fault.slug for fault in problem.value.faults} == {slug}
    assert all(path in fault.file for fault in problem.value.faults)


def test_weights_that_do_not_sum_are_a_fault(ukraine: Scenario) -> None:
    """Two weights given together must sum to one."""
    with pytest.raises(CaseError) as problem:
        restate(ukraine, {WEIGHT: 0.4, OTHER_WEIGHT: 0.5})
    assert [fault.slug for fault in problem.value.faults] == ["weights-sum"]


def test_chances_that_are_not_named_share_what_is_left() -> None:
    """Of three chances one is moved: the two others keep their proportion, and the three sum to one."""
    scenario = read_scenario(UKRAINE.with_name("ukraine-2025"))
    moved = {"parties.ukraine.beliefs.russia.settler": 0.25}
    after = restate(scenario, moved).parties["ukraine"].beliefs["russia"]
    before = scenario.parties["ukraine"].beliefs["russia"]
    assert after["settler"].value == 0.25 and sum(one.value for one in after.values()) == pytest.approx(1)
    ratio = before["waiter"].value / before["disarmer"].value
    assert after["waiter"].value / after["disarmer"].value == pytest.approx(ratio)
    assert restate(scenario, dict.fromkeys(moved, before["settler"].value)) == scenario


def test_most_draws_of_the_shipped_case_are_scenarios() -> None:
    """Nine draws in ten of the shipped case can be stated; the rest ask for too much at once."""
    scenario = read_scenario(UKRAINE.with_name("ukraine-2025"))
    draws = draw(scenario, 32, seed=1)
    sound = 0
    for number in range(32):
        with suppress(CaseError):
            restate(scenario, draws.row(number))
            sound += 1
    assert sound >= 28


def test_a_triangular_spread_has_its_peak_at_the_value() -> None:
    """Below the peak of a triangular spread lies the part its shape gives, and its ends are the range."""
    number = Number(2.0, "a.b", low=0.0, high=8.0, spread="triangular")
    assert at_quantile(number, 0.0) == 0.0
    assert at_quantile(number, 1.0) == 8.0
    assert at_quantile(number, 0.25) == pytest.approx(2.0)
    assert at_quantile(number, 0.0625) == pytest.approx(1.0)


def test_a_uniform_spread_is_even() -> None:
    """A part of a uniform spread is the same part of the range."""
    assert at_quantile(Number(2.0, "a.b", low=0.0, high=8.0), 0.75) == 6.0


def test_no_range_no_quantile() -> None:
    """A number without a range, and a part outside 0..1, are refused."""
    with pytest.raises(UsageError, match=r"a\.b has none"):
        at_quantile(Number(2.0, "a.b"), 0.5)
    with pytest.raises(UsageError, match="0 to 1"):
        at_quantile(Number(2.0, "a.b", low=0.0, high=8.0), 1.5)


@pytest.mark.parametrize(
    ("path", "words", "value"),
    [
        ("parties.russia.patience.half_life", "2 years", 730.5),
        ("parties.russia.dispositions.pragmatic.weight", "30 %", 0.3),
        ("parties.russia.flow.fighting.pragmatic", "-0.3", -0.3),
        ("parties.russia.flow.fighting.pragmatic", "-0.3 per week", -0.3),
        ("theatre.front.step.down", "2 % per week", 0.02),
    ],
)
def test_a_value_is_read_as_the_file_would_have_it(
    ukraine: Scenario, path: str, words: str, value: float
) -> None:
    """Units and periods are those of the file; a bare figure of a rate has the period stated."""
    number = next(number for number in all_numbers(ukraine) if number.path == path)
    assert value_in_words(ukraine, number, words) == pytest.approx(value)
