"""A small war whose hidden disposition shows in deeds, in answers, and in how the front moves."""

from __future__ import annotations

import json
from collections.abc import Mapping

from parley.compiler import compile_game
from parley.scenario import read_scenario_text
from parley.scenario.parts import Scenario
from parley.solver import Solution, solve

SMALL: dict[str, object] = {
    "title": "A small war",
    "as_of": "2025-01-01",
    "round": "7 days",
    "horizon": "8 rounds",
    "belief_grid": {"nodes": 21, "limit": 6},
    "parties": {
        "north": {
            "precision": 0.3,
            "dispositions": {"mild": {"weight": 0.5}, "hard": {"weight": 0.5}},
            "values": {"land": {"here": {"mild": 45, "hard": 10}, "there": {"mild": 60, "hard": 100}}},
            "flow": {"fighting": {"mild": "-3 per week", "hard": "-0.5 per week"}},
        },
        "south": {
            "precision": 0.2,
            "values": {"land": {"here": 60, "there": 10}},
            "flow": {
                "fighting": "-1 per week",
                "quiet_nights": {"add": "0.5 per week", "when": {"truce": "in_force"}},
            },
        },
        "patron": {
            "precision": 0.2,
            "values": {"land": {"here": 50, "there": 30}},
            "flow": {"cost": {"add": "-1 per week", "when": {"aid": "on"}}},
        },
    },
    "issues": {"land": ["here", "there"]},
    "theatre": {
        "front": {
            "from": 0,
            "to": 4,
            "start": 2,
            "step": {
                "up": {"base": {"mild": "10 % per week", "hard": "30 % per week"}},
                "down": "10 % per week",
            },
        }
    },
    "levers": {"aid": {"holder": "patron", "settings": ["on", "off"], "switch_cost": 1}},
    "conditions": {
        "claim": {
            "issue": "land",
            "option": "there",
            "claimant": "north",
            "target": "south",
            "sets_in": "20 % per week",
        }
    },
    "accords": {
        "truce": {
            "signatories": ["south", "north"],
            "proposers": ["patron"],
            "lasts": "60 days",
            "leave": {"by": ["north"], "cost": {"mild": 3, "hard": 0}},
        }
    },
    "gestures": {"favour": {"by": "north", "cost": {"mild": 0, "hard": 6}, "worth": {"patron": 1}}},
    "table": {
        "floor": {"north": "45 % per week", "south": "15 % per week", "patron": "25 % per week"},
        "settlement": {"signatories": ["south", "north"], "proposers": ["south"]},
    },
    "endings": {"horizon": {"north": {"mild": 40, "hard": 70}, "south": 40}},
}


def small_scenario(changes: Mapping[str, object] | None = None) -> Scenario:
    """The small war, with changes by path."""
    return read_scenario_text(json.dumps(SMALL), changes or {})


def small_solution(changes: Mapping[str, object] | None = None) -> Solution:
    """The small war, solved."""
    return solve(compile_game(small_scenario(changes)))
