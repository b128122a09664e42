"""What a game takes at the least is counted from its structure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from benchmarks.speed.common_game.sizes import LARGE, SMALL, Scale, game_at
from benchmarks.speed.growth import MIDDLE, WAR
from benchmarks.speed.limits.roofline import BYTES, least

from parley.compiler import compile_game
from parley.scenario import read_scenario


@pytest.mark.parametrize("scale", (SMALL, LARGE), ids=lambda scale: scale.name)
def test_the_common_game_takes_two_exponentials_an_offer(scale: Scale) -> None:
    """One for the answer and one for the choice; holding is one more option to choose."""
    counted = least(game_at(scale))
    holds = (scale.positions - 2) * scale.rounds
    assert counted.exponentials == scale.exponentials + holds
    assert counted.bytes == scale.positions * scale.rounds * 2 * 2 * BYTES


def test_a_hidden_party_is_counted_once_for_each_disposition() -> None:
    """At a node of the made-up war: what each can do, and what each answers."""
    extent = replace(MIDDLE, front=3, reserves=2, nodes=5, rounds=1)
    game = compile_game(read_scenario(WAR, extent.changes))
    where = game.size.situations * game.size.belief_nodes
    # Hold, three offers, the lever, and the truce to propose or to leave: six each, and Suderia has no lever.
    norland, suderia = 2 * 6, 5
    # To each offer the other answers; to a proposed truce, which half of the postures allow, too.
    suderia_answers, norland_answers = 3.5, 2 * 3.5
    assert least(game).exponentials == where * (norland + suderia + suderia_answers + norland_answers)


def test_the_slower_of_two_limits_can_be_told() -> None:
    """A rate of exponentials and one of bytes give two times."""
    counted = least(game_at(SMALL))
    milliseconds = counted.milliseconds(1e9, 1e9)
    assert milliseconds == pytest.approx((counted.exponentials / 1e6, counted.bytes / 1e6))
