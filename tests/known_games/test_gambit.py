"""The solver agrees with agent quantal response equilibria recorded once from Gambit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from parley.compiler import compile_game
from parley.scenario import read_scenario_text
from parley.solver import play, solve

RECORDED = json.loads((Path(__file__).parent / "gambit.json").read_text(encoding="utf-8"))

TOLERANCE = 1e-6
"""Linear reading: a belief step of 0.01 squared over 8, times curvature and precision of order 0.1."""

FAVOUR = """
title: A favour, then an offer
as_of: 2025-01-01
round: 1 day
horizon: 2 rounds
belief_grid: {nodes: 201, limit: 1}
parties:
  north:
    dispositions: {mild: {weight: 40 %}, hard: {weight: 60 %}}
    values: {land: {here: {mild: 40, hard: 25}, there: {mild: 60, hard: 80}}}
  south: {values: {land: {here: 60, there: 25}}}
issues:
  land: [here, there]
gestures:
  favour: {by: north, cost: {mild: 0.5, hard: 2}, worth: {south: 1}}
table:
  floor: {alternate: [north, south]}
  settlement: {signatories: [north, south], proposers: [south]}
endings:
  horizon: {north: {mild: 30, hard: 50}, south: 35}
"""


@pytest.mark.parametrize("precision", RECORDED["precisions"])
def test_a_favour_then_an_offer(precision: str) -> None:
    """Favours, offers and answers by kind agree with Gambit's to the reading between 201 belief nodes."""
    recorded: dict[str, Any] = RECORDED["precisions"][precision]
    changes = {f"parties.{party}.precision": float(precision) for party in ("north", "south")}
    solution = solve(compile_game(read_scenario_text(FAVOUR, changes)), workers=1)
    course, structure = play(solution), solution.game.structure
    names: dict[str, int] = {name: a for a, name in enumerate(structure.actions)}
    for h, kind in enumerate(("mild", "hard")):
        favour = recorded["favour"][kind]
        assert course.actions[0, names["gesture:favour"], h] == pytest.approx(favour, abs=TOLERANCE)
        for plan in ("here", "there"):
            after = {said: recorded["south"][f"after {said}"][plan] for said in ("hold", "favour")}
            offered = (1 - favour) * after["hold"] + favour * after["favour"]
            assert course.actions[1, names[f"offer:{plan}"], h] == pytest.approx(offered, abs=TOLERANCE)
            accepted = offered * recorded["accept"][kind][plan]
            x = structure.packages.index(plan)
            assert course.ended[1, x, h] == pytest.approx(accepted, abs=TOLERANCE)
