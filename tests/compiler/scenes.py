"""A small scenario with one of everything, as plain data that a test changes by path."""

from __future__ import annotations

import copy
import json
from typing import Any

from parley.compiler import compile_game
from parley.game import Game
from parley.scenario import read_scenario_text
from parley.scenario.parts import Scenario

Data = dict[str, Any]

WAR: Data = {
    "title": "a small war",
    "as_of": "2025-01-01",
    "round": "7 days",
    "horizon": "6 rounds",
    "belief_grid": {"nodes": 11, "limit": 4},
    "parties": {
        "north": {
            "patience": {"half_life": "140 days"},
            "precision": 0.2,
            "dispositions": {"mild": {"weight": "40 %"}, "hard": {"weight": "60 %"}},
            "values": {
                "land": {"line": {"mild": 40, "hard": 20}, "province": 70},
                "force": {"none": 30, "some": {"mild": 20, "hard": 0}},
            },
            "flow": {"fighting": {"mild": "-0.4 per week", "hard": "-0.2 per week"}},
        },
        "south": {
            "patience": {"yearly": 0.8},
            "precision": 0.2,
            "beliefs": {"north": {"mild": "25 %"}},
            "values": {"land": {"line": 60, "province": 0}, "force": {"none": 0, "some": 30}},
            "loss_aversion": 1.5,
            "reference": {"land": "line", "force": "some"},
            "flow": {
                "fighting": "-0.5 per week",
                "truce": {"add": "0.2 per week", "when": {"truce": "in_force"}},
                "near": {"add": "-0.3 per week", "for_each": {"track": "front", "above": 1}},
                "winter": {"add": "-1 per week", "from": "2025-01-10", "until": "2025-01-25"},
            },
        },
        "patron": {
            "precision": 0.2,
            "values": {"force": {"none": 10, "some": 0}},
            "any_deal": {"bonus": 20, "half_life": "35 days"},
        },
    },
    "issues": {
        "land": ["line", "province"],
        "force": {"none": {"strength": {"south": -0.4}}, "some": {"deterrence": 15}},
    },
    "plans": {
        "split": {"land": "line", "force": "some"},
        "bare": {"land": "line", "force": "none"},
        "all_north": {"land": "province", "force": "none"},
    },
    "theatre": {
        "front": {
            "from": 0,
            "to": 4,
            "start": 2,
            "step": {
                "up": {"base": "10 % per week", "cut_off": {"add": "20 % per week", "when": {"aid": "off"}}},
                "down": {"mild": "10 % per week", "hard": "5 % per week"},
            },
            "collapse": {"top": {"of": "south", "terms": "all_north"}},
        }
    },
    "levers": {
        "aid": {"holder": "patron", "settings": ["on", "off"], "switch_cost": {"off": 2, "on": 1}},
    },
    "conditions": {
        "no_force": {
            "issue": "force",
            "option": "none",
            "claimant": "north",
            "target": "south",
            "sets_in": "20 % per week",
            "costs": {"rebuff": 1.5},
        }
    },
    "accords": {
        "truce": {
            "signatories": ["south", "north"],
            "proposers": ["patron"],
            "lasts": "28 days",
            "leave": {"by": ["north"], "cost": {"mild": 1, "hard": 0.5}},
        }
    },
    "gestures": {
        "favour": {
            "by": "north",
            "cost": {"mild": 0.2, "hard": 0.8},
            "worth": {"patron": 0.3},
            "when": {"truce": "in_force"},
        }
    },
    "table": {
        "floor": {"north": "20 % per week", "south": "20 % per week", "patron": "20 % per week"},
        "settlement": {
            "signatories": ["patron", "south", "north"],
            "proposers": {"north": "all", "south": ["split"], "patron": ["split", "bare"]},
        },
    },
    "endings": {
        "horizon": {"north": {"mild": 40, "hard": 60}, "south": 45, "patron": 20},
        "breakdown": {"chance": "5 %", "worth": {"north": 20, "south": 10}},
        "walk_out": {"south": {"south": 15}},
    },
    "aftermath": {
        "opportunist": "north",
        "precision": 0.1,
        "balance": 0.2,
        "worth": {
            "north": {"wins": 100, "loses": 10, "cost": 20},
            "south": {"wins": 0, "loses": 60, "cost": 15},
        },
    },
}


def changed(data: Data, changes: dict[str, Any]) -> Data:
    """A copy with values put in by dotted path; None takes a key away."""
    result = copy.deepcopy(data)
    for path, value in changes.items():
        *steps, last = path.split(".")
        at = result
        for step in steps:
            at = at.setdefault(step, {})
        if value is None:
            at.pop(last, None)
        else:
            at[last] = value
    return result


def scenario_of(data: Data = WAR, changes: dict[str, Any] | None = None) -> Scenario:
    """The checked scenario of plain data (JSON is YAML)."""
    return read_scenario_text(json.dumps(changed(data, changes or {})))


def game_of(data: Data = WAR, changes: dict[str, Any] | None = None) -> Game:
    """The compiled game of plain data."""
    return compile_game(scenario_of(data, changes))


def situation(game: Game, **settings: str) -> int:
    """The index of the situation with these settings, and everything else as at the start."""
    s = game.structure
    found = s.start
    stride = 1
    for component in reversed(s.tracks + s.posture):
        size = len(component.settings)
        if component.name in settings:
            found += (component.settings.index(settings[component.name]) - found // stride % size) * stride
        stride *= size
    return found


def action(game: Game, party: str, name: str) -> int:
    """The index of a party's action."""
    s = game.structure
    at = s.parties.index(party)
    (found,) = [a for a, n in enumerate(s.actions) if n == name and s.action_party[a] == at]
    return found
