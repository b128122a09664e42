"""Deals of extended games: worked by hand where one round is left, and adding up where there are more."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.dealing.extended_case import EXTENDED, LONGER

from parley.compiler import compile_game
from parley.dealing import (
    Advice,
    Taken,
    acts_now,
    advise_party,
    beginning,
    deal_table,
    position_on,
    screen,
    stand_at,
)
from parley.dealing.position import Position
from parley.scenario import read_scenario_text
from parley.scenario.parts import Scenario
from parley.scenario.restating import restate
from parley.solver import GeneralSolution, Solution, play, solve


def _solved(text: str) -> tuple[Scenario, Solution, Position]:
    scenario = read_scenario_text(text)
    solution = solve(compile_game(scenario))
    assert isinstance(solution, GeneralSolution)
    return scenario, solution, beginning(scenario, solution)


@pytest.fixture(scope="module")
def last() -> tuple[Scenario, Solution, Position]:
    """One round is left: a refusal leads to the horizon."""
    return _solved(EXTENDED)


@pytest.fixture(scope="module")
def longer() -> tuple[Scenario, Solution, Position]:
    """Four rounds are left."""
    return _solved(LONGER)


def test_what_cannot_be_put_yet_is_still_to_be_ratified() -> None:
    """A plan that may be put only later has the chance of its ratification on the first day as well."""
    later = LONGER.replace(
        "levers:", "plans: {here: {terms: {land: here}, from: 2025-01-15, ratified: 60 %}}\nlevers:"
    )
    scenario, solution, position = _solved(later)
    deal = next(
        one for one in deal_table(scenario, solution, position, "later").deals if one.package == "here"
    )
    assert deal.ratified == pytest.approx(0.6)


def test_every_kind_of_every_hidden_signatory_has_a_stance(
    last: tuple[Scenario, Solution, Position],
) -> None:
    """In the last round a refusal is the horizon; a signature holds four times in five, else south pays 5."""
    scenario, solution, position = last
    table = deal_table(scenario, solution, position, "both hide")
    here = table.deals[0]
    gains = {(s.party, s.disposition): s.gain for s in here.stances}
    assert gains == pytest.approx(
        {
            ("north", "mild"): 0.8 * (70 - 40),
            ("north", "firm"): 0.8 * (50 - 40),
            ("north", "hard"): 0.8 * (30 - 40),
            ("south", "weary"): 0.8 * (40 - 30) - 0.2 * 5,
            ("south", "fresh"): 0.8 * (25 - 30) - 0.2 * 5,
        }
    )
    assert here.ratified == pytest.approx(0.8)
    for stance in here.stances:
        assert stance.would_sign == pytest.approx(1 / (1 + math.exp(-0.1 * stance.gain)))
        assert stance.says_yes == pytest.approx(stance.would_sign, abs=1e-9)


def test_range_and_beliefs_are_told_by_side(last: tuple[Scenario, Solution, Position]) -> None:
    """Who would sign depends on the kinds of both who sign, not on the fact nobody knows."""
    scenario, solution, position = last
    table = deal_table(scenario, solution, position, "both hide")
    assert list(table.sides) == ["north", "south", "fortune"]
    assert len(table.profiles) == 12
    here = table.deals[0]
    for profile, kinds in table.kinds_by_profile.items():
        assert here.in_range[profile] == (kinds["north"] != "hard" and kinds["south"] == "weary")
    assert set(table.in_range_by_kind()) == {(("north", ("mild", "firm")), ("south", ("weary",)))}
    assert table.beliefs["south"]["north"] == pytest.approx({"mild": 0.2, "firm": 0.3, "hard": 0.5})
    assert "south" not in table.beliefs["south"]
    assert table.beliefs["analyst"]["south"] == pytest.approx({"weary": 0.4, "fresh": 0.6})


def test_reasons_add_up_to_the_gain_of_signing(longer: tuple[Scenario, Solution, Position]) -> None:
    """For every package, signatory and kind, terms of signing less those of a refusal are its gain."""
    scenario, solution, position = longer
    table, taken = deal_table(scenario, solution, position, "both hide"), Taken(scenario, solution, position)
    for deal in table.deals:
        why = taken.why(deal.package)
        assert len(why.reasons) == len(deal.stances) == 5
        for reasons, stance in zip(why.reasons, deal.stances, strict=True):
            assert (reasons.party, reasons.disposition) == (stance.party, stance.disposition)
            assert abs(reasons.gain - stance.gain) < 1e-9
            assert math.fsum(reasons.signing.values()) == pytest.approx(stance.signing, abs=1e-9)
    assert "risk that it is not ratified" in taken.why("here").reasons[0].signing
    assert {"horizon", "settlement:here", "acts:offer"} <= set(taken.why("here").reasons[0].going_on)


def test_the_smallest_change_closes_the_gap_when_made(last: tuple[Scenario, Solution, Position]) -> None:
    """Solved again with it the blocker is indifferent; in the last round the estimate is exact."""
    scenario, solution, position = last
    change = Taken(scenario, solution, position).smallest_change("here", "south", "fresh")
    assert change is not None
    assert abs(change.needed - change.value) == pytest.approx(5 / 0.8)
    changed = restate(scenario, {change.path: change.needed})
    again = solve(compile_game(changed))
    stances = deal_table(changed, again, beginning(changed, again), "again").deals[0].stances
    assert next(s.gain for s in stances if s.disposition == "fresh") == pytest.approx(0.0, abs=1e-9)


def test_acts_are_told_turn_by_turn(last: tuple[Scenario, Solution, Position]) -> None:
    """Each turn has its acts against holding in it; what an act tells is told of every kind."""
    _, solution, position = last
    acts = acts_now(solution, position, "north")
    assert acts.floor == pytest.approx({"deeds": 0.3, "talks": 0.4})
    assert [act.act for act in acts.acts if act.turn == "deeds"] == ["hold", "gesture:favour"]
    favour = next(act for act in acts.acts if act.act == "gesture:favour")
    assert set(favour.tells) == {"mild", "firm", "hard"}
    assert favour.tells["mild"] > 0.5 > 0.2 > favour.tells["hard"]
    for turn in ("deeds", "talks"):
        chances = [act.chance["firm"] for act in acts.acts if act.turn == turn]
        assert sum(chances) == pytest.approx(1.0, abs=1e-9)
    offer = next(act for act in acts.acts if act.act == "offer:here")
    assert set(offer.answers[0].accept) == {"weary", "fresh"}
    # An offer that is taken is still to be ratified.
    assert max(offer.goes_through.values()) < 0.8


def _advised(solved: tuple[Scenario, Solution, Position], party: str, *plan: str) -> Advice:
    scenario, solution, position = solved
    return advise_party(scenario, solution, play(solution), position, "both hide", party, plan)


def test_a_party_is_advised_in_every_turn_and_its_plan_is_followed(
    longer: tuple[Scenario, Solution, Position],
) -> None:
    """The best act of each turn costs nothing; an offer many want settles more than one few would take."""
    advice = _advised(longer, "north")
    assert advice.kinds == ("mild", "firm", "hard")
    for turn in ("deeds", "talks"):
        for kind in advice.kinds:
            assert min(o.cost[kind] for o in advice.options if o.turn == turn) == pytest.approx(0.0)
    followed = [option for option in advice.options if option.after]
    for option in followed:
        for profile in option.after[0].chance:
            assert sum(one.chance[profile] for one in option.after) == pytest.approx(1.0, abs=2e-3)
    assert any(one.outcome == "unratified" for option in followed for one in option.after)
    good = _advised(longer, "south", "offer:here").plan
    bad = _advised(longer, "south", "offer:there").plan
    assert good is not None and bad is not None
    assert sum(good.endings.values()) == pytest.approx(1.0)
    assert good.endings["settlement:here"] > bad.endings["settlement:here"]
    assert good.equilibrium == bad.equilibrium


def test_packages_nobody_named_are_screened_by_kind_of_who_signs(
    longer: tuple[Scenario, Solution, Position],
) -> None:
    """A plan is worth in the screen what it is in the deal table, but for what a signature may not hold."""
    scenario, solution, position = longer
    found = screen(scenario, solution, position, "both hide")
    assert found.kinds == (
        "mild+weary",
        "mild+fresh",
        "firm+weary",
        "firm+fresh",
        "hard+weary",
        "hard+fresh",
        "every",
    )
    standing = stand_at(solution, position)
    on = standing.refusal()
    assert found.combinations == 2
    here = next(one for one in found.plans if one.plan == "here")
    signed = standing.tabled(0).settled
    assert here.gains["north:firm"] == pytest.approx(float(standing.weights(0, 1) @ (signed[0] - on[0])))


def test_a_later_day_is_seen_from_what_is_expected_then(
    longer: tuple[Scenario, Solution, Position],
) -> None:
    """A position on a later day stands on a node of all grids, and reads as well as the first."""
    scenario, solution, _ = longer
    course = play(solution)
    position = position_on(scenario, solution, course, scenario.as_of.replace(day=16))
    assert position.round == 2
    assert position.evidence.shape == (4,)
    taken = Taken(scenario, solution, position)
    for deal in deal_table(scenario, solution, position, "later").deals:
        for reasons, stance in zip(taken.why(deal.package).reasons, deal.stances, strict=True):
            assert abs(reasons.gain - stance.gain) < 1e-9
    assert np.isfinite([s.gain for s in deal_table(scenario, solution, position, "x").deals[0].stances]).all()
