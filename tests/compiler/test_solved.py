"""Scenarios that state what only an extended game can hold, solved by the kernel and by the plain solver."""

from __future__ import annotations

import copy
import json
from typing import Any

import numpy as np
import pytest
from tests.compiler.scenes import changed

from parley.compiler import compile_game
from parley.game import needs_general
from parley.scenario import read_scenario_text
from parley.solver import play, solve
from parley.solver.general.reference import solve_by_general_reference

TALKS: dict[str, Any] = {
    "title": "a small war with talks",
    "as_of": "2025-01-06",
    "round": "7 days",
    "horizon": "2 rounds",
    "belief_grid": {"nodes": 5, "limit": 3},
    "parties": {
        "north": {
            "precision": 0.3,
            "patience": {"half_life": "1 year"},
            "dispositions": {"mild": {"weight": "40 %"}, "hard": {"weight": "60 %"}},
            "values": {"border": {"line": {"mild": 60, "hard": 20}, "province": 100}},
            "flow": "-0.3 per week",
        },
        "south": {
            "precision": 0.4,
            "beliefs": {"north": {"mild": "50 %"}},
            "loss_aversion": 0.5,
            "reference": {"border": "line"},
            "values": {"border": {"line": 50, "province": 5}},
            "flow": "-0.5 per week",
        },
        "patron": {"precision": 0.4, "any_deal": {"bonus": 12}},
    },
    "issues": {"border": ["line", "province"]},
    "theatre": {
        "front": {"from": 0, "to": 2, "start": 1, "step": {"up": "10 % per week", "down": "8 % per week"}}
    },
    "levers": {"aid": {"holder": "patron", "settings": ["on", "off"], "switch_cost": 1}},
    "gestures": {"favour": {"by": "north", "cost": {"mild": 0.3, "hard": 0.9}}},
    "table": {
        "floor": {"north": "30 % per week", "south": "30 % per week", "patron": "20 % per week"},
        "settlement": {
            "signatories": ["south", "north", "patron"],
            "proposers": ["north", "south", "patron"],
        },
    },
    "endings": {"horizon": {"north": 40, "south": 25}},
}
FEATURES: dict[str, dict[str, Any]] = {
    "offers on the table": {
        "table.tabling": {"by": ["north"], "retreat": 2, "stands_for": "28 days", "open_to_take": "yes"}
    },
    "talks broken off": {
        "table.talks": {
            "break_off": {"by": ["north"], "cost": 1},
            "reopen": {"by": ["patron"], "consent": ["north"]},
            "refusals": "yes",
        }
    },
    "a majority, together, and an exit": {
        "endings.quit": {"patron": {"patron": 5}},
        "table.settlement.agree": 2,
        "table.settlement.answers": "together",
    },
    "three dispositions": {
        "parties.north.dispositions": {
            "mild": {"weight": "40 %"},
            "hard": {"weight": "40 %"},
            "mad": {"weight": "20 %"},
        },
        "parties.south.beliefs": {},
        "parties.north.values.border.line": {"mild": 60, "hard": 20, "mad": 0},
        "gestures.favour.cost": 0.4,
    },
    "an unknown, and turns": {
        "unknowns": {"odds": {"kinds": {"good": {"weight": "60 %"}, "bad": {"weight": "40 %"}}}},
        "theatre.front.step.up": {"good": "20 % per week", "bad": "5 % per week"},
        "table.floor": None,
        "table.turns": {
            "deeds": {"floor": {"north": "30 % per week"}, "acts": ["gestures", "levers"]},
            "talks": {"floor": {"north": "30 % per week", "south": "30 % per week"}, "acts": ["plans"]},
        },
    },
    "values by the line, ratifying, a threat": {
        "statements": {
            "threat": {
                "by": "patron",
                "if": {"front": {"at_least": 2}},
                "then": {"aid": "off"},
                "within": "14 days",
                "breach": 5,
            }
        },
        "parties.south.values.border.line": {
            "base": 50,
            "near": {"add": -5, "for_each": {"track": "front", "above": 0}},
        },
        "table.settlement.ratified": "80 %",
        "table.settlement.refused": 1,
    },
}


@pytest.mark.slow
@pytest.mark.parametrize("feature", FEATURES)
def test_both_solvers_agree_on_what_a_scenario_states(feature: str) -> None:
    """Worths of every feature agree to 1e-9, and what comes of it sums to one for every disposition."""
    game = compile_game(read_scenario_text(json.dumps(changed(copy.deepcopy(TALKS), FEATURES[feature]))))
    assert needs_general(game)
    solution = solve(game)
    assert np.abs(solution.values - solve_by_general_reference(game).values).max() < 1e-9
    course = play(solution)
    ends = course.ended.sum(axis=(0, 1)) + course.situation[-1].sum(axis=0)
    assert np.abs(ends - 1.0).max() < 1e-9
