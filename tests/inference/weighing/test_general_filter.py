"""The filter of extended games gives what adding up every history gives."""

from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from tests.inference.weighing.histories import Histories, draw, record
from tests.inference.weighing.small import small_scenario, small_solution
from tests.properties.small_games import tables
from tests.properties.small_general import FEATURES, small_game

from parley.compiler import compile_game
from parley.game import NONE, Floats
from parley.inference.weighing import next_moves, weigh
from parley.inference.weighing.general.cloud import Rounds
from parley.inference.weighing.general.filtering import weigh_general
from parley.scenario import read_scenario_text
from parley.scenario.coding import CodedRound
from parley.solver import GeneralSolution, analyst_prior, play, solve
from parley.solver.general.sight import Sight
from parley.solver.general.solving import solve_general

SETS = [
    {"turns", "one hidden"},
    {"two hidden", "votes"},
    {"three kinds", "together", "ratified"},
    set(FEATURES),
]
TURNS = {
    "table.floor": None,
    "table.turns": {
        "deeds": {
            "floor": {"north": "45 % per week", "patron": "25 % per week"},
            "acts": ["gestures", "levers"],
        },
        "talks": {
            "floor": {"south": "25 % per week", "patron": "25 % per week"},
            "acts": ["plans", "accords"],
        },
    },
}
"""The small war with deeds first and talks second."""


def histories(steps: Rounds, t: int, u: int, situation: int, at: Floats) -> Iterator[tuple[Floats, int, int]]:
    """Every way the rest of a round can go, one by one: its chance [h], the ending or NONE, the situation."""
    if u == len(steps.form.turns):
        yield np.ones(steps.profiles), NONE, situation
        return
    floor, here = steps.floor(t, u, situation), steps.cloud([(situation, at, np.ones(steps.profiles))])
    quiet = 1.0 - sum(
        floor[i] for i in range(len(floor)) if steps.sight.menu(t, u, situation, i) and floor[i] > 0
    )
    ways = [(quiet * np.ones(steps.profiles), NONE, situation, at)]
    for a in range(len(steps.structure.actions)):
        ways += [(mass, w.ending, w.situation, w.log_odds) for mass, w in steps.ways(t, u, here, a)]
    for chance, ending, there, after in ways:
        if ending != NONE:
            yield chance, ending, there
            continue
        for later, end, last in histories(steps, t, u + 1, there, after):
            yield chance * later, end, last


@pytest.mark.parametrize("features", SETS, ids=lambda features: " and ".join(sorted(features))[:40])
def test_every_history_of_a_round_is_what_play_counts(features: set[str]) -> None:
    """Histories of the first round, one by one, sum to one, and to the endings that play counts."""
    solution = solve(small_game(6, {*features, "one hidden"}))
    assert isinstance(solution, GeneralSolution)
    steps = Rounds(Sight(solution))
    ended = np.zeros((len(solution.game.structure.endings), steps.profiles))
    total = np.zeros(steps.profiles)
    for chance, ending, _ in histories(steps, 0, 0, solution.game.structure.start, np.zeros(steps.axes)):
        total += chance
        if ending != NONE:
            ended[ending] += chance
    assert_allclose(total, 1.0, atol=1e-12)
    settled = slice(0, solution.game.structure.breakdown + 1)
    # With several turns play puts what lands between its nodes on them, and solves them there.
    within = 1e-10 if len(steps.form.turns) == 1 else 0.02
    assert_allclose(ended[settled], play(solution).ended[0, settled], atol=within)


@settings(max_examples=6, deadline=None, derandomize=True)
@given(tables(hidden=True), st.integers(0, 1000))
def test_a_plain_game_is_weighed_alike_both_ways(data: dict[str, object], seed: int) -> None:
    """A record weighed against the general solution of a plain game is as probable as the quick way says."""
    # The quick way reads strategies between its nodes, the general one works them out where beliefs stand: on
    # nodes half as far apart a quarter of the difference is left.
    game = compile_game(read_scenario_text(json.dumps(data | {"belief_grid": {"nodes": 15, "limit": 4}})))
    quick, general = solve(game), solve_general(game)
    drawn = draw(Histories(quick, None), 2, 0, np.random.default_rng(seed))
    coded = drawn or record([CodedRound(t, True) for t in range(2)])
    one, other = weigh(quick, coded), weigh_general(general, coded)
    assert len(one.seen) == len(other.seen)
    assert one.ended == other.ended
    assert_allclose(np.exp(other.by_disposition), np.exp(one.by_disposition), rtol=0.05)


def test_a_war_with_turns_is_weighed_turn_by_turn() -> None:
    """A gesture and an offer fit into one round; quiet turns tell; beliefs stay probabilities."""
    solution = small_solution(TURNS)
    quiet = weigh(solution, record([CodedRound(0, True), CodedRound(1, True)]))
    assert not quiet.impossible
    assert quiet.log_likelihood < 0.0
    assert_allclose(quiet.beliefs.sum(axis=2), 1.0, atol=1e-12)
    assert quiet.state is not None and quiet.state.round == 2
    assert_allclose(quiet.state.mass.sum(axis=(1, 2)), 1.0, atol=1e-12)


def test_with_nothing_recorded_what_comes_next_is_play() -> None:
    """Looking ahead from an empty record is playing the game from its start."""
    solution = small_solution(TURNS)
    ahead = next_moves(solution, weigh(solution, record([])), rounds=4)
    prior, course = analyst_prior(solution), play(solution)
    assert_allclose(ahead.chance, course.actions[:4] @ prior, atol=1e-12)
    assert_allclose(ahead.fighting, course.situation[1:5].sum(axis=1) @ prior, atol=1e-12)
    assert small_scenario(TURNS).rounds == 8
