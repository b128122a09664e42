"""How large an extended game is, before it is made."""

from __future__ import annotations

import pytest
from tests.compiler.scenes import WAR, game_of, scenario_of
from tests.properties.small_general import FEATURES, small_game

from parley.compiler import compile_game
from parley.errors import TooLargeError
from parley.game import news_kept
from parley.solver import GeneralSolution, solve
from parley.solver.general_form import fill_in
from parley.solver.kernel.general.tables import assign_slots

TURNS = {
    "table.floor": None,
    "table.turns": {"all": {"floor": {"north": "30 % per week"}, "acts": ["plans"]}},
}
FIRM = {"weight": "30 %"}


def _three_kinds(data: object) -> object:
    """The same scenario with a third kind, which is like the mild one wherever the two others differ."""
    if not isinstance(data, dict):
        return data
    found = {key: _three_kinds(value) for key, value in data.items()}
    if set(found) == {"mild"} and str(found["mild"]).endswith("%"):
        return {**found, "firm": "0 %", "hard": f"{100 - float(str(found['mild'])[:-1])} %"}
    if set(found) != {"mild", "hard"}:
        return found
    mild, hard = found["mild"], found["hard"]
    if isinstance(mild, dict) and "weight" in mild:
        return {"mild": {"weight": "10 %"}, "firm": FIRM, "hard": hard}
    chances = isinstance(mild, str) and mild.endswith("%") and isinstance(hard, str)
    if chances and float(str(mild)[:-1]) + float(str(hard)[:-1]) == 100:
        return {"mild": mild, "firm": "0 %", "hard": hard}
    return {"mild": mild, "firm": mild, "hard": hard}


@pytest.mark.parametrize("feature", [*FEATURES, "everything"])
def test_what_is_kept_at_a_node_is_counted_exactly(feature: str) -> None:
    """The numbers counted beforehand are those the general engine keeps, whatever a game states."""
    features = {"one hidden", *(FEATURES if feature == "everything" else (feature,))}
    game = small_game(2, features)
    assert news_kept(game) == assign_slots(fill_in(game))[3]


def test_bytes_are_those_of_the_solution() -> None:
    """Worths and news of every round are what the size says, to the byte."""
    game = game_of(changes=TURNS)
    solution = solve(game)
    assert isinstance(solution, GeneralSolution)
    size = game.size
    assert size.general
    held = solution.worths[1:].nbytes + (solution.told.nbytes if size.news else 0)
    by_node = size.parties * size.dispositions + size.news
    assert held == size.situations * size.belief_nodes * size.rounds * by_node * 8
    assert held <= size.bytes


def test_a_game_too_large_is_told_the_cheapest_way_out() -> None:
    """Three kinds make the evidence the largest axis; fewer nodes would do, and the message says how many."""
    war = _three_kinds(WAR)
    assert isinstance(war, dict)
    changes = {"belief_grid": {"nodes": 41, "limit": 4}}
    with pytest.raises(TooLargeError) as refused:
        compile_game(scenario_of(war, changes), 60_000_000)
    said = str(refused.value)
    assert "The largest axis is evidence about north (1681)" in said
    assert "belief_grid nodes" in said
    fewer = int(said.split("belief_grid nodes ")[1].split()[0])
    for nodes, fits in ((fewer - 1 + fewer % 2, True), (fewer + 1 + fewer % 2, False)):
        changed = {**changes, "belief_grid": {"nodes": nodes, "limit": 4}}
        if fits:
            compile_game(scenario_of(war, changed), 60_000_000)
        else:
            with pytest.raises(TooLargeError):
                compile_game(scenario_of(war, changed), 60_000_000)
