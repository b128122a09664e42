"""The law of motion."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from tests.compiler.scenes import game_of, situation
from tests.properties.small_games import scenarios

from parley.compiler import compile_game
from parley.game import Game
from parley.scenario.parts import Scenario


def _row(game: Game, s: int, h: int = 0, n: int = 0) -> dict[int, float]:
    """Where a situation leads, and how likely."""
    there = game.structure.move_next[game.structure.move_start[s] : game.structure.move_start[s + 1]]
    chance = game.numbers.move_chance[n, h, game.structure.move_start[s] : game.structure.move_start[s + 1]]
    return {int(to): float(p) for to, p in zip(there, chance, strict=True)}


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.target],
)
@given(scenarios())
def test_every_row_sums_to_one_and_leads_to_each_place_once(scenario: Scenario) -> None:
    """From every situation, under every disposition, chances are chances and nothing is lost."""
    game = compile_game(scenario)
    s, chance = game.structure, game.numbers.move_chance
    assert (chance >= 0.0).all()
    sums = np.add.reduceat(chance, s.move_start[:-1], axis=2)
    assert np.abs(sums - 1.0).max() < 1e-12
    for origin in range(s.situations):
        there = s.move_next[s.move_start[origin] : s.move_start[origin + 1]]
        assert len(set(there.tolist())) == len(there)


def test_a_track_steps_with_its_stated_chances() -> None:
    """From the start the front rises with 10 %, falls with 10 % or 5 % by disposition, or stays."""
    game = game_of()
    start = game.structure.start
    for h, down in ((0, 0.1), (1, 0.05)):
        row = _row(game, start, h)
        assert row[situation(game, front="3")] == pytest.approx(0.1, abs=1e-15)
        assert row[situation(game, front="1")] == pytest.approx(down, abs=1e-15)
        assert row[start] == pytest.approx(0.9 - down, abs=1e-15)
        assert len(row) == 3


def test_a_lever_changes_the_law() -> None:
    """Without aid the front rises with 30 %."""
    game = game_of()
    row = _row(game, situation(game, aid="off"))
    assert row[situation(game, aid="off", front="3")] == pytest.approx(0.3, abs=1e-15)


def test_a_track_stops_at_its_end() -> None:
    """Below the lowest level there is nowhere to go."""
    game = game_of()
    row = _row(game, situation(game, front="0"))
    assert set(row) == {situation(game, front="0"), situation(game, front="1")}


def test_an_accord_lapses_and_a_demand_sets_in() -> None:
    """A truce of 28 days ends in a week with one chance in four; a demand is expected with 20 % a week."""
    game = game_of()
    at = situation(game, truce="in_force", no_force="demanded")
    row = _row(game, at)
    lapsed = sum(p for to, p in row.items() if game.structure.settings_of(2, track=False)[to] == 0)
    set_in = sum(p for to, p in row.items() if game.structure.settings_of(1, track=False)[to] == 2)
    assert lapsed == pytest.approx(0.25, abs=1e-12)
    assert set_in == pytest.approx(0.2, abs=1e-12)


def test_only_a_standing_demand_sets_in() -> None:
    """What is open, expected or conceded stays so while the round is fought."""
    game = game_of()
    rungs = game.structure.settings_of(1, track=False)
    for rung in ("open", "expected", "conceded"):
        here = situation(game, no_force=rung)
        assert {int(rungs[to]) for to in _row(game, here)} == {int(rungs[here])}


def test_rates_of_a_longer_round_compound() -> None:
    """In a fortnight either of two weekly chances has happened unless neither did twice, in proportion."""
    game = game_of(changes={"round": "14 days"})
    row = _row(game, game.structure.start)
    assert 1 - row[game.structure.start] == pytest.approx(1 - 0.8**2, abs=1e-12)
    assert row[situation(game, front="3")] == pytest.approx((1 - 0.8**2) / 2, abs=1e-12)


def test_collapse_ends_at_its_level_with_the_terms_of_its_plan() -> None:
    """At the top of the front south has collapsed, and the worth is that of the named plan."""
    game = game_of()
    s = game.structure
    assert s.endings[int(s.collapse[4])] == "collapse:south"
    assert s.collapse[:4].tolist() == [-1] * 4
    top = situation(game, front="4")
    package = game.numbers.package_worth[:, :, s.packages.index("all_north"), top % s.postures]
    assert game.numbers.collapse[:, :, top].tolist() == package.tolist()


def test_a_collapse_with_stated_worth_is_nothing_to_a_party_not_named() -> None:
    """Worth stated by party, zero for the rest."""
    game = game_of(changes={"theatre.front.collapse": {"bottom": {"of": "north", "worth": {"south": 90}}}})
    s = game.structure
    assert s.endings[int(s.collapse[0])] == "collapse:north"
    assert game.numbers.collapse[:, 0, situation(game, front="0")].tolist() == [0.0, 90.0, 0.0]
