"""Answers together and by majority, talks broken off, walking out, no holding, a pie of three."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.compiler.scenes import WAR, game_of, scenario_of, situation

from parley.compiler import compile_game
from parley.game import NONE, Game, GeneralNumbers, GeneralStructure, needs_general
from parley.scenario import filled_yaml, read_scenario_text, restate


def _made(changes: dict[str, Any]) -> Game:
    """The game of a changed scenario; written out and read again it has the same shape."""
    scenario = scenario_of(changes=changes)
    game = compile_game(scenario)
    again = compile_game(read_scenario_text(filled_yaml(scenario)))
    assert again.structure.actions == game.structure.actions
    assert again.structure.endings == game.structure.endings
    assert (again.structure.action_next == game.structure.action_next).all()
    return game


def _shape(game: Game) -> GeneralStructure:
    assert game.structure.general is not None
    return game.structure.general


def _numbers(game: Game) -> GeneralNumbers:
    assert game.numbers.general is not None
    return game.numbers.general


def test_signatories_may_answer_together() -> None:
    """Offers that more than one party answers are answered at once; nothing else is."""
    game = _made({"table.settlement.answers": "together"})
    together = _shape(game).together
    assert together is not None
    s = game.structure
    for a, name in enumerate(s.actions):
        j = s.action_joint[a]
        if j != NONE:
            asked = int((s.signers[j] != NONE).sum())
            assert together[j] == (name.kind == "offer" and asked > 1)


def test_a_majority_may_do() -> None:
    """Two of three signatories are enough, the offerer among them where it signs."""
    game = _made({"table.settlement.agree": 2})
    agree = _shape(game).agree
    assert agree is not None
    s = game.structure
    needed = {
        (s.parties[s.action_party[a]], name): int(agree[s.action_joint[a]])
        for a, name in enumerate(s.actions)
        if name.kind == "offer"
    }
    assert set(needed.values()) == {1}
    alone = _made({"table.settlement.agree": 1})
    offers = [a for a, name in enumerate(alone.structure.actions) if name.kind == "offer"]
    assert (alone.structure.action_joint[offers] == NONE).all()


TALKS = {
    "break_off": {"by": ["north"], "cost": 2},
    "reopen": {"by": ["patron"], "consent": ["north"], "cost": 1},
}


def test_talks_may_be_broken_off_while_the_war_goes_on() -> None:
    """With the channel shut nothing is offered or proposed; levers stay, and reopening asks the other."""
    game = _made({"table.talks": TALKS})
    assert not needs_general(game)
    opened, shut = situation(game, talks="open"), situation(game, talks="broken_off")
    there = {
        str(name.kind): game.structure.action_next[:, a] for a, name in enumerate(game.structure.actions)
    }
    for kind in ("offer", "propose"):
        assert there[kind][shut] == NONE
    assert there["propose"][opened] != NONE
    assert there["set"][shut] != NONE
    assert (there["break_off"][shut], there["reopen"][opened]) == (NONE, NONE)
    assert there["break_off"][opened] == shut % game.structure.postures
    assert there["reopen"][shut] == opened % game.structure.postures
    a = game.structure.actions.index("reopen")
    assert game.structure.signers[game.structure.action_joint[a]][0] == 0


def test_a_refusal_may_break_off_the_talks() -> None:
    """A settlement refused leads to the channel shut, an accord refused does not."""
    game = _made({"table.talks": {**TALKS, "refusals": "yes"}})
    refused = _shape(game).action_refused
    assert refused is not None
    here = situation(game, talks="open")
    shut = situation(game, talks="broken_off") % game.structure.postures
    for a, name in enumerate(game.structure.actions):
        assert refused[here, a] == (shut if name.kind == "offer" else here % game.structure.postures)


def test_a_party_may_walk_out_with_the_floor() -> None:
    """It is an act that ends the war in breakdown, at a worth of its own that may depend on the day."""
    worth = {"north": {"base": 20, "late": {"add": 5, "from": "2025-01-20"}}, "south": 10}
    game = _made({"endings.quit": {"north": worth}})
    a = game.structure.actions.index("quit")
    ending, outside = _shape(game).action_ending, _shape(game).action_outside
    assert ending is not None and outside is not None
    assert game.structure.endings[ending[a]] == "breakdown"
    assert np.flatnonzero(ending != NONE).tolist() == [a]
    worths = _numbers(game).outside
    assert worths is not None
    assert worths.at(0)[outside[a], :, 0, game.structure.start].tolist() == [20, 10, 0]
    assert worths.at(5)[outside[a], 0, 0, game.structure.start] == 25


def test_holding_may_be_excluded() -> None:
    """A protocol that forces a move leaves no silence, in a turn or everywhere."""
    game = _made({"table.holding": "no"})
    assert "hold" not in game.structure.actions
    turns = {
        "forced": {"floor": {"north": "20 % per week"}, "holding": "no"},
        "free": {"floor": {"north": "20 % per week", "south": "20 % per week"}},
    }
    game = _made({"table.floor": None, "table.turns": turns})
    marks = _shape(game).action_turn
    assert marks is not None
    holds = [a for a, name in enumerate(game.structure.actions) if name == "hold"]
    assert marks[:, holds].tolist() == [[False, False], [True, True]]


PIE: dict[str, Any] = {
    "title": "three split a pie",
    "as_of": "2025-01-06",
    "round": "7 days",
    "horizon": "4 rounds",
    "parties": {name: {"precision": 0.5} for name in ("ann", "bob", "carl")},
    "issues": {
        "pie": {"split": ["ann", "bob", "carl"], "steps": 4, "worth": {"value": 80, "range": [40, 120]}}
    },
    "table": {
        "floor": {"alternate": ["ann", "bob", "carl"]},
        "settlement": {"signatories": ["ann", "bob", "carl"], "agree": 2},
    },
}


def test_a_pie_is_split_among_three() -> None:
    """Every division in quarters is on offer, and all of the pie is always given to somebody."""
    scenario = scenario_of(PIE)
    game = compile_game(scenario)
    assert len(game.structure.packages) == 15
    worth = game.numbers.package_worth[:, 0, :, 0]
    assert worth.sum(axis=0) == pytest.approx(np.full(15, 80.0), abs=1e-12)
    x = game.structure.packages.index("ann_25_bob_50")
    assert worth[:, x].tolist() == [20.0, 40.0, 20.0]
    again = compile_game(read_scenario_text(filled_yaml(scenario)))
    assert np.array_equal(again.numbers.package_worth, game.numbers.package_worth)
    less = compile_game(restate(scenario, {"issues.pie.worth": 40.0}))
    assert less.numbers.package_worth[:, 0, x, 0].tolist() == [10.0, 20.0, 10.0]


def test_a_collapse_may_have_a_name_of_its_own() -> None:
    """The ending is known by it, and two collapses of one party are told apart."""
    top = {"of": "south", "terms": "all_north", "ending": "fall_of_the_capital"}
    bottom = {"of": "north", "worth": {"south": 90}}
    game = _made({"theatre.front.collapse": {"top": top, "bottom": bottom}})
    assert game.structure.endings[-2:] == ("collapse:fall_of_the_capital", "collapse:north")


def test_nothing_of_this_is_made_where_nothing_of_it_is_stated() -> None:
    """The plain scenario goes the quick way."""
    assert not needs_general(game_of(WAR))
