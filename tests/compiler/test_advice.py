"""Advice on sound scenarios: each kind by a scenario that deserves it and one that does not."""

from __future__ import annotations

import pytest
from tests.dealing.test_table import HIDDEN, TWO
from tests.sensitivity.study.test_levels import TURNS

from parley.compiler.advice import advise, scenario
from parley.scenario import read_scenario_text


def _advice(text: str, about: str) -> list[str]:
    return [one for one in advise(read_scenario_text(text)) if one.startswith(about)]


def test_a_floor_that_leaves_no_quiet_round_is_told() -> None:
    """Two halves make somebody speak in every round; 40 and 40 % do not."""
    (said,) = _advice(TWO, "table.floor")
    assert "100% of rounds of 7 days" in said
    assert _advice(HIDDEN, "table.floor") == []


@pytest.mark.parametrize(
    ("text", "about", "word"),
    [
        (TWO.replace("here: 60", "here: 600"), "parties.north.values", "600"),
        (TWO.replace("north: 40, south", "north: 400, south"), "endings.horizon.north", "400"),
        (TWO.replace("north: 40, south", "north: -200, south"), "endings.horizon.north", "-200"),
    ],
)
def test_points_far_off_the_scale_are_told(text: str, about: str, word: str) -> None:
    """Values or a horizon of hundreds of points, above or below."""
    (said,) = _advice(text, about)
    assert word in said


def test_points_on_the_scale_are_not() -> None:
    """What is worth between 0 and 100 needs no word."""
    assert _advice(TWO, "parties") == _advice(TWO, "endings") == []


def test_beliefs_that_take_long_are_told_with_a_cheaper_grid(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty-one nodes where three would do are told with both times; a game that is quickly solved is
    not.
    """
    fine = TURNS.replace("nodes: 5", "nodes: 21")
    assert _advice(fine, "belief_grid") == []
    monkeypatch.setattr(scenario, "LONG", 0.0)
    (said,) = _advice(fine, "belief_grid")
    assert "on 21 nodes each make 21 nodes" in said and "{nodes: 3, play_parts: 1}" in said
    assert _advice(TURNS.replace("nodes: 5", "nodes: 3"), "belief_grid") == []
    assert _advice(TWO, "belief_grid") == []
