"""The gain from waiting and the deal table: one worth where the game has one, told apart elsewhere."""

from __future__ import annotations

import pytest

from parley.compiler import compile_game
from parley.dealing import deal_table
from parley.dealing.position import beginning
from parley.outlook.worths import gain_from_waiting
from parley.report.outlook.fighting_on import FIGHTING_ON, how_measured
from parley.scenario import read_scenario_text
from parley.scenario.parts import Scenario
from parley.solver import play, solve

PLAIN = """
title: Two sides
as_of: 2025-01-01
round: 7 days
horizon: 4 rounds
parties:
  north: {precision: 0.1, values: {land: {here: 60, there: 20}}, flow: {fighting: -1 per week}}
  south: {precision: 0.1, values: {land: {here: 10, there: 70}}, flow: {fighting: -2 per week}}
issues: {land: [here, there]}
plans: {here: {terms: {land: here}}, there: {terms: {land: there}}}
table: {floor: {north: 30 % per week, south: 30 % per week}, settlement: {signatories: [north, south]}}
endings: {horizon: {north: 40, south: 30}}
"""
TURNS = PLAIN.replace(
    "table: {floor: {north: 30 % per week, south: 30 % per week}, settlement",
    "table: {turns: {first: {floor: {north: 30 % per week, south: 30 % per week}, acts: [plans]},"
    " second: {floor: {north: 30 % per week, south: 30 % per week}, acts: [plans]}}, settlement",
)
RATIFIED = PLAIN.replace("signatories: [north, south]}}", "signatories: [north, south], ratified: 50 %}}")
BROKEN = PLAIN.replace("endings: {", "endings: {breakdown: {chance: 20 %, worth: {north: 0, south: 0}}, ")


def _both(scenario: Scenario) -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]:
    """What signing now gains by the deal table, and less the gain from waiting, by package and signatory."""
    solution = solve(compile_game(scenario))
    table = deal_table(scenario, solution, beginning(scenario, solution), "two")
    waiting = gain_from_waiting(solution, play(solution))
    told = {(deal.package, one.party): one.gain for deal in table.deals for one in deal.stances}
    against = {key: -float(waiting[key[1]][key[0]].mean[0] or 0.0) for key in told}
    return told, against


def test_with_one_turn_they_are_one() -> None:
    """A round of one turn, a signature that holds, a refusal that breaks nothing off: the same to 1e-9."""
    scenario = read_scenario_text(PLAIN)
    told, against = _both(scenario)
    assert len(told) == 4 and told == pytest.approx(against, abs=1e-9)
    assert how_measured(scenario) == FIGHTING_ON


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TURNS, "others may still speak in the round"),
        (RATIFIED, "a signature may not hold"),
        (BROKEN, "talks may break off"),
    ],
)
def test_where_they_differ_it_is_said_why(text: str, said: str) -> None:
    """Whatever sets them apart moves a figure, and the sentence names it."""
    scenario = read_scenario_text(text)
    told, against = _both(scenario)
    assert max(abs(told[key] - against[key]) for key in told) > 0.1
    assert said in how_measured(scenario)
