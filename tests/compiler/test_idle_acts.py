"""Acts without effect and plans stated twice are said, for logit takes each for one more option."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from tests.compiler.scenes import scenario_of

from parley.compiler import compile_game
from parley.compiler.advice import advise
from parley.outlook.series import endings
from parley.solver import solve_and_play

LEVER = {"holder": "patron", "settings": ["up", "down"]}


def _about(changes: dict[str, object], word: str) -> list[str]:
    return [advice for advice in advise(scenario_of(changes=changes)) if advice.startswith(word)]


def test_a_lever_on_which_nothing_depends_is_holding_by_another_name() -> None:
    """It is advised to leave it out, unless setting it costs something."""
    (advice,) = _about({"levers.bell": LEVER}, "levers.bell")
    assert "holding by another name" in advice
    assert _about({"levers.bell": {**LEVER, "switch_cost": 1}}, "levers.bell") == []


def test_a_lever_that_something_asks_about_is_none() -> None:
    """A flow that hangs on its setting is an effect."""
    flow = {"add": "-1 per week", "when": {"bell": "down"}}
    assert _about({"levers.bell": LEVER, "parties.south.flow.bell": flow}, "levers.bell") == []


def test_a_gesture_that_costs_and_gives_nothing_is_said() -> None:
    """One that costs its party something, or pleases another, is not."""
    assert len(_about({"gestures.nod": {"by": "north"}}, "gestures.nod")) == 1
    assert _about({"gestures.nod": {"by": "north", "cost": 1}}, "gestures.nod") == []


def test_the_twin_of_a_plan_is_said_to_be_dropped() -> None:
    """Two plans of the same terms and signatories: the second cannot be offered by who offers the first."""
    scenario = scenario_of()
    first = next(iter(scenario.plans.values()))
    twin = {"terms": dict(first.terms), "name": "Twin"}
    (advice,) = _about({"plans.twin": twin}, "plans.twin")
    assert first.id in advice
    assert _about({}, "plans.") == []


def test_an_act_without_effect_moves_endings_by_no_more_than_is_said() -> None:
    """The page on the decision says by how much: on this scene some two points, and not nothing."""
    page = (Path(__file__).parents[2] / "docs/decisions/alike-choices.md").read_text(encoding="utf-8")
    said = re.search(r"the scene of the compiler's tests.*\| ([\d.]+) percentage points", page)
    assert said is not None
    idle = {"holder": "patron", "settings": ["off", "on"]}
    ends = []
    for changes in ({}, {"levers.idle": idle}):
        found = solve_and_play(compile_game(scenario_of(changes=changes)))
        ended, fighting = endings(found.solution, found.course)
        ends.append(np.array([*ended.values(), fighting]))
    moved = 100 * float(np.abs(ends[1] - ends[0]).max())
    assert moved == pytest.approx(float(said[1]), abs=0.06)
