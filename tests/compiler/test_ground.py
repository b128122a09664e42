"""Situations as arrays, and sums of terms over them."""

from __future__ import annotations

import numpy as np
import pytest
from tests.compiler.scenes import game_of, scenario_of, situation

from parley.compiler.ground import lay_out
from parley.scenario.quantities import ForEach, When

GROUND = lay_out(scenario_of())


def test_every_situation_is_there_once() -> None:
    """Five levels of the front times two settings of aid, four of the condition and two of the truce."""
    assert GROUND.situations == 80
    assert GROUND.postures == 16
    assert len(set(zip(*(GROUND.setting[name].tolist() for name in GROUND.setting), strict=True))) == 80


def test_the_start_is_as_stated() -> None:
    """The first situation has the front at 2, aid on, nothing demanded and no truce."""
    start = game_of().structure.start
    said = {name: int(setting[start]) for name, setting in GROUND.setting.items()}
    assert said == {"front": 2, "aid": 0, "no_force": 0, "truce": 0}


def test_all_clauses_of_a_when_must_hold() -> None:
    """A term counts only where posture and levels all fit."""
    held = GROUND.holds(When({"aid": ("off",), "no_force": ("expected", "conceded")}, {"front": (3, 4)}))
    expected = [
        GROUND.setting["aid"][s] == 1 and GROUND.setting["no_force"][s] >= 2 and GROUND.level["front"][s] >= 3
        for s in range(80)
    ]
    assert held.tolist() == expected
    assert held.sum() == 2 * 1 * 2 * 2


def test_for_each_counts_levels_and_is_never_negative() -> None:
    """Levels above 1, or below 3, and nothing on the other side."""
    level = GROUND.level["front"]
    assert GROUND.times(ForEach("front", above=1)).tolist() == np.maximum(level - 1, 0).tolist()
    assert GROUND.times(ForEach("front", below=3)).tolist() == np.maximum(3 - level, 0).tolist()


def test_a_flow_sums_the_terms_that_count() -> None:
    """The base, the truce where it is in force, and 0.3 for every level of the front above 1."""
    game = game_of()
    flow = game.numbers.flow[0, 1, 0]
    assert flow[situation(game, front="0")] == pytest.approx(-0.5, abs=1e-15)
    assert flow[situation(game, front="3")] == pytest.approx(-0.5 - 0.6, abs=1e-15)
    assert flow[situation(game, front="3", truce="in_force")] == pytest.approx(-0.5 - 0.6 + 0.2, abs=1e-15)


def test_a_track_that_does_not_begin_at_zero_keeps_its_levels() -> None:
    """Levels are those stated, not positions in the array."""
    changes = {"theatre.front.from": -2, "theatre.front.start": 0, "theatre.front.to": 2}
    ground = lay_out(scenario_of(changes=changes))
    assert sorted(set(ground.level["front"].tolist())) == [-2, -1, 0, 1, 2]


def test_numbers_by_disposition_go_to_their_disposition() -> None:
    """What is split is split, what is not is the same under both."""
    flow = game_of().numbers.flow[0]
    start = game_of().structure.start
    assert flow[0, :, start].tolist() == [-0.4, -0.2]
    assert flow[1, 0].tolist() == flow[1, 1].tolist()
