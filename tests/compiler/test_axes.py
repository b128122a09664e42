"""Every part of the language has its axis, told before anything is made, and named where it is too long."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from tests.compiler.scenes import scenario_of

from parley.cli.check import summary
from parley.compiler import compile_game, estimate_size
from parley.errors import TooLargeError
from parley.game.general import hidden_sides
from parley.solver import GeneralSolution, solve
from parley.solver.solving import QuickSolution

ACCORD = {"signatories": ["south", "north"], "proposers": ["patron"], "leave": {"by": ["north"]}}
LEADER = {"states": ["old", "new"], "becomes": {"new": {"chance": "2 % per week", "after": ["old"]}}}
THREAT = {"by": "patron", "if": {"truce": "off"}, "then": {"aid": "off"}, "within": "4 weeks", "breach": 3}
SWAP = {
    "sets": {"aid": "off", "truce": "in_force"},
    "proposers": ["patron"],
    "signatories": ["south", "north"],
}
ODDS = {"kinds": {"fair": {"weight": "50 %"}, "foul": {"weight": "50 %"}}}
THREE = {"kinds": {"fair": {"weight": "50 %"}, "so": {"weight": "30 %"}, "foul": {"weight": "20 %"}}}
SMALL: dict[str, Any] = {"belief_grid": {"nodes": 3, "limit": 4}, "horizon": "4 rounds"}

FEATURES: dict[str, tuple[dict[str, Any], dict[str, int]]] = {
    "rounds that grow": ({"round": [{"length": "7 days", "for": "2 rounds"}, "14 days"]}, {"rounds": 4}),
    "turns": (
        {
            "table.floor": None,
            "table.turns": {
                "deeds": {"floor": {"north": "30 % per week"}, "acts": ["gestures", "conditions"]},
                "talks": {"floor": {"south": "30 % per week"}, "acts": ["plans", "accords"]},
            },
        },
        {"rounds": 4},
    ),
    "no holding": ({"table.holding": "no"}, {"rounds": 4}),
    "a second hidden side": (
        {"unknowns": {"odds": ODDS}},
        {"evidence about north": 3, "evidence about odds": 3},
    ),
    "a fact of three kinds": (
        {
            "unknowns": {
                "odds": {
                    "kinds": {k: {"weight": w} for k, w in (("a", "50 %"), ("b", "30 %"), ("c", "20 %"))}
                }
            }
        },
        {"evidence about north": 3, "evidence about odds": 9},
    ),
    "an event": ({"events": {"leader": LEADER}}, {"leader": 2}),
    "a threat": ({"statements": {"threat": THREAT}}, {"threat": 4}),
    "talks that can be shut": ({"table.talks": {"break_off": {"by": ["north"]}}}, {"talks": 2}),
    "offers that stick": ({"table.tabling": {"by": ["north"], "open_to_take": "yes"}}, {"tabled_north": 4}),
    "a fixed term": ({"accords": {"truce": {**ACCORD, "runs": "35 days"}}}, {"truce": 6}),
    "a bargain": ({"bargains": {"swap": SWAP}}, {"aid": 2, "truce": 2}),
    "a lever with several keys": ({"levers.aid.consent": ["south"]}, {"aid": 2}),
    "jumps": ({"theatre.front.step.jumps": {"rout": {"by": 2, "chance": "3 % per week"}}}, {"front": 5}),
    "ratification": ({"table.settlement.ratified": "80 %"}, {"rounds": 4}),
    "answers together": ({"table.settlement.answers": "together"}, {"rounds": 4}),
    "walking out with the floor": ({"endings.quit": {"north": {"north": 20}}}, {"rounds": 4}),
    "a named ending": ({"theatre.front.collapse.top.ending": "the_fall"}, {"front": 5}),
}


@pytest.mark.parametrize("feature", FEATURES)
def test_its_axis_is_told_before_anything_is_made(feature: str) -> None:
    """The estimate has the axes of the game, exactly, and never fewer bytes than it."""
    changes, axes = FEATURES[feature]
    scenario = scenario_of(changes={**SMALL, **changes})
    estimate, game = estimate_size(scenario), compile_game(scenario)
    measured, s = game.size, game.structure
    assert axes.items() <= estimate.axes.items()
    assert {**estimate.axes, "actions": len(s.actions)} == measured.axes
    for name in ("situations", "belief_nodes", "rounds", "parties", "dispositions"):
        assert getattr(estimate, name) == getattr(measured, name)
    assert measured.situations == math.prod(len(c.settings) for c in (*s.tracks, *s.posture))
    sides = hidden_sides(game)
    assert measured.belief_nodes == math.prod(side.nodes ** (len(side.kinds) - 1) for side in sides)
    assert measured.bytes <= estimate.bytes
    assert f"{measured.situations:,} situations" in summary("small", scenario)


@pytest.mark.parametrize("feature", FEATURES)
def test_what_is_told_is_what_is_allocated(feature: str) -> None:
    """Worths and news of every round, as solving allocates them, are to the byte what the size says."""
    changes, _ = FEATURES[feature]
    game = compile_game(scenario_of(changes={**SMALL, **changes}))
    size, solution = game.size, solve(game)
    assert size.general == isinstance(solution, GeneralSolution)
    assert isinstance(solution, GeneralSolution | QuickSolution)
    held = solution.worths[1:].nbytes + (solution.told.nbytes if size.news else 0)
    nodes = size.belief_nodes if size.general else 8 * math.ceil(size.belief_nodes / 8)
    per_node = size.parties * size.dispositions + size.news
    assert held == 8 * size.situations * nodes * size.rounds * per_node
    law = game.structure.move_next.nbytes + game.numbers.move_chance.nbytes
    assert held + law + game.structure.action_next.nbytes <= size.bytes
    assert np.isfinite(solution.values).all()


GROWING = [{"length": "1 days", "for": "4000 rounds"}, "7 days"]
STATES = [f"at{n}" for n in range(900)]
LONG: dict[str, tuple[dict[str, Any], str]] = {
    "rounds": ({"round": GROWING, "horizon": "5000 rounds"}, "rounds (5000)"),
    "an event": (
        {"events": {"leader": {"states": STATES, "becomes": {"at1": {"chance": "1 % per week"}}}}},
        "leader (900)",
    ),
    "a fact": (
        {"unknowns": {"odds": ODDS}, "belief_grid": {"nodes": 3, "limit": 4, "nodes_of": {"odds": 199}}},
        "evidence about odds (199)",
    ),
}


@pytest.mark.parametrize("axis", LONG)
def test_a_refusal_names_it_and_a_way_out(axis: str) -> None:
    """The axis that is too long is named with its length, before anything is made."""
    changes, said = LONG[axis]
    with pytest.raises(TooLargeError, match="The largest axis is") as refused:
        compile_game(scenario_of(changes={**SMALL, **changes}), 2_000_000)
    assert said in str(refused.value)
