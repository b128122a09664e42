"""What can be done where, at what cost, and who must agree."""

from __future__ import annotations

import numpy as np
from tests.compiler.scenes import action, game_of, scenario_of, situation

from parley.compiler import compile_game
from parley.game import NONE, Game


def _available(game: Game, party: str, name: str, **settings: str) -> bool:
    return bool(game.structure.action_next[situation(game, **settings), action(game, party, name)] != NONE)


def _leads_to(game: Game, party: str, name: str, **settings: str) -> int:
    """The situation an action leads to if it goes through."""
    at, s = situation(game, **settings), game.structure
    return int(at - at % s.postures + s.action_next[at, action(game, party, name)])


def test_holding_is_always_possible_and_changes_nothing() -> None:
    """Everybody who may have the floor can hold, first of all, anywhere."""
    game = game_of()
    s = game.structure
    for party in s.parties:
        hold = action(game, party, "hold")
        assert hold == np.flatnonzero(s.action_party == s.parties.index(party))[0]
        assert s.action_next[:, hold].tolist() == [at % s.postures for at in range(s.situations)]


def test_a_lever_moves_only_to_another_setting() -> None:
    """Aid that is on can be stopped, aid that is off restored, each at its own cost to the holder."""
    game = game_of()
    assert not _available(game, "patron", "set:aid:on")
    assert _leads_to(game, "patron", "set:aid:off") == situation(game, aid="off")
    assert _leads_to(game, "patron", "set:aid:on", aid="off") == situation(game, aid="on")
    cost = game.numbers.action_cost
    assert cost[2, :, action(game, "patron", "set:aid:off")].tolist() == [-2.0, -2.0]
    assert cost[2, :, action(game, "patron", "set:aid:on")].tolist() == [-1.0, -1.0]
    assert not cost[:2, :, action(game, "patron", "set:aid:off")].any()


def test_the_ladder_of_a_condition() -> None:
    """The claimant demands what is open; the target rebuffs or concedes what stands; conceded is for good."""
    game = game_of()
    at = {"open": 0, "demanded": 1, "expected": 2, "conceded": 3}
    can = {
        rung: (
            _available(game, "north", "demand:no_force", no_force=rung),
            _available(game, "south", "rebuff:no_force", no_force=rung),
            _available(game, "south", "concede:no_force", no_force=rung),
        )
        for rung in at
    }
    nothing, answer = (False, False, False), (False, True, True)
    assert can == {"open": (True, False, False), "demanded": answer, "expected": answer, "conceded": nothing}
    assert _leads_to(game, "north", "demand:no_force") == situation(game, no_force="demanded")
    rebuffed = _leads_to(game, "south", "rebuff:no_force", no_force="expected")
    assert rebuffed == situation(game, no_force="open")
    conceded = _leads_to(game, "south", "concede:no_force", no_force="demanded")
    assert conceded == situation(game, no_force="conceded")
    assert game.numbers.action_cost[1, 0, action(game, "south", "rebuff:no_force")] == -1.5


def test_an_accord_is_proposed_when_off_and_left_when_in_force() -> None:
    """It needs its signatories, not counting who proposes, in their order; leaving costs the leaver."""
    game = game_of()
    propose, leave = action(game, "patron", "propose:truce"), action(game, "north", "leave:truce")
    assert _available(game, "patron", "propose:truce")
    assert not _available(game, "patron", "propose:truce", truce="in_force")
    assert _available(game, "north", "leave:truce", truce="in_force")
    assert not _available(game, "north", "leave:truce")
    s = game.structure
    assert s.signers[s.action_joint[propose]].tolist() == [1, 0]
    assert s.action_joint[leave] == NONE
    assert game.numbers.action_cost[0, :, leave].tolist() == [-1.0, -0.5]


def test_who_answers_in_order_is_who_signs_less_who_offers() -> None:
    """Of patron, south and north, the one that offers does not answer."""
    s = game_of().structure
    expected = {"north": [2, 1], "south": [2, 0], "patron": [1, 0]}
    for party, order in expected.items():
        j = s.action_joint[action(game_of(), party, "offer:split")]
        assert [i for i in s.signers[j].tolist() if i != NONE] == order


def test_offers_are_those_the_table_allows() -> None:
    """North may offer all, south the split, patron the split and the bare line."""
    s = game_of().structure
    offers = {
        party: [n for a, n in enumerate(s.actions) if s.action_party[a] == i and n.startswith("offer:")]
        for i, party in enumerate(s.parties)
    }
    assert offers == {
        "north": ["offer:split", "offer:bare", "offer:all_north"],
        "south": ["offer:split"],
        "patron": ["offer:split", "offer:bare"],
    }


def test_a_gesture_is_paid_at_once_and_only_where_it_is_possible() -> None:
    """It costs each disposition its own, gives the patron its worth, and leaves the posture alone."""
    game = game_of()
    favour = action(game, "north", "gesture:favour")
    assert not _available(game, "north", "gesture:favour")
    here = situation(game, truce="in_force")
    assert _leads_to(game, "north", "gesture:favour", truce="in_force") == here
    paid = game.numbers.action_cost[:, :, favour] + game.numbers.action_gain[:, :, favour]
    assert paid.tolist() == [[-0.2, -0.8], [0.0, 0.0], [0.3, 0.3]]


def test_a_party_without_the_floor_has_no_actions() -> None:
    """Who never speaks cannot act, though it may sign."""
    game = game_of(changes={"table.floor": {"north": "20 % per week", "south": "20 % per week"}})
    assert set(game.structure.action_party.tolist()) == {0, 1}
    assert 2 in game.structure.signers


def test_a_split_transfer_pays_by_share() -> None:
    """A family of payments in halves gives three, each worth its share, answered by the other."""
    pay = {"by": "north", "signatories": ["south"], "split": ["north", "south"], "steps": 2, "worth": 4}
    scenario = scenario_of(changes={"transfers": {"pay": pay}})
    game = compile_game(scenario)
    gains = {
        name: game.numbers.action_gain[:2, 0, a].tolist()
        for a, name in enumerate(game.structure.actions)
        if name.startswith("pay:")
    }
    assert gains == {"pay:pay_0": [0.0, 4.0], "pay:pay_50": [2.0, 2.0], "pay:pay_100": [4.0, 0.0]}
