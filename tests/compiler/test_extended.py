"""What a scenario states beyond a plain game."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.compiler.scenes import game_of, scenario_of, situation

from parley.compiler import compile_game
from parley.game import NONE, Game, needs_general
from parley.scenario import restate

PLANS = "plans"


def _general(changes: dict[str, Any]) -> Game:
    game = game_of(changes=changes)
    assert needs_general(game)
    return game


def _action(game: Game, party: str, name: str) -> int:
    s = game.structure
    return next(
        a for a, found in enumerate(s.actions) if found == name and s.parties[s.action_party[a]] == party
    )


def test_a_plain_scenario_makes_a_plain_game() -> None:
    """Nothing extended is stated, so nothing extended is made."""
    game = game_of()
    assert game.structure.general is None
    assert game.numbers.general is None
    assert not needs_general(game)


def test_each_turn_has_a_floor_and_acts_of_its_own() -> None:
    """Deeds come first and talks second; holding is possible in both."""
    turns = {
        "deeds": {
            "floor": {"north": "30 % per week", "patron": "50 % per week"},
            "acts": ["gestures", "levers"],
        },
        "talks": {
            "floor": {"north": "20 % per week", "south": "20 % per week"},
            "acts": ["plans", "accords"],
        },
    }
    game = _general({"table.floor": None, "table.turns": turns})
    general, numbers = game.structure.general, game.numbers.general
    assert general is not None and general.action_turn is not None
    assert numbers is not None and numbers.floor is not None
    assert general.turns == ("deeds", "talks")
    floor = numbers.floor.at(0)[:, :, game.structure.start]
    assert floor == pytest.approx(np.array([[0.3, 0.0, 0.5], [0.2, 0.2, 0.0]]), abs=1e-15)
    kinds = {
        str(name.kind): general.action_turn[:, a].tolist() for a, name in enumerate(game.structure.actions)
    }
    assert kinds["hold"] == [True, True]
    assert kinds["offer"] == [False, True]
    assert kinds["set"] == [True, False]
    assert kinds["demand"] == [False, False]


def test_turns_may_have_fixed_orders_of_different_lengths() -> None:
    """A round's floor is that of each turn's own order."""
    turns = {
        "first": {"floor": {"alternate": ["north", "south"]}},
        "second": {"floor": {"alternate": ["north", "south", "patron"]}},
    }
    game = _general({"table.floor": None, "table.turns": turns})
    floor = game.numbers.general.floor  # type: ignore[union-attr]
    assert floor is not None
    speakers = [floor.at(t)[:, :, 0].argmax(axis=1).tolist() for t in range(6)]
    assert speakers == [[0, 0], [1, 1], [0, 2], [1, 0], [0, 1], [1, 2]]


def test_an_offer_may_cost_and_its_refusal_too() -> None:
    """Costs of offering go the quick way; face lost by a refusal is an extended number."""
    quick = game_of(changes={"table.settlement.cost": 0.5})
    assert not needs_general(quick)
    name = next(name for name in quick.structure.actions if name.kind == "offer")
    a = quick.structure.actions.index(name)
    by = quick.structure.action_party[a]
    assert quick.numbers.action_cost[by, :, a].tolist() == [-0.5, -0.5]
    game = _general({"table.settlement.refused": {"mild": 1, "hard": 3}})
    refused = game.numbers.general.refused_cost  # type: ignore[union-attr]
    assert refused is not None
    a = _action(game, "north", name)
    assert refused[0, :, a].tolist() == [-1.0, -3.0]
    assert not refused[1:, :, a].any()
    assert not refused[:, :, _action(game, "north", "hold")].any()


def test_signatures_may_need_ratifying() -> None:
    """The chance may depend on the situation, and failing costs whoever is named."""
    chance = {"base": "90 %", "far": {"add": "-40 %", "when": {"front": {"at_least": 3}}}}
    game = _general({"table.settlement.ratified": chance, "table.settlement.unratified": {"south": 4}})
    general = game.numbers.general
    assert general is not None and general.ratified is not None and general.unratified_cost is not None
    offers = [a for a, name in enumerate(game.structure.actions) if name.kind == "offer"]
    held = general.ratified.at(0)
    assert held[offers[0], situation(game, front="2")] == pytest.approx(0.9, abs=1e-15)
    assert held[offers[0], situation(game, front="3")] == pytest.approx(0.5, abs=1e-15)
    assert (np.delete(held, offers, axis=0) == 1.0).all()
    assert general.unratified_cost[1, :, offers[0]].tolist() == [-4.0, -4.0]


def test_a_value_may_depend_on_levers_without_leaving_the_quick_way() -> None:
    """What an option is worth with aid off is part of the worth by posture."""
    value = {"base": 60, "alone": {"add": -20, "when": {"aid": "off"}}}
    game = game_of(changes={"parties.south.values.land.line": value, "parties.south.loss_aversion": 0})
    assert not needs_general(game)
    worth = game.numbers.package_worth[1, 0]
    q = game.structure.postures
    plain = game_of(changes={"parties.south.loss_aversion": 0}).numbers.package_worth[1, 0]
    on, off = situation(game, aid="on") % q, situation(game, aid="off") % q
    land = [x for x in range(len(game.structure.packages)) if plain[x, on] != worth[x, off]]
    assert land
    assert worth[:, on] == pytest.approx(plain[:, on], abs=1e-12)
    assert worth[land, off] == pytest.approx(plain[land, off] - 20, abs=1e-12)


def test_a_value_may_depend_on_the_line_and_the_day() -> None:
    """A line is worth less the nearer the front, and a loss is felt against what is worth the most there."""
    value = {
        "base": 60,
        "near": {"add": -5, "for_each": {"track": "front", "above": 1}},
        "late": {"add": 7, "from": "2025-01-20"},
    }
    game = _general({"parties.south.values.land.line": value})
    plain = game_of().numbers
    worths = game.numbers.general.package_worth  # type: ignore[union-attr]
    assert worths is not None
    at = situation(game, front="3")
    early, late = worths.at(0)[1, :, :, at], worths.at(5)[1, :, :, at]
    flat = plain.package_worth[1, :, :, at % game.structure.postures]
    moved = early - flat
    assert set(np.round(moved, 9).ravel().tolist()) == {-10.0, 15.0}
    assert set(np.round(late - early, 9).ravel().tolist()) == {7.0, -10.5}


def test_a_plan_may_be_offered_in_its_time_only() -> None:
    """Outside its dates a plan is on no menu; outside its situations neither, the quick way."""
    import json

    from tests.compiler.scenes import WAR

    plans = json.loads(json.dumps(WAR.get(PLANS, {})))
    first = next(iter(plans))
    terms = plans[first].get("terms", plans[first])
    game = _general({f"plans.{first}": {"terms": terms, "from": "2025-01-15", "when": {"aid": "off"}}})
    a = _action(game, "north", f"offer:{first}")
    following = game.structure.general.action_next  # type: ignore[union-attr]
    assert following is not None
    on, off = situation(game, aid="on"), situation(game, aid="off")
    assert [following.at(t)[off, a] != NONE for t in range(4)] == [False, False, True, True]
    assert all(following.at(t)[on, a] == NONE for t in range(4))


def test_a_wish_for_a_deal_may_end_on_a_date_or_depend_on_the_situation() -> None:
    """A date goes the quick way; a situation is an extended number that fades with the rest."""
    dated = {"bonus": {"base": 20, "summit": {"add": 10, "until": "2025-01-15"}}}
    game = game_of(changes={"parties.patron.any_deal": dated})
    assert not needs_general(game)
    assert game.numbers.bonus[:, 2, 0].tolist() == [30.0, 30.0, 20.0, 20.0, 20.0, 20.0]
    located = {"bonus": {"base": 20, "aid": {"add": 10, "when": {"aid": "on"}}}, "half_life": "7 days"}
    game = _general({"parties.patron.any_deal": located})
    bonus = game.numbers.general.bonus  # type: ignore[union-attr]
    assert bonus is not None
    assert game.numbers.bonus[1, 2, 0] == pytest.approx(10.0, abs=1e-12)
    assert bonus.at(1)[2, 0, situation(game, aid="on")] == pytest.approx(5.0, abs=1e-12)
    assert bonus.at(1)[2, 0, situation(game, aid="off")] == 0.0


def test_numbers_of_offers_are_stated_again() -> None:
    """A draw of what a refusal costs, or of the chance that signatures hold, reaches every plan it is for."""
    changes = {"table.settlement.refused": 1, "table.settlement.ratified": "80 %"}
    scenario = scenario_of(changes=changes)
    moved = restate(scenario, {"table.settlement.refused": 3.0, "table.settlement.ratified": 0.5})
    plain, again = compile_game(scenario).numbers.general, compile_game(moved).numbers.general
    assert plain is not None and again is not None
    assert plain.refused_cost is not None and again.refused_cost is not None
    assert (again.refused_cost == 3 * plain.refused_cost).all()
    assert again.ratified is not None
    assert again.ratified.rows.min() == 0.5
