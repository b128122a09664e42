"""Which numbers of a small case carry its outcomes."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from tests.outlook.small_case import SMALL, solved

from parley.errors import SolutionError, UsageError
from parley.game.names import Ending
from parley.report.reading import CaseWords
from parley.report.sensitivity.influence import carries
from parley.scenario import ranged_numbers, read_scenario_text, restate
from parley.scenario.quantities import Basis, Number
from parley.sensitivity.influence import (
    Influence,
    Outcome,
    Settings,
    evidence_of,
    influence,
    parse_outcome,
)
from parley.sensitivity.influence.evidence import group_of
from parley.sensitivity.influence.outcomes import OutcomeKind, measure
from parley.sensitivity.what_if import Solved, redo
from parley.solver import Course, play

SCENARIO = read_scenario_text(SMALL)
ASKED = ("settlement", "worth:south", "durability:line")


@pytest.fixture(scope="module")
def stated() -> Solved:
    """The small case as stated."""
    return solved()


@pytest.fixture(scope="module")
def found(stated: Solved) -> Influence:
    """What carries three outcomes of the small case."""
    outcomes = [parse_outcome(text, SCENARIO) for text in ASKED]
    return influence(stated, outcomes, Settings(draws=220, seed=5))


def test_outcomes_are_those_of_the_outlook(stated: Solved) -> None:
    """Every kind of outcome is read off as the outlook has it, dates down to the round they lie in."""
    names = ["settlement", "settlement:line@2025-01-22", "still_fighting", "worth:south", "durability:line"]
    outcomes = [parse_outcome(name, SCENARIO) for name in [*names, "breakdown"]]
    values = measure(outcomes, stated.solution, play(stated.solution))
    outlook = stated.outlook
    both = [outlook.endings[Ending(f"settlement:{plan}")][-1] for plan in ("line", "province")]
    assert values == pytest.approx(
        [
            sum(both),
            outlook.endings[Ending("settlement:line")][2],
            outlook.still_fighting[-1],
            outlook.values["south"].mean,
            outlook.durability["line"].mean,
            0.0,
        ]
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("setlement", "did you mean settlement"),
        ("settlement:lime", "did you mean line"),
        ("worth", "one of: north, south"),
        ("worth:south@2025-02-01", "takes no date"),
        ("settlement@soon", "expected a date"),
        ("settlement@2024-01-01", "after 2025-01-06"),
        ("settlement@2030-01-01", "up to 2025-02-17"),
    ],
)
def test_an_outcome_that_is_none_is_refused(text: str, said: str) -> None:
    """The message names what is known."""
    with pytest.raises(UsageError, match=said):
        parse_outcome(text, SCENARIO)


def test_slopes_are_those_of_solving_by_hand(stated: Solved, found: Influence) -> None:
    """The slope of a number is the central difference of two outlooks solved by themselves."""
    path = "endings.horizon.south"
    number = next(n for n in ranged_numbers(SCENARIO) if n.path == path)
    width = (number.high or 0) - (number.low or 0)
    ends = [
        redo(stated, restate(SCENARIO, {path: number.value + sign * 0.01 * width}))[0] for sign in (-1, 1)
    ]
    worths = [end.outlook.values["south"].mean for end in ends]
    one = next(x for x in found.outcomes[1].numbers if x.path == path)
    assert one.slope == pytest.approx((worths[1] - worths[0]) / 0.02)


def test_every_ranged_number_is_looked_at_and_ranked(found: Influence) -> None:
    """Numbers come by their effect, shared out or not, largest first, and groups gather them."""
    [settlement, worth, durable] = found.outcomes
    assert {one.path for one in settlement.numbers} == {n.path for n in ranged_numbers(SCENARIO)}
    sizes = [one.size for one in settlement.numbers]
    assert sizes == sorted(sizes, reverse=True)
    assert any(one.shares for one in settlement.numbers)
    moving = {one.path for one in worth.numbers if one.size > 1}
    assert moving >= {"endings.horizon.north", "endings.horizon.south"}
    assert {group.group for group in worth.groups} == {"party:north", "party:south"}
    assert all(one.size == 0 for one in durable.numbers), "no number here touches durability"
    assert durable.find_out_next == ()


def test_two_parties_share_the_spread_between_them(stated: Solved) -> None:
    """What one of two groups carries alone is what the other, with interactions, leaves of the whole."""
    outcomes = [parse_outcome(text, SCENARIO) for text in ASKED]
    found = influence(stated, outcomes, Settings(draws=900, seed=5))
    assert found.bases == 64
    assert found.solved <= 900
    for one in found.outcomes[:2]:
        groups = {str(group.group): group for group in one.groups}
        north, south = (groups[f"party:{name}"].shares for name in ("north", "south"))
        assert north and south
        for mine, other in ((north, south), (south, north)):
            slack = mine.first_margin + other.total_margin
            assert mine.first == pytest.approx(1 - other.total, abs=slack)
            assert slack < 0.5
        totals = [group.shares.total for group in one.groups if group.shares]
        assert totals == sorted(totals, reverse=True)
    durable = found.outcomes[2]
    assert all(group.shares and not group.shares.total for group in durable.groups), "nothing moves it"


def test_groups_go_without_shares_where_the_draws_are_few(found: Influence) -> None:
    """The draws of the numbers come first; what a group's numbers do is still summed."""
    for one in found.outcomes:
        assert all(group.shares is None for group in one.groups)
        for group in one.groups:
            sizes = [x.size for x in one.numbers if x.group == group.group]
            assert group.numbers == len(sizes)
            assert group.size == pytest.approx(sum(sizes))


