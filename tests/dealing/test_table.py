"""The deal table, acts and smallest changes, on cases small enough to work out by hand."""

from __future__ import annotations

import math
from datetime import date

import pytest

from parley.compiler import compile_game
from parley.dealing import Taken, acts_now, beginning, deal_table, position_on
from parley.errors import UsageError
from parley.scenario import read_scenario_text
from parley.scenario.parts import Scenario
from parley.solver import play, solve
from parley.solver.course import Course
from parley.solver.solution import Solution

TWO = """
title: two sides, two answers
as_of: 2025-01-01
round: 7 days
horizon: 1 rounds
parties:
  north: {patience: {per_round: 1}, precision: 0.1, values: {land: {here: 60, there: 20}}}
  south:
    patience: {per_round: 1}
    precision: 0.1
    values: {land: {here: {value: 10, range: [5, 35]}, there: 70}}
issues: {land: [here, there]}
table:
  floor: {north: 50 % per round, south: 50 % per round}
  settlement: {signatories: [north, south]}
endings: {horizon: {north: 40, south: 30}}
"""

HIDDEN = """
title: one side may be either
as_of: 2025-01-01
round: 7 days
horizon: 6 rounds
parties:
  north:
    patience: {half_life: 1 year}
    precision: 0.3
    dispositions: {mild: {weight: 50 %}, hard: {weight: 50 %}}
    values: {land: {here: {mild: 70, hard: 30}, there: 10}}
  south:
    patience: {half_life: 1 year}
    precision: 0.3
    beliefs: {north: {mild: 30 %}}
    values: {land: {here: 50, there: 80}}
issues: {land: [here, there]}
gestures: {favour: {by: north, cost: {mild: 0.1, hard: 3}}}
table:
  floor: {north: 40 % per round, south: 40 % per round}
  settlement: {signatories: [north, south]}
endings: {horizon: {north: 45, south: 40}}
"""


def _solved(text: str) -> tuple[Scenario, Solution, Course]:
    scenario = read_scenario_text(text)
    solution = solve(compile_game(scenario))
    return scenario, solution, play(solution)


def test_signing_is_set_against_going_on() -> None:
    """In the last round a refusal leads to the horizon, so gains are values less its worth."""
    scenario, solution, _ = _solved(TWO)
    table = deal_table(scenario, solution, beginning(scenario, solution), "two")
    here, there = table.deals
    assert {s.party: s.gain for s in here.stances} == pytest.approx({"north": 20.0, "south": -20.0})
    assert {s.party: s.gain for s in there.stances} == pytest.approx({"north": -20.0, "south": 40.0})
    assert here.in_range == {"all": False}
    assert [s.party for s in here.blockers] == ["south"]
    assert here.stances[1].gives_up == {"land": 60.0}


def test_a_yes_is_logit_in_the_gain() -> None:
    """Where the answer decides, the chance of a yes is the logistic of precision times gain."""
    scenario, solution, _ = _solved(TWO)
    table = deal_table(scenario, solution, beginning(scenario, solution), "two")
    for stance in (s for deal in table.deals for s in deal.stances):
        expected = 1 / (1 + math.exp(-0.1 * stance.gain))
        assert stance.would_sign == pytest.approx(expected)
        assert stance.says_yes == pytest.approx(expected)


def test_the_smallest_change_makes_the_blocker_indifferent() -> None:
    """The change that is named, made and solved again, closes the gap; its range is told."""
    scenario, solution, _ = _solved(TWO)
    taken = Taken(scenario, solution, beginning(scenario, solution))
    change = taken.smallest_change("here", "south", None)
    assert change is not None
    assert (change.path, change.value) == ("parties.south.values.land.here", 10.0)
    assert change.needed == pytest.approx(30.0)
    assert change.in_range is True
    changed = TWO.replace("value: 10,", f"value: {change.needed},")
    scenario, solution, _ = _solved(changed)
    table = deal_table(scenario, solution, beginning(scenario, solution), "two")
    assert table.deals[0].stances[1].gain == pytest.approx(0.0, abs=1e-9)


def test_a_hidden_party_has_a_stance_for_each_kind() -> None:
    """Kinds of the hidden party stand apart; an open party weighs them with its belief."""
    scenario, solution, _ = _solved(HIDDEN)
    table = deal_table(scenario, solution, beginning(scenario, solution), "hidden")
    here = table.deals[0]
    assert [(s.party, s.disposition) for s in here.stances] == [
        ("north", "mild"),
        ("north", "hard"),
        ("south", None),
    ]
    assert here.stances[0].gain > 0 > here.stances[1].gain
    assert here.in_range["hard"] is False
    assert table.beliefs["south"]["north"] == pytest.approx({"mild": 0.3, "hard": 0.7})
    assert table.beliefs["analyst"]["north"] == pytest.approx({"mild": 0.5, "hard": 0.5})


def test_acts_say_what_they_would_tell() -> None:
    """An act the mild kind takes more often raises the belief in it, one it takes less often lowers it."""
    scenario, solution, _ = _solved(HIDDEN)
    position = beginning(scenario, solution)
    acts = {act.act: act for act in acts_now(solution, position, "north").acts}
    favour = acts["gesture:favour"]
    assert favour.gain["mild"] > favour.gain["hard"]
    for act in acts.values():
        assert (act.tells["mild"] > 0.5) == (act.chance["mild"] > act.chance["hard"])
    assert sum(act.chance["mild"] for act in acts.values()) == pytest.approx(1.0)
    assert acts["hold"].gain == {"mild": 0.0, "hard": 0.0}
    offers = {act.act: act for act in acts_now(solution, position, "south").acts}
    assert offers["offer:here"].answers[0].party == "north"
    assert set(offers["offer:here"].answers[0].accept) == {"mild", "hard"}


def test_a_later_day_is_the_most_probable_situation_then() -> None:
    """`on` moves the round and what is believed; parts given are put where they are said to stand."""
    scenario, solution, course = _solved(HIDDEN)
    later = position_on(scenario, solution, course, date(2025, 1, 20))
    assert (later.round, later.day) == (2, date(2025, 1, 15))
    with pytest.raises(UsageError, match="outside the scenario"):
        position_on(scenario, solution, course, date(2026, 1, 1))
    with pytest.raises(UsageError, match="no track, lever, condition or accord called 'frnt'"):
        position_on(scenario, solution, course, given={"frnt": "2"})


def test_an_unknown_party_or_package_is_refused_by_name() -> None:
    """With the nearest name there is."""
    scenario, solution, _ = _solved(TWO)
    position = beginning(scenario, solution)
    with pytest.raises(UsageError, match="did you mean 'north'"):
        acts_now(solution, position, "nort")
    with pytest.raises(UsageError, match="did you mean 'there'"):
        Taken(scenario, solution, position).why("settlement:ther")
