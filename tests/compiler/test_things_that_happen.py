"""Events, jumps, bargains, levers with several keys, accords that bind or run out, demands withdrawn."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.compiler.scenes import game_of, scenario_of, situation

from parley.compiler import compile_game
from parley.game import NONE, Game, needs_general
from parley.scenario import filled_yaml, read_scenario_text


def _made(changes: dict[str, Any]) -> Game:
    """The game of a changed scenario: it goes the quick way, and the same when written out and read again."""
    scenario = scenario_of(changes=changes)
    game = compile_game(scenario)
    assert not needs_general(game)
    again = compile_game(read_scenario_text(filled_yaml(scenario)))
    assert again.structure.actions == game.structure.actions
    assert (again.structure.action_next == game.structure.action_next).all()
    assert np.array_equal(again.numbers.move_chance, game.numbers.move_chance)
    assert np.array_equal(again.numbers.package_worth, game.numbers.package_worth)
    return game


def _moves(game: Game, s: int, t: int) -> dict[int, float]:
    """Where a situation leads in a round, and how likely, under the first disposition."""
    where = slice(game.structure.move_start[s], game.structure.move_start[s + 1])
    chance = game.numbers.move_chance[game.structure.law_of[t], 0, where]
    return {int(to): float(p) for to, p in zip(game.structure.move_next[where], chance, strict=True) if p > 0}


def _part(game: Game, s: int, name: str) -> str:
    for k, part in enumerate(game.structure.posture):
        if part.name == name:
            return part.settings[int(game.structure.settings_of(k, track=False)[s])]
    raise KeyError(name)


def _becomes(game: Game, s: int, t: int, name: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for to, p in _moves(game, s, t).items():
        found[_part(game, to, name)] = found.get(_part(game, to, name), 0.0) + p
    return found


def _leads(game: Game, name: str, s: int) -> int:
    return int(game.structure.action_next[s, game.structure.actions.index(name)])


def test_an_event_has_its_day() -> None:
    """An election in the third week is held from the round after it on, with its odds, at no other time."""
    election = {
        "states": ["ahead", "won", "lost"],
        "becomes": {
            "won": {"on": "2025-01-20", "chance": "40 %", "after": ["ahead"]},
            "lost": {"on": "2025-01-20", "after": ["ahead"]},
        },
    }
    game = _made({"events": {"election": election}})
    start = game.structure.start
    assert [_becomes(game, start, t, "election").get("ahead", 0.0) for t in range(5)] == pytest.approx(
        [1.0, 1.0, 0.0, 1.0, 1.0], abs=1e-12
    )
    day = _becomes(game, start, 2, "election")
    assert (day["won"], day["lost"]) == pytest.approx((0.4, 0.6), abs=1e-12)
    won = situation(game, election="won")
    assert _becomes(game, won, 2, "election") == {"won": pytest.approx(1.0, abs=1e-12)}


def test_an_event_comes_by_chance() -> None:
    """A leader falls with a rate that depends on the situation, and whoever looks at it may."""
    leader = {
        "states": ["old", "new"],
        "becomes": {
            "new": {
                "chance": {"base": "2 % per week", "cut": {"add": "5 % per week", "when": {"aid": "off"}}},
                "after": ["old"],
            }
        },
    }
    flow = {"fighting": "-0.5 per week", "relief": {"add": "0.1 per week", "when": {"leader": "new"}}}
    game = _made({"events": {"leader": leader}, "parties.south.flow": flow})
    aid_on, aid_off = situation(game, aid="on"), situation(game, aid="off")
    assert _becomes(game, aid_on, 0, "leader")["new"] == pytest.approx(0.02, abs=1e-12)
    assert _becomes(game, aid_off, 0, "leader")["new"] == pytest.approx(0.07, abs=1e-12)
    assert game.numbers.flow[0, 1, 0, situation(game, leader="new")] == pytest.approx(-0.4, abs=1e-12)


def test_a_track_may_jump_and_stops_at_its_end() -> None:
    """Two levels at once; where only one is left the jump and the step lead to the same place."""
    game = _made({"theatre.front.step.jumps": {"breakthrough": {"by": 2, "chance": "3 % per week"}}})
    tracks = [int(level) for level in game.structure.tracks[0].settings]
    top = max(tracks)
    far = situation(game, front=str(top - 3))
    assert _moves(game, far, 0)[situation(game, front=str(top - 1))] == pytest.approx(0.03, abs=1e-12)
    near = situation(game, front=str(top - 1))
    found = _moves(game, near, 0)
    assert len(set(found)) == len(found)
    assert found[situation(game, front=str(top))] > 0.03
    assert sum(found.values()) == pytest.approx(1.0, abs=1e-12)


def test_a_bargain_sets_several_parts_at_once() -> None:
    """Aid for a truce: one act, both parts move; it is on the menu while something would change."""
    bargain = {
        "sets": {"aid": "off", "truce": "in_force"},
        "proposers": ["patron"],
        "signatories": ["south", "north"],
        "cost": 1,
        "worth": {"north": 3},
    }
    game = _made({"bargains": {"aid_for_truce": bargain}})
    name = "bargain:aid_for_truce"
    start, q = game.structure.start, game.structure.postures
    to = start - start % q + _leads(game, name, start)
    assert (_part(game, to, "aid"), _part(game, to, "truce")) == ("off", "in_force")
    assert _leads(game, name, to) == NONE
    a = game.structure.actions.index(name)
    assert game.numbers.action_cost[2, :, a].tolist() == [-1.0, -1.0]
    assert game.numbers.action_gain[0, :, a].tolist() == [3.0, 3.0]
    signers = game.structure.signers[game.structure.action_joint[a]]
    assert [i for i in signers.tolist() if i != NONE] == [1, 0]


def test_a_lever_may_need_several_keys() -> None:
    """A move of the lever asks those whose consent it needs."""
    game = _made({"levers.aid.consent": ["south"]})
    a = game.structure.actions.index("set:aid:off")
    joint = game.structure.action_joint[a]
    assert joint != NONE
    assert [i for i in game.structure.signers[joint].tolist() if i != NONE] == [1]


def test_an_accord_binds_what_comes_later() -> None:
    """While it is in force every plan carries its option, and plans that differ in nothing else are one."""
    game = _made({"accords.truce.binds": {"land": "line"}})
    off, on = situation(game, truce="off"), situation(game, truce="in_force")
    q = game.structure.postures
    bound = game.numbers.package_worth[1, 0, :, on % q]
    free = game.numbers.package_worth[1, 0, :, off % q]
    assert len(set(bound.tolist())) < len(set(free.tolist()))
    offers = [a for a, name in enumerate(game.structure.actions) if name.kind == "offer"]
    listed = [(game.structure.action_next[s, offers] != NONE).sum() for s in (off, on)]
    assert listed[1] < listed[0]


def test_an_accord_may_run_for_a_fixed_time() -> None:
    """A truce of three weeks is over after three rounds, and renewed in full where it is agreed anew."""
    game = _made({"accords.truce.lasts": None, "accords.truce.runs": "21 days"})
    s = game.structure.start
    s = s - s % game.structure.postures + _leads(game, "propose:truce", s)
    standing = []
    for t in range(4):
        standing.append(_part(game, s, "truce"))
        nothing_else = [to for to in _moves(game, s, t) if _same_but(game, s, to, "truce")]
        [s] = [to for to in nothing_else if to // game.structure.postures == s // game.structure.postures]
    assert standing == ["in_force", "in_force", "in_force", "off"]


def _same_but(game: Game, s: int, to: int, name: str) -> bool:
    return all(
        part.name == name or _part(game, s, part.name) == _part(game, to, part.name)
        for part in game.structure.posture
    )


def test_an_accord_may_hold_for_good() -> None:
    """It neither lapses nor is left."""
    game = _made({"accords.truce.lasts": "for_good", "accords.truce.leave": None})
    s = situation(game, truce="in_force")
    assert {_part(game, to, "truce") for to in _moves(game, s, 0)} == {"in_force"}


def test_a_demand_may_be_withdrawn_and_a_concession_made_unasked() -> None:
    """Both acts are there only where they are stated; withdrawing reopens, conceding needs no demand."""
    plain = game_of()
    [condition] = {name.about for name in plain.structure.actions if name.kind == "demand"}
    assert f"withdraw:{condition}" not in plain.structure.actions
    changes = {f"conditions.{condition}.withdraw": "yes", f"conditions.{condition}.unasked": "yes"}
    game = _made({**changes, f"conditions.{condition}.costs": {"withdraw": 2}})
    opened = situation(game, **{condition: "open"})
    expected = situation(game, **{condition: "expected"})
    q = game.structure.postures
    assert _leads(plain, f"concede:{condition}", opened) == NONE
    after = opened - opened % q + _leads(game, f"concede:{condition}", opened)
    assert _part(game, after, condition) == "conceded"
    assert _leads(game, f"withdraw:{condition}", opened) == NONE
    after = expected - expected % q + _leads(game, f"withdraw:{condition}", expected)
    assert _part(game, after, condition) == "open"