def test_the_worst_sourced_of_equals_is_to_be_found_out_first(found: Influence) -> None:
    """What to find out next is ordered by effect times what is still to be learnt."""
    for one in found.outcomes:
        lacking = {x.path: x.lacking for x in one.numbers}
        ordered = [lacking[path] for path in one.find_out_next]
        assert ordered == sorted(ordered, reverse=True)
        largest = max(x.size for x in one.numbers)
        for x in one.numbers:
            assert x.lacking == pytest.approx(x.size / largest * x.evidence.lack if largest else 0.0)


def test_the_budget_is_kept(found: Influence) -> None:
    """No more solves are made than asked for."""
    assert 0 < found.solved <= 220
    assert found.trajectories >= 2
    assert found.bases >= 2


def test_the_same_seed_gives_the_same_findings(stated: Solved, found: Influence) -> None:
    """Every figure is the same again, and another seed gives others."""
    outcomes = [parse_outcome(text, SCENARIO) for text in ASKED]
    again = influence(stated, outcomes, Settings(draws=220, seed=5))
    assert again.document() == found.document()
    other = influence(stated, outcomes, Settings(draws=220, seed=6))
    assert other.document()["outcomes"] != found.document()["outcomes"]


def test_what_is_kept_can_be_read_back(found: Influence) -> None:
    """The file of a study of influence gives it back."""
    kept = json.loads(json.dumps(found.document()))
    assert json.loads(json.dumps(Influence.read(kept).document())) == kept


def test_draws_that_fail_are_reported(stated: Solved, monkeypatch: pytest.MonkeyPatch) -> None:
    """Solves that are not good enough are counted with their reason, and the rest is used."""
    calls: list[Course] = []

    def picky(course: Course) -> None:
        calls.append(course)
        if len(calls) % 40 == 0:
            raise SolutionError("no")

    monkeypatch.setattr("parley.solver.equilibrium.certify", picky)
    found = influence(stated, [Outcome(OutcomeKind.STILL_FIGHTING, round=6)], Settings(draws=220))
    assert sum(one.count for one in found.failures) == found.solved // 40
    assert {one.reason for one in found.failures} == {"beliefs and choices could not be brought to agree"}


def test_a_case_in_which_nothing_can_be_solved_is_refused(
    stated: Solved, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If every draw fails there is nothing to tell, and the message says why."""

    def never(course: Course) -> None:
        raise SolutionError("no")

    monkeypatch.setattr("parley.solver.equilibrium.certify", never)
    with pytest.raises(SolutionError, match="beliefs and choices"):
        influence(stated, [Outcome(OutcomeKind.BREAKDOWN, round=6)], Settings(draws=100))


def test_too_few_draws_and_no_ranges_are_refused(stated: Solved) -> None:
    """The message says how many draws are needed, or how to state a range."""
    outcomes = [parse_outcome("settlement", SCENARIO)]
    with pytest.raises(UsageError, match="use --draws 32 or more"):
        influence(stated, outcomes, Settings(draws=10))
    without = re.sub(r", range: \[[^\]]*\]", "", SMALL)
    bare = replace(stated, scenario=read_scenario_text(without))
    with pytest.raises(UsageError, match=r"range: \[3, 8\]"):
        influence(bare, outcomes, Settings())


@pytest.mark.parametrize(
    ("number", "grade"),
    [
        (Number(1.0, "a"), "nothing"),
        (Number(1.0, "a", note="why not"), "judgement"),
        (Number(1.0, "a", sources=("F1",), note="judgement", said=Basis.PARTLY_SOURCED), "partly sourced"),
        (Number(1.0, "a", sources=("F1",), note="as counted"), "sourced"),
    ],
)
def test_numbers_are_graded_by_what_they_rest_on(number: Number, grade: str) -> None:
    """Nothing, a note alone, a source said to carry a part of it, and a source."""
    assert evidence_of(number).grade == grade


@pytest.mark.parametrize(
    ("path", "group"),
    [
        ("parties.usa.flow.war_goes_on", "party:usa"),
        ("endings.horizon.usa", "party:usa"),
        ("levers.us_aid.switch_cost.paused", "lever:us_aid"),
        ("theatre.front.step.up.base", "theatre:front"),
        ("conditions.end_us_support.sets_in", "condition:end_us_support"),
        ("table.floor.usa", "table:floor"),
        ("issues.army.capped.strength.ukraine", "issue:army"),
        ("aftermath.precision", "aftermath:"),
    ],
)
def test_numbers_are_grouped_by_what_they_are_about(path: str, group: str) -> None:
    """Party, lever, track and so on."""
    assert group_of(path) == group


def test_a_sentence_names_no_number_that_moves_nothing(stated: Solved, found: Influence) -> None:
    """A number whose effect rounds to nothing is never said to move an outcome; one that moves it is, with
    how much, and no share of the spread is called most of it."""
    reading = CaseWords(found, (date(2025, 1, 6), date(2025, 2, 17)), False, SCENARIO)
    for one in found.outcomes:
        slight = replace(
            one, numbers=tuple(replace(x, size=7e-7 if x.size else 0.0, shares=None) for x in one.numbers)
        )
        said = carries(reading, slight)
        assert "moves it" in said and "no number" in said.lower(), said
        assert "moved most" not in said
        shared = carries(reading, one)
        assert "Most of" not in shared and "most by" not in shared
    worth = replace(
        found.outcomes[1], numbers=tuple(replace(x, shares=None) for x in found.outcomes[1].numbers)
    )
    largest = worth.numbers[0]
    assert f"(by {largest.size:.1f})" in carries(reading, worth)
