"""Any number of hidden parties and dispositions, and facts nobody knows."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from tests.compiler.scenes import WAR, changed, game_of, scenario_of, situation

from parley.compiler import compile_game
from parley.errors import CaseError
from parley.game import NONE, hidden_sides, needs_general, profile_kinds
from parley.scenario import all_numbers, filled_yaml, read_scenario_text, restate

FIRM = {"firm": {"weight": "30 %"}, "tired": {"weight": "70 %"}}
TWO = {
    "parties.south.dispositions": FIRM,
    "parties.south.values.land.line": {"firm": 80, "tired": 40},
    "parties.patron.beliefs": {"south": {"firm": "10 %"}},
}
FACT = {
    "unknowns": {"odds": {"kinds": {"north_stronger": {"weight": "60 %"}, "even": {"weight": "40 %"}}}},
    "theatre.front.step.up": {"north_stronger": "20 % per week", "even": "5 % per week"},
    "theatre.front.step.down": "5 % per week",
    "parties.south.beliefs": {"north": {"mild": "25 %"}, "odds": {"north_stronger": "20 %"}},
}


def test_two_parties_hide_independently() -> None:
    """Every profile is a kind of each; a number split by one party's holds whatever the other is."""
    game = game_of(changes=TWO)
    assert needs_general(game)
    sides = hidden_sides(game)
    assert [(side.name, side.party, side.kinds) for side in sides] == [
        ("north", 0, ("mild", "hard")),
        ("south", 1, ("firm", "tired")),
    ]
    s = game.structure
    assert s.dispositions == ("mild+firm", "mild+tired", "hard+firm", "hard+tired")
    assert profile_kinds(sides).tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert game.numbers.flow[0, 0, :, s.start].tolist() == [-0.4, -0.4, -0.2, -0.2]
    line = [x for x, plan in enumerate(s.packages) if plan == "bare"]
    worth = game.numbers.package_worth[1, :, line[0], s.start % s.postures]
    assert worth[0] == worth[2]
    assert worth[0] != worth[1]


def test_everybody_has_weights_of_every_side() -> None:
    """Stated beliefs are a party's own; those not stated are the analyst's."""
    general = game_of(changes=TWO).numbers.general
    assert general is not None and general.prior is not None and general.analyst_prior is not None
    north, south = general.prior

    def chances(weights: Any) -> list[float]:
        return (np.exp(weights) / np.exp(weights).sum()).round(9).tolist()  # type: ignore[no-any-return]

    assert chances(north[1]) == [0.25, 0.75]
    assert chances(north[2]) == [0.4, 0.6]
    assert chances(south[2]) == [0.1, 0.9]
    assert chances(south[0]) == [0.3, 0.7]
    assert [chances(one) for one in general.analyst_prior] == [[0.4, 0.6], [0.3, 0.7]]


def test_three_dispositions_are_three_profiles() -> None:
    """One party may have any number of dispositions; each has its number, with no other fault."""
    kinds = {"mild": {"weight": "40 %"}, "hard": {"weight": "50 %"}, "mad": {"weight": "10 %"}}
    believed = {"north": {"mild": "25 %", "hard": "70 %"}}
    data = changed(WAR, {"parties.north.dispositions": kinds, "parties.south.beliefs": believed})
    with pytest.raises(CaseError) as caught:
        read_scenario_text(json.dumps(data))
    assert {fault.slug for fault in caught.value.faults} == {"missing-key"}
    text = json.dumps(data).replace('"mild": 40, "hard": 20', '"mild": 40, "hard": 20, "mad": 0')
    text = text.replace('"mild": 20, "hard": 0', '"mild": 20, "hard": 0, "mad": 0')
    text = text.replace('"hard": "-0.2 per week"', '"hard": "-0.2 per week", "mad": 0')
    text = text.replace('"hard": "5 % per week"', '"hard": "5 % per week", "mad": 0')
    text = text.replace('"hard": 0.5', '"hard": 0.5, "mad": 0').replace(
        '"hard": 0.8', '"hard": 0.8, "mad": 0'
    )
    text = text.replace('"hard": 60}', '"hard": 60, "mad": 90}')
    game = compile_game(read_scenario_text(text))
    assert needs_general(game)
    assert game.structure.dispositions == ("mild", "hard", "mad")
    assert game.size.belief_nodes == 11 * 11
    assert game.numbers.horizon[0, :, 0].tolist() == [40, 60, 90]


def test_a_fact_nobody_knows_is_learnt_from_the_fighting() -> None:
    """It belongs to no party; the law of motion depends on it, and parties may disagree from the start."""
    game = game_of(changes=FACT)
    assert [(side.name, side.party) for side in hidden_sides(game)] == [("north", 0), ("odds", NONE)]
    s = game.structure
    to = situation(game, front="3")
    here = slice(s.move_start[s.start], s.move_start[s.start + 1])
    row = game.numbers.move_chance[0, :, here][:, s.move_next[here] == to][:, 0]
    assert row.tolist() == pytest.approx([0.2, 0.05, 0.2, 0.05], abs=1e-12)
    general = game.numbers.general
    assert general is not None and general.prior is not None
    odds = np.exp(general.prior[1])
    assert (odds[:, 0] / odds.sum(axis=1)).round(9).tolist() == [0.6, 0.2, 0.6]


@pytest.mark.parametrize("changes", [TWO, FACT])
def test_hidden_sides_are_written_out_and_restated(changes: dict[str, Any]) -> None:
    """The filled file gives the same game, and the last of a side's weights follows the others."""
    scenario = scenario_of(changes=changes)
    again = read_scenario_text(filled_yaml(scenario))
    first, second = compile_game(scenario), compile_game(again)
    assert np.array_equal(first.numbers.package_worth, second.numbers.package_worth)
    assert np.array_equal(first.numbers.move_chance, second.numbers.move_chance)
    last = scenario.sides[-1]
    moved = restate(scenario, {last.kinds[0].weight.path: 0.5})
    assert [kind.weight.value for kind in moved.sides[-1].kinds] == [0.5, 0.5]
    assert last.kinds[0].weight.path in {number.path for number in all_numbers(scenario)}


def test_kinds_of_the_same_name_are_told_apart_by_their_side() -> None:
    """Bare they are refused with what to write; with the side before a dot they are read."""
    same = {"parties.south.dispositions": {"mild": {"weight": "50 %"}, "hard": {"weight": "50 %"}}}
    worth = {"endings.horizon.patron": {"mild": 1, "hard": 2}}
    with pytest.raises(CaseError) as caught:
        scenario_of(changes={**same, **worth, "theatre.front.step.down": 0})
    faults = {(fault.slug, fault.advice) for fault in caught.value.faults}
    assert ("split-misplaced", "write north.mild and so on") in faults
    said = {"south.mild": 1, "south.hard": 2}
    game = game_of(
        changes={
            **same,
            "endings.horizon.patron": said,
            "theatre.front.step.down": 0,
            "endings.horizon.north": 40,
            "accords.truce.leave.cost": 0,
            "gestures": None,
        }
    )
    assert game.numbers.horizon[2, :, 0].tolist() == [1, 2, 1, 2]


def test_one_track_depends_on_one_hidden_side() -> None:
    """What its moves tell of two sides could not be told apart."""
    changes = {**FACT, "theatre.front.step.down": {"mild": "10 % per week", "hard": "5 % per week"}}
    with pytest.raises(CaseError) as caught:
        scenario_of(changes=changes)
    assert [fault.slug for fault in caught.value.faults] == ["split-misplaced"]
