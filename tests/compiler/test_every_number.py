"""Every number of the extended language moves the game it is stated in, however it is changed."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import numpy as np
import pytest
from tests.compiler.scenes import WAR, changed

from parley.compiler import compile_game
from parley.game import Game
from parley.scenario import all_numbers, read_scenario_text, restate
from parley.scenario.parts import Scenario

SMALL: dict[str, Any] = {
    "round": [{"length": "7 days", "for": "3 rounds"}, "14 days"],
    "horizon": "2025-03-12",
    "belief_grid": {"nodes": 3, "limit": 3},
    "theatre.front": {
        "from": 0,
        "to": 2,
        "start": 1,
        "step": {"up": "10 % per week", "down": {"mild": "10 % per week", "hard": "5 % per week"}},
        "collapse": {"top": {"of": "south", "terms": "all_north", "ending": "the_fall"}},
    },
    "parties.south.flow": {"fighting": "-0.5 per week"},
    "gestures": None,
}
VOTE = {
    "states": ["ahead", "for", "against"],
    "becomes": {
        "for": {"on": "2025-02-05", "chance": "45 %", "after": ["ahead"]},
        "against": {"on": "2025-02-05", "after": ["ahead"]},
    },
}
SCENES: dict[str, dict[str, Any]] = {
    "what is hidden and what is wanted": {
        "parties.north.dispositions": {
            "mild": {"weight": "40 %"},
            "hard": {"weight": "40 %"},
            "mad": {"weight": "20 %"},
        },
        "parties.north.values": {
            "land": {"line": {"mild": 40, "hard": 20, "mad": 10}, "province": 70},
            "force": {"none": 30, "some": {"mild": 20, "hard": 0, "mad": 0}},
        },
        "parties.north.flow": {
            "fighting": {"mild": "-0.4 per week", "hard": "-0.2 per week", "mad": "-0.1 per week"}
        },
        "parties.south.beliefs": {
            "north": {"mild": "25 %", "hard": "40 %", "mad": "35 %"},
            "odds": {"fair": "70 %", "foul": "30 %"},
        },
        "parties.south.values.land.line": {
            "base": 60,
            "near": {"add": -5, "for_each": {"track": "front", "above": 0}},
            "held": {"add": 3, "when": {"aid": "on"}},
        },
        "parties.patron.any_deal": {"bonus": {"base": 10, "before": {"add": 10, "until": "2025-02-12"}}},
        "unknowns": {"odds": {"kinds": {"fair": {"weight": "60 %"}, "foul": {"weight": "40 %"}}}},
        "theatre.front.step": {
            "up": {"base": "10 % per week", "cut_off": {"add": "20 % per week", "when": {"aid": "off"}}},
            "down": {"fair": "10 % per week", "foul": "5 % per week"},
            "jumps": {"rout": {"by": 2, "chance": "3 % per week"}},
        },
        "accords.truce": None,
        "conditions": None,
        "accords": None,
        "endings.horizon": {"north": {"mild": 40, "hard": 60, "mad": 70}, "south": 45, "patron": 20},
        "aftermath.balance": {"base": 0.2, "front": {"add": 0.1, "for_each": {"track": "front", "above": 0}}},
    },
    "instruments": {
        "levers.aid.consent": ["south"],
        "conditions.no_force.withdraw": "yes",
        "conditions.no_force.unasked": "yes",
        "conditions.no_force.costs": {"rebuff": 1.5, "withdraw": 0.7},
        "accords.truce.binds": {"force": "none"},
        "accords.truce.propose_cost": 0.4,
        "gestures": {
            "favour": {"by": "north", "cost": {"mild": 0.2, "hard": 0.8}, "worth": {"patron": 0.3}},
        },
        "transfers": {
            "gift": {"by": "patron", "signatories": ["south"], "worth": {"patron": -0.3, "south": 0.7}}
        },
        "bargains": {
            "swap": {
                "sets": {"aid": "off", "truce": "in_force"},
                "proposers": ["patron"],
                "signatories": ["south", "north"],
                "cost": 0.6,
            }
        },
        "statements": {
            "threat": {
                "by": "patron",
                "if": {"truce": "off"},
                "then": {"aid": "off"},
                "within": "6 weeks",
                "breach": 3,
            }
        },
    },
    "talks": {
        "accords": None,
        "conditions": None,
        "events": {
            "vote": VOTE,
            "leader": {
                "states": ["old", "new"],
                "becomes": {"new": {"chance": "2 % per week", "after": ["old"]}},
            },
        },
        "plans.bare": {
            "terms": {"land": "line", "force": "none"},
            "until": "2025-02-12",
            "when": {"vote": "ahead"},
        },
        "table": {
            "turns": {
                "deeds": {
                    "floor": {"north": "30 % per week", "patron": "20 % per week", "south": "10 % per week"},
                    "acts": ["levers", "talks", "quit"],
                },
                "words": {
                    "floor": {"north": "20 % per week", "south": "20 % per week", "patron": "20 % per week"},
                    "acts": ["plans"],
                },
            },
            "talks": {"break_off": {"by": ["north"], "cost": 1}, "reopen": {"by": ["patron"], "cost": 0.5}},
            "tabling": {
                "by": ["north"],
                "retreat": 3,
                "stands_for": "8 weeks",
                "open_to_take": "yes",
                "turn_down": "yes",
            },
            "settlement": {
                "signatories": ["patron", "south", "north"],
                "proposers": {"north": "all", "south": ["split"], "patron": ["split", "bare"]},
                "answers": "together",
                "agree": 2,
                "cost": 0.5,
                "refused": 1.5,
                "ratified": {"base": "90 %", "after_vote": {"add": "-30 %", "from": "2025-02-05"}},
                "unratified": {"south": 5},
            },
        },
        "endings.quit": {"north": {"north": 20}},
    },
}


@pytest.fixture(scope="module", params=SCENES)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    """A small war in which much is stated that can be."""
    return read_scenario_text(json.dumps(changed(WAR, SMALL | SCENES[request.param])))


def _arrays(thing: Any) -> list[Any]:
    """Everything a game holds, as a list that can be compared."""
    if isinstance(thing, np.ndarray):
        return [thing.tolist()]
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return [
            one
            for f in dataclasses.fields(thing)
            if f.name != "labels"
            for one in _arrays(getattr(thing, f.name))
        ]
    if isinstance(thing, tuple | list):
        return [one for part in thing for one in _arrays(part)]
    return [thing]


def _held(game: Game) -> list[Any]:
    return [*_arrays(game.structure), *_arrays(game.numbers)]


def test_every_number_moves_the_game_it_is_stated_in(scenario: Scenario) -> None:
    """A number moved by a tenth, as a draw or a what-if moves it, is another game; nothing stated is idle."""
    whole, idle = _held(compile_game(scenario)), []
    stated = [number for number in all_numbers(scenario) if number.stated]
    assert len(stated) > 50
    for number in stated:
        moved = restate(scenario, {number.path: 0.9 * number.value if number.value else 1.0})
        if _held(compile_game(moved)) == whole:
            idle.append(number.path)
    assert idle == []
