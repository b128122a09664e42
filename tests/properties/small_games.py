"""Random small scenarios that use every feature of the language, drawn with hypothesis."""

from __future__ import annotations

import json
from collections.abc import Callable

from hypothesis import strategies as st

from parley.compiler import compile_game
from parley.game import Game
from parley.scenario import read_scenario_text
from parley.scenario.parts import Scenario

PARTIES = ("north", "south", "patron")

Payoff = Callable[[float, float], object]
"""A worth between two bounds: one number, or one a disposition."""


def points(low: float, high: float) -> st.SearchStrategy[float]:
    """A number with two decimals, so that a failing scenario can be read."""
    return st.integers(round(low * 100), round(high * 100)).map(lambda n: n / 100)


@st.composite
def tables(draw: st.DrawFn, hidden: bool) -> dict[str, object]:
    """A whole scenario as plain data; `hidden` gives the first party two dispositions."""
    split = hidden and draw(st.booleans())

    def payoff(low: float, high: float) -> object:
        if not split:
            return draw(points(low, high))
        return {"mild": draw(points(low, high)), "hard": draw(points(low, high))}

    issues = {"land": ["here", "there"], "force": {"none": {}, "some": {"deterrence": draw(points(0, 20))}}}
    if draw(st.booleans()):
        issues["force"]["none"] = {"strength": {"north": draw(points(-1, 1)), "south": draw(points(-1, 1))}}  # type: ignore[index]
    parties = {name: _party(draw, payoff) for name in PARTIES}
    if hidden:
        weight = draw(st.integers(10, 90))
        parties["north"]["dispositions"] = {
            "mild": {"weight": f"{weight} %"},
            "hard": {"weight": f"{100 - weight} %"},
        }
        parties["patron"]["beliefs"] = {"north": {"mild": draw(points(0.05, 0.95))}}
    signers = draw(st.sampled_from([["north", "south"], ["south", "north"], ["patron", "north", "south"]]))
    data: dict[str, object] = {
        "title": "random",
        "as_of": "2025-01-01",
        "round": "7 days",
        "horizon": f"{draw(st.integers(2, 5))} rounds",
        "belief_grid": {"nodes": 7, "limit": 4},
        "parties": parties,
        "issues": issues,
        "plans": {
            "first": {"land": "here", "force": "none"},
            "second": {"land": "there", "force": "some"},
            "third": {"land": "there", "force": "none"},
        },
        "theatre": {"front": _front(draw, split)},
        "levers": {
            "aid": {"holder": "patron", "settings": ["on", "off"], "switch_cost": draw(points(0, 2))},
        },
        "gestures": {
            "favour": {"by": "north", "cost": payoff(0, 3), "worth": {"patron": draw(points(0, 1))}}
        },
        "table": {
            "floor": {"north": "30 % per week", "south": "25 % per week", "patron": "20 % per week"},
            "settlement": {
                "signatories": signers,
                "proposers": {"north": "all", "south": ["first", "second"], "patron": ["second"]},
            },
        },
        "endings": {"horizon": {name: payoff(20, 60) for name in PARTIES}},
    }
    _maybe(draw, data, payoff)
    return data


def _party(draw: st.DrawFn, payoff: Payoff) -> dict[str, object]:
    values = {
        "land": {"here": payoff(0, 60), "there": payoff(0, 60)},
        "force": {"none": payoff(0, 40), "some": payoff(0, 40)},
    }
    party: dict[str, object] = {
        "patience": {"half_life": f"{draw(st.integers(20, 2000))} days"},
        "precision": draw(points(0.02, 0.4)),
        "values": values,
        "flow": {"fighting": f"{draw(points(-2, 0))} per week"},
        "loss_aversion": draw(points(0, 2)),
        "reference": {"land": draw(st.sampled_from(["here", "there"]))},
    }
    if draw(st.booleans()):
        party["any_deal"] = {"bonus": draw(points(0, 30)), "half_life": "30 days"}
    flow: dict[str, object] = party["flow"]  # type: ignore[assignment]
    if draw(st.booleans()):
        flow["near"] = {
            "add": f"{draw(points(-2, 1))} per week",
            "for_each": {"track": "front", "above": 1},
        }
        flow["late"] = {"add": "-0.5 per week", "from": "2025-01-10"}
    return party


def _front(draw: st.DrawFn, split: bool) -> dict[str, object]:
    up: object = f"{draw(st.integers(0, 40))} % per week"
    if split and draw(st.booleans()):
        up = {
            "mild": f"{draw(st.integers(1, 40))} % per week",
            "hard": f"{draw(st.integers(1, 40))} % per week",
        }
    front: dict[str, object] = {
        "from": 0,
        "to": 3,
        "start": draw(st.integers(1, 2)),
        "step": {
            "up": {"base": up, "cut_off": {"add": "10 % per week", "when": {"aid": "off"}}},
            "down": f"{draw(st.integers(0, 30))} % per week",
        },
    }
    if draw(st.booleans()):
        front["collapse"] = {
            "top": {"of": "south", "terms": "first"},
            "bottom": {"of": "north", "worth": {"south": 100, "patron": 50}},
        }
    return front


def _maybe(draw: st.DrawFn, data: dict[str, object], payoff: Payoff) -> None:
    """Features that some games have and others have not."""
    if draw(st.booleans()):
        data["conditions"] = {
            "claim": {
                "issue": "force",
                "option": "none",
                "claimant": "north",
                "target": draw(st.sampled_from(["south", "patron"])),
                "sets_in": "20 % per week",
                "costs": {"rebuff": draw(points(0, 2))},
            }
        }
    if draw(st.booleans()):
        proposers = draw(st.sampled_from([["patron"], ["north", "south"]]))
        data["accords"] = {
            "truce": {
                "signatories": draw(st.sampled_from([["north", "south"], ["south", "north"]])),
                "proposers": proposers,
                "lasts": "30 days",
                "leave": {"by": ["north"], "cost": payoff(0, 2)},
            }
        }
        data["parties"]["south"]["flow"]["truce"] = {"add": "0.4 per week", "when": {"truce": "in_force"}}  # type: ignore[index]
    endings: dict[str, object] = data["endings"]  # type: ignore[assignment]
    if draw(st.booleans()):
        endings["breakdown"] = {
            "chance": f"{draw(st.integers(0, 30))} %",
            "worth": {"north": 20, "south": 10},
        }
    if draw(st.booleans()):
        walker = draw(st.sampled_from(["north", "south"]))
        endings["walk_out"] = {walker: {walker: payoff(10, 50), "patron": 5}}
    if draw(st.booleans()):
        data["transfers"] = {
            "payment": {
                "by": "south",
                "signatories": ["north"],
                "worth": {"north": payoff(0, 3), "south": -1},
            }
        }
    if draw(st.booleans()):
        worth = {name: {"wins": payoff(20, 100), "loses": payoff(0, 60), "cost": 10} for name in PARTIES}
        data["aftermath"] = {
            "opportunist": "north",
            "precision": 0.1,
            "balance": draw(points(-1, 1)),
            "worth": worth,
        }


@st.composite
def scenarios(draw: st.DrawFn, hidden: bool | None = None) -> Scenario:
    """A random checked scenario."""
    if hidden is None:
        hidden = draw(st.booleans())
    return read_scenario_text(json.dumps(draw(tables(hidden))))


@st.composite
def games(draw: st.DrawFn, hidden: bool | None = None) -> Game:
    """A random compiled game."""
    return compile_game(draw(scenarios(hidden=hidden)))
