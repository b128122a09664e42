"""How large an extended game is, before it is made."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.compiler.scenes import WAR, game_of, scenario_of
from tests.properties.small_general import FEATURES, small_game

from parley.compiler import compile_game
from parley.errors import TooLargeError
from parley.game import Size, news_kept
from parley.game.size import WORKERS
from parley.solver import GeneralSolution, solve, solve_origin
from parley.solver.general_form import fill_in
from parley.solver.kernel.general.grid import grid_of, no_counts
from parley.solver.kernel.general.tables import assign_slots
from parley.solver.kernel.general.workspace import set_up_workspace

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


@pytest.mark.parametrize("feature", [*FEATURES, "everything"])
def test_what_a_share_counts_in_play_is_told_beforehand(feature: str) -> None:
    """It is never more than the size says, and not much less."""
    features = {"one hidden", *(FEATURES if feature == "everything" else (feature,))}
    form = fill_in(small_game(2, features))
    s, h = form.game.structure, form.beliefs.profiles
    counted = sum(array.size for array in no_counts(form).arrays.values())
    size = replace(
        form.game.size,
        parties=len(s.parties),
        dispositions=h,
        actions=len(s.actions),
        packages=len(s.packages),
        answers=max(s.signers.size, 1),
    )
    assert counted <= size.counted_at_once <= counted + h * (2 + len(s.parties))


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        ({"general": False}, ""),
        ({"grids": (("north", 21, 1),), "belief_nodes": 21}, "belief_grid nodes"),
        ({"grids": (("north", 5, 2),), "belief_nodes": 25, "dispositions": 3}, "one kind fewer of north"),
        ({"rounds": 40}, "rounds instead of 40"),
        ({"axes": {"front": 30, "river": 10, "rounds": 3}, "rounds": 3}, "front of"),
        (
            {"grids": (("north", 5, 1), ("odds", 5, 1)), "belief_nodes": 25, "dispositions": 4, "rounds": 1},
            "nothing hidden of odds",
        ),
    ],
)
def test_the_cheapest_way_out_is_of_the_axis_that_has_one(cut: dict[str, Any], said: str) -> None:
    """Grids, kinds, rounds, situations, sides: the first that would do is named, and it would do."""
    whole = Size({"front": 2, "rounds": 2}, 300, 1, 2, 3, 1, 20, 0, 900, packages=4, answers=9, general=True)
    size = replace(whole, **cut)
    limit = {"": 0.9, "front of": 0.6, "nothing hidden of odds": 0.2}.get(said, 0.75)
    with pytest.raises(TooLargeError) as refused:
        size.require_within(int(limit * size.bytes))
    assert said in str(refused.value)
    assert said or "it would fit" not in str(refused.value)


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


def test_what_the_engine_works_with_is_told() -> None:
    """The horizon's rows, and for each thread what going on is worth and what choices tell, to the byte."""
    game = game_of(changes=TURNS)
    solution = solve(game)
    assert isinstance(solution, GeneralSolution)
    size, space = game.size, set_up_workspace(solution.form)
    told = 8 * size.postures * size.belief_nodes * size.news
    masses = 8 * 3 * size.postures * grid_of(solution.form).log_odds.shape[0] * size.dispositions
    each = space.arrays["onward"].nbytes + told + masses
    horizon = solution.worths[0].nbytes + solution.told[0].nbytes
    assert size.bytes_of_work == horizon + WORKERS * each
    others = sum(array.nbytes for name, array in space.arrays.items() if name != "onward")
    assert others < 1_000_000


def test_what_previews_keep_is_told() -> None:
    """What an origin holds beside its solution, and what a preview allocates, are in the size to the byte."""
    game = game_of(changes=TURNS)
    origin, size = solve_origin(game), game.size
    course = origin.rough.situation[1:].nbytes + origin.rough.belief[1:].nbytes
    kept = origin.gains.nbytes + origin.likely.nbytes + course
    at_once = origin.solution.worths.nbytes + origin.likely.nbytes // 2
    assert size.bytes_of_origin == size.bytes + kept + at_once


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
