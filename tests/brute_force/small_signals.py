"""Small games in which one side's doings tell what it hides, for comparison with the written-out tree."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

Data = dict[str, object]


def signals(rounds: int, nodes: int, numbers: Mapping[str, float], limit: float = 8) -> Data:
    """A scenario as plain data: offers to and by the hidden side, a gesture, a lever, battles that tell."""
    n = numbers
    return {
        "title": "small signals",
        "as_of": "2025-01-01",
        "round": "7 days",
        "horizon": f"{rounds} rounds",
        "belief_grid": {"nodes": nodes, "limit": limit},
        "parties": {
            "north": {
                "patience": {"per_round": 0.9},
                "precision": n["precision"],
                "dispositions": {"mild": {"weight": n["prior"]}, "hard": {"weight": 1 - n["prior"]}},
                "values": {
                    "land": {"here": {"mild": 40, "hard": n["hard"]}, "there": {"mild": 60, "hard": 90}}
                },
                "flow": {"mild": "-4 per round", "hard": "-1 per round"},
            },
            "south": {
                "patience": {"per_round": 0.95},
                "precision": n["precision"],
                "beliefs": {"north": {"mild": n["own"]}},
                "values": {"land": {"here": 70, "there": 20}},
                "flow": {"base": "-2 per round", "cold": {"add": "-1 per round", "when": {"aid": "off"}}},
            },
        },
        "issues": {"land": ["here", "there"]},
        "theatre": {
            "front": {
                "from": 0,
                "to": 2,
                "start": 1,
                "step": {
                    "up": {"mild": "10 % per round", "hard": f"{n['up']} per round"},
                    "down": "5 % per round",
                },
                "collapse": {"top": {"of": "south", "worth": {"north": 80}}},
            }
        },
        "levers": {"aid": {"holder": "south", "settings": ["on", "off"], "switch_cost": 1}},
        "gestures": {
            "favour": {"by": "north", "cost": {"mild": n["cost"], "hard": 6}, "worth": {"south": 1}}
        },
        "table": {
            "floor": {"north": "50 % per round", "south": "40 % per round"},
            "settlement": {"signatories": ["north", "south"]},
        },
        "endings": {
            "breakdown": {"chance": 0.1, "worth": {"north": {"mild": 10, "hard": 30}, "south": 15}},
            "horizon": {"north": {"mild": 30, "hard": 55}, "south": 40},
        },
    }


def numbers() -> st.SearchStrategy[Mapping[str, float]]:
    """Random parameters, each in a range in which the choice is not a foregone one."""

    def between(low: int, high: int, scale: float) -> st.SearchStrategy[float]:
        return st.integers(low, high).map(lambda n: round(n * scale, 6))

    return st.fixed_dictionaries(
        {
            "precision": between(2, 20, 0.01),
            "prior": between(10, 90, 0.01),
            "own": between(10, 90, 0.01),
            "hard": between(0, 60, 1.0),
            "up": between(10, 40, 0.01),
            "cost": between(0, 12, 0.5),
        }
    )
