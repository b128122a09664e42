"""Packages nobody has named: valued as the game values plans, counted, repaired, written into the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from tests.properties.small_games import scenarios

from parley.compiler import compile_game
from parley.dealing import beginning, deal_table, screen
from parley.dealing.screening.combinations import combine
from parley.dealing.standing import stand_at
from parley.errors import CaseError, UsageError
from parley.files import read_text
from parley.scenario import read_scenario_text
from parley.scenario.adding import NewPlan, add_plan, with_plan
from parley.scenario.parts import Scenario
from parley.solver import Solution, solve

drawn = settings(max_examples=10, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])

FOUR = """
title: two questions
as_of: 2025-01-01
round: 7 days
horizon: 4 rounds
parties:
  north:
    patience: {half_life: 1 year}
    precision: 0.3
    values: {land: {here: 50, there: 0}, tolls: {kept: 20, shared: 12, gone: 0}}
  south:
    patience: {half_life: 1 year}
    precision: 0.3
    values: {land: {here: 0, there: 50}, tolls: {kept: 0, shared: 30, gone: 35}}
issues: {land: [here, there], tolls: [kept, shared, gone]}
plans:   # what has been said so far
  # north's own
  all_north: {land: here, tolls: kept}

  all_south:
    terms: {land: there, tolls: gone}   # the most it asks

table:
  floor: {north: 40 % per round, south: 40 % per round}
  settlement: {signatories: [north, south]}
endings: {horizon: {north: 30, south: 25}}
"""


def _solved(text: str) -> tuple[Scenario, Solution]:
    scenario = read_scenario_text(text)
    return scenario, solve(compile_game(scenario))


@drawn
@given(scenarios())
def test_a_named_plan_is_worth_in_the_screen_what_it_is_in_the_deal_table(scenario: Scenario) -> None:
    """On games of every feature, gains and durability of plans agree to 1e-9."""
    solution = solve(compile_game(scenario))
    position = beginning(scenario, solution)
    table = deal_table(scenario, solution, position, "random")
    signatories = scenario.plans["first"].signatories
    found = combine(scenario, stand_at(solution, position), signatories)
    for deal in table.deals:
        place = found.place(deal.terms)
        assert place is not None
        gains = {(column.party, column.disposition): n for n, column in enumerate(found.columns)}
        for stance in deal.stances:
            column = gains[stance.party, stance.disposition]
            assert found.gains[place, column] == pytest.approx(stance.gain, abs=1e-9)
        assert found.kept[place] == pytest.approx(list(deal.durability.values()), abs=1e-9)


def test_every_combination_is_screened_and_the_smallest_that_works_found() -> None:
    """Of six combinations two beat going on for both; each plan is one issue away from one of them."""
    scenario, solution = _solved(FOUR)
    found = screen(scenario, solution, beginning(scenario, solution), "four")
    assert found.combinations == 6
    assert found.in_range == found.frontier == {"all": 2}
    points = {tuple(one.terms.values()) for one in found.points}
    assert points == {("here", "shared"), ("here", "gone")}
    roles = {role: one.terms["tolls"] for one in found.references for role in one.roles}
    # Together the tolls shared are worth 92 to the two, the tolls gone 85.
    assert roles["utilitarian:all"] == "shared"
    repairs = {repair.plan: repair for repair in found.repairs}
    assert repairs["all_north"].departures == ("tolls",)
    assert repairs["all_south"].departures == ("land",)


def test_issues_can_be_held_fixed() -> None:
    """Only combinations with the option are counted; an unknown one is refused by name."""
    scenario, solution = _solved(FOUR)
    position = beginning(scenario, solution)
    assert screen(scenario, solution, position, "four", fixed={"land": "there"}).combinations == 3
    with pytest.raises(UsageError, match="did you mean 'there'"):
        screen(scenario, solution, position, "four", fixed={"land": "ther"})


def test_a_million_combinations_are_screened_in_chunks() -> None:
    """Six issues of ten options each: every one valued, in pieces that keep memory small."""
    issues = ", ".join(f"i{n}: [{', '.join(f'o{k}' for k in range(10))}]" for n in range(6))
    values = ", ".join(f"i{n}: {{{', '.join(f'o{k}: {k}' for k in range(10))}}}" for n in range(6))
    against = ", ".join(f"i{n}: {{{', '.join(f'o{k}: {9 - k}' for k in range(10))}}}" for n in range(6))
    text = FOUR.replace("land: [here, there], tolls: [kept, shared, gone]", issues)
    text = text.replace("land: {here: 50, there: 0}, tolls: {kept: 20, shared: 12, gone: 0}", values)
    text = text.replace("land: {here: 0, there: 50}, tolls: {kept: 0, shared: 30, gone: 35}", against)
    head, _, rest = text.partition("plans:")
    first = "{" + ", ".join(f"i{n}: o0" for n in range(6)) + "}"
    text = f"{head}plans:\n  first: {first}\ntable:{rest.partition('table:')[2]}"
    scenario, solution = _solved(text.replace("north: 30, south: 25", "north: 26, south: 26"))
    found = screen(scenario, solution, beginning(scenario, solution), "big")
    assert found.combinations == 1_000_000
    # Gains of north and south sum to the same for every package, so what works is efficient.
    assert found.frontier["all"] == found.in_range["all"] > 0


def test_a_plan_is_added_and_every_comment_kept() -> None:
    """All lines of the file are there still, in order, and the scenario has the plan."""
    plan = NewPlan("middle", {"land": "here", "tolls": "shared"}, ("north", "south"), "found: by screening")
    text = with_plan(FOUR, plan)
    lines = text.split("\n")
    assert [line for line in lines if line in FOUR.split("\n")] == FOUR.split("\n")
    found = read_scenario_text(text).plans["middle"]
    assert found.terms == {"land": "here", "tolls": "shared"}
    assert found.note == "found: by screening"


def test_a_plan_is_added_where_there_were_none(tmp_path: Path) -> None:
    """A file without plans gets a section of them."""
    head, _, rest = FOUR.partition("plans:")
    (tmp_path / "scenario.yaml").write_text(f"{head}table:{rest.partition('table:')[2]}", encoding="utf-8")
    add_plan(tmp_path, NewPlan("middle", {"land": "here", "tolls": "shared"}, ("north", "south"), "x"))
    text = read_text(tmp_path / "scenario.yaml").text
    assert set(read_scenario_text(text).plans) == {"middle"}


def test_a_plan_that_would_be_at_fault_leaves_the_file_alone(tmp_path: Path) -> None:
    """A plan that lacks an issue is refused with its fault, and nothing is written."""
    path = tmp_path / "scenario.yaml"
    path.write_text(FOUR, encoding="utf-8")
    with pytest.raises(CaseError):
        add_plan(tmp_path, NewPlan("half", {"land": "here"}, ("north", "south"), "x"))
    assert path.read_text(encoding="utf-8") == FOUR


def test_plans_on_one_line_are_not_touched() -> None:
    """The message has the lines to paste."""
    flow = FOUR.partition("plans:")[0] + "plans: {one: {land: here, tolls: kept}}\n"
    with pytest.raises(UsageError, match="paste\n  middle:"):
        with_plan(flow, NewPlan("middle", {"land": "here", "tolls": "shared"}, ("north",), "x"))
