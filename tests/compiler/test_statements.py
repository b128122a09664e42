"""Contingent threats and promises."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.compiler.scenes import game_of, scenario_of, situation

from parley.compiler import compile_game
from parley.game import NONE, Game
from parley.scenario import filled_yaml, read_scenario_text

THREAT: dict[str, Any] = {
    "by": "patron",
    "if": {"front": {"at_least": 3}},
    "then": {"aid": "off"},
    "within": "28 days",
    "breach": {"mild": 5, "hard": 8},
    "cost": 1,
}


def _made(threat: dict[str, Any]) -> Game:
    scenario = scenario_of(changes={"statements": {"threat": threat}})
    game = compile_game(scenario)
    again = compile_game(read_scenario_text(filled_yaml(scenario)))
    assert np.array_equal(again.numbers.move_chance, game.numbers.move_chance)
    assert np.array_equal(again.numbers.flow, game.numbers.flow)
    return game


def _becomes(game: Game, s: int, t: int = 0) -> dict[str, float]:
    k = next(k for k, part in enumerate(game.structure.posture) if part.name == "threat")
    settings, stands = game.structure.posture[k].settings, game.structure.settings_of(k, track=False)
    where = slice(game.structure.move_start[s], game.structure.move_start[s + 1])
    chance = game.numbers.move_chance[game.structure.law_of[t], 0, where]
    found: dict[str, float] = {}
    for to, p in zip(game.structure.move_next[where], chance, strict=True):
        if p > 0:
            found[settings[stands[to]]] = found.get(settings[stands[to]], 0.0) + float(p)
    return {name: round(p, 12) for name, p in found.items()}


def test_a_threat_stands_until_its_occasion_comes() -> None:
    """Made, it stands; with the line where it was drawn it is due, unless what it threatens is done."""
    game = _made(THREAT)
    a = game.structure.actions.index("state:threat")
    start = game.structure.start
    assert (
        game.structure.action_next[start, a] == situation(game, threat="standing") % game.structure.postures
    )
    assert game.structure.action_next[situation(game, threat="standing"), a] == NONE
    assert _becomes(game, situation(game, threat="standing", front="2")) == {"standing": 1.0}
    assert _becomes(game, situation(game, threat="standing", front="3")) == {"due": 1.0}
    assert _becomes(game, situation(game, threat="standing", front="3", aid="off")) == {"unsaid": 1.0}


def test_due_it_is_kept_or_broken_and_a_breach_is_paid_once() -> None:
    """It breaks a quarter of the time each week; the round after costs its maker, by disposition."""
    game = _made(THREAT)
    assert _becomes(game, situation(game, threat="due")) == {"due": 0.75, "breached": 0.25}
    assert _becomes(game, situation(game, threat="due", aid="off")) == {"unsaid": 1.0}
    breached = situation(game, threat="breached")
    assert _becomes(game, breached) == {"unsaid": 1.0}
    free = game.numbers.flow[0, 2, :, situation(game, threat="due")]
    assert (game.numbers.flow[0, 2, :, breached] - free).tolist() == pytest.approx([-5.0, -8.0], abs=1e-12)


def test_a_statement_may_have_its_day() -> None:
    """On it what is due is broken and what only stands lapses; later it can no longer be made."""
    game = _made({**{k: v for k, v in THREAT.items() if k != "within"}, "until": "2025-01-20"})
    due, standing = situation(game, threat="due"), situation(game, threat="standing", front="2")
    assert [_becomes(game, due, t) for t in (1, 2)] == [{"due": 1.0}, {"breached": 1.0}]
    assert [_becomes(game, standing, t) for t in (1, 2)] == [{"standing": 1.0}, {"unsaid": 1.0}]
    following = game.structure.general.action_next  # type: ignore[union-attr]
    assert following is not None
    a = game.structure.actions.index("state:threat")
    assert [following.at(t)[game.structure.start, a] != NONE for t in (2, 3)] == [True, False]


def test_nothing_said_is_nothing_made() -> None:
    """A scenario without statements has no such part."""
    assert "threat" not in {part.name for part in game_of().structure.posture}
