"""Offers that stick, and that lie on the table."""

from __future__ import annotations

from typing import Any

import pytest
from tests.compiler.scenes import game_of, scenario_of, situation

from parley.compiler import compile_game
from parley.game import NONE, Game, needs_general
from parley.scenario import filled_yaml, read_scenario_text
from parley.solver import play, solve

STICKS: dict[str, Any] = {"table.tabling": {"by": ["north"], "retreat": 2, "stands_for": "28 days"}}


def _made(changes: dict[str, Any]) -> Game:
    scenario = scenario_of(changes=changes)
    again = compile_game(read_scenario_text(filled_yaml(scenario)))
    game = compile_game(scenario)
    assert needs_general(game)
    assert again.structure.actions == game.structure.actions
    assert again.structure.posture == game.structure.posture
    return game


def _act(game: Game, party: str, name: str) -> int:
    s = game.structure
    return next(a for a, n in enumerate(s.actions) if n == name and s.parties[s.action_party[a]] == party)


def test_a_refused_offer_lies_on_the_table() -> None:
    """What north offered last is public once refused; what others offer leaves no trace."""
    game = _made(STICKS)
    refused = game.structure.general.action_refused  # type: ignore[union-attr]
    assert refused is not None
    start, q = game.structure.start, game.structure.postures
    plan = next(name.about for name in game.structure.actions if name.kind == "offer")
    there = refused[start, _act(game, "north", f"offer:{plan}")]
    assert there == situation(game, tabled_north=plan) % q
    assert refused[start, _act(game, "north", "hold")] == start % q


def test_what_lies_there_is_expected() -> None:
    """A receiver feels what falls short of the tabled plan as a loss, where that is better for it."""
    game = _made(STICKS)
    q = game.structure.postures
    plain, tabled = (
        game.numbers.package_worth[1, 0, :, situation(game, tabled_north=plan) % q]
        for plan in ("nothing", "bare")
    )
    assert (tabled <= plain).all()
    free = game_of(changes={"parties.south.reference": {}})
    assert (free.numbers.package_worth[1, 0, :, 0] >= plain).all()
    bound = _made({**STICKS, "parties.south.reference": {}})
    now, then = (
        bound.numbers.package_worth[1, 0, :, situation(bound, tabled_north=plan) % bound.structure.postures]
        for plan in ("nothing", "bare")
    )
    assert (then < now).any()
    assert (
        then[list(bound.structure.packages).index("bare")]
        == now[list(bound.structure.packages).index("bare")]
    )


def test_going_back_on_it_costs() -> None:
    """Offering some signatory less than what is tabled costs north the stated points."""
    game = _made(STICKS)
    costs = game.numbers.general.action_cost  # type: ignore[union-attr]
    assert costs is not None
    s = situation(game, tabled_north="split")
    mine = costs.at(0)[0, 0, s]
    found = {
        name.about: mine[a]
        for a, name in enumerate(game.structure.actions)
        if name.kind == "offer" and game.structure.action_party[a] == 0
    }
    assert found["split"] == 0.0
    assert min(found.values()) == -2.0
    assert not costs.at(0)[0, 0, situation(game, tabled_north="nothing")][: len(found)].any()


def test_it_lies_there_for_a_time_and_may_be_taken_up() -> None:
    """It is withdrawn with the stated mean; a signatory takes it up without asking who tabled it."""
    game = _made({"table.tabling": {**STICKS["table.tabling"], "open_to_take": "yes"}})
    s = situation(game, tabled_north="bare")
    where = slice(game.structure.move_start[s], game.structure.move_start[s + 1])
    gone = situation(game, tabled_north="nothing")
    to = game.structure.move_next[where].tolist()
    chance = game.numbers.move_chance[0, 0, where]
    stays = chance[to.index(s)]
    assert chance[to.index(gone)] / (chance[to.index(gone)] + stays) == pytest.approx(0.25, abs=1e-12)
    a = _act(game, "south", "take:bare")
    assert game.structure.action_next[gone, a] == NONE
    assert game.structure.action_next[s, a] != NONE
    asked = game.structure.signers[game.structure.action_joint[a]]
    assert [i for i in asked.tolist() if i != NONE] == [2]


def test_a_no_clears_the_table() -> None:
    """A signatory turns down what lies there, and only that; nobody else's tabled offer moves."""
    both = {"by": ["north", "south"], "open_to_take": "yes", "turn_down": "yes"}
    offers = {"north": "all", "south": ["split", "bare"], "patron": ["split"]}
    game = _made({"table.tabling": both, "table.settlement.proposers": offers})
    a, next_of = _act(game, "patron", "turn_down:split"), game.structure.action_next
    gone = game.structure.postures
    for north, south, after in (
        ("split", "split", ("nothing", "nothing")),
        ("split", "bare", ("nothing", "bare")),
        ("bare", "split", ("bare", "nothing")),
    ):
        s = situation(game, tabled_north=north, tabled_south=south)
        there = situation(game, tabled_north=after[0], tabled_south=after[1])
        assert next_of[s, a] == there % gone
    assert next_of[situation(game, tabled_north="bare", tabled_south="nothing"), a] == NONE


def test_nobody_turns_down_where_that_is_not_stated() -> None:
    """Left out, there is no such act, and filled in it says so."""
    game = _made(STICKS)
    assert not [name for name in game.structure.actions if name.kind == "turn_down"]
    assert "turn_down: no" in filled_yaml(scenario_of(changes=STICKS))


ULTIMATUM: dict[str, Any] = {
    "table.tabling": {"by": ["north"], "open_to_take": "yes"},
    "plans.bare": {"terms": {"land": "line", "force": "none"}, "until": "2025-01-22"},
    "endings.breakdown": None,
}


def test_an_offer_with_a_last_day_lapses_on_it() -> None:
    """An ultimatum: on the table until its day, and from then on neither there nor to be taken up."""
    game = _made(ULTIMATUM)
    s, law = game.structure, game.numbers.move_chance
    there, gone = situation(game, tabled_north="bare"), situation(game, tabled_north="nothing")
    moves = slice(s.move_start[there], s.move_start[there + 1])
    to = s.move_next[moves].tolist()
    chance = [law[s.law_of[t]][0, moves] for t in range(s.rounds)]
    assert [bool(row[to.index(there)]) for row in chance] == [True, True, False, True, True, True]
    assert [bool(row[to.index(gone)]) for row in chance] == [False, False, True, False, False, False]
    menu, a = s.general.action_next, _act(game, "south", "take:bare")  # type: ignore[union-attr]
    assert menu is not None
    assert [bool(menu.at(t)[there, a] != NONE) for t in range(6)] == [True] * 3 + [False] * 3


def test_not_yet_is_a_refusal_that_leaves_the_offer_there() -> None:
    """Refused in one round, an offer is taken up in a later one, but no longer once its day has come."""
    game = _made({**ULTIMATUM, "belief_grid": {"nodes": 3, "limit": 4}})
    course = play(solve(game))
    taken = course.actions[:, _act(game, "south", "take:bare")].mean(axis=1)
    assert taken[0] == 0.0
    assert taken[1:3].min() > 1e-4
    assert not taken[3:].any()
