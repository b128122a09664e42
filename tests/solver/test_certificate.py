"""What comes with a solution: regret, residual, and the same answer every time."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.compiler.scenes import game_of, scenario_of

from parley.compiler import compile_game
from parley.game import Game
from parley.solver import Course, Solution, analyst_prior, play, quick_solution, solve
from parley.solver.rounds import share_theatres

FIELDS = (
    "ended",
    "situation",
    "belief",
    "actions",
    "answers",
    "range_open",
    "range_empty",
    "regret",
    "allowed",
)


@pytest.fixture(scope="module")
def large() -> Game:
    """A game large enough to be shared among threads."""
    return game_of(changes={"belief_grid.nodes": 21, "horizon": "10 rounds"})


@pytest.fixture(scope="module")
def solved(large: Game) -> tuple[Solution, Course]:
    """Its solution, and the course it takes."""
    solution = solve(large)
    return solution, play(solution)


def test_regret_is_within_what_logit_allows(solved: tuple[Solution, Course]) -> None:
    """Nobody could gain more by one other choice than the entropy of a choice over its precision.

    No choice is among more than seven options, so that is at most log(7) / 0.2 points.
    """
    _, course = solved
    assert (course.regret > 0.0).all()
    assert (course.regret <= course.allowed + 1e-9).all()
    assert (course.allowed <= math.log(7) / 0.2 + 1e-9).all()


def test_beliefs_agree_with_choices(solved: tuple[Solution, Course]) -> None:
    """The largest gap between a belief and the choices it rests on is rounding."""
    solution, course = solved
    assert solution.residual < 1e-9
    assert course.residual < 1e-9


def test_perfect_parties_regret_nothing() -> None:
    """Where nobody errs and nobody hides, no other choice would have gained anything, up to rounding."""
    perfect = {f"parties.{p}.precision": "perfect" for p in ("south", "patron")}
    open_north = {
        "parties.north": {"precision": "perfect", "values": {"land": {"line": 60, "province": 70}}},
        "parties.south.beliefs": None,
        "theatre.front.step.down": "5 % per week",
        "accords.truce.leave.cost": 1,
        "gestures.favour.cost": 0.2,
        "endings.horizon.north": 40,
    }
    course = play(solve(game_of(changes={**perfect, **open_north})))
    assert course.regret.max() < 1e-9
    assert course.ended[:, :3].sum() > 0.5


def test_the_number_of_threads_changes_nothing(large: Game, solved: tuple[Solution, Course]) -> None:
    """One thread and two give the same worths and the same counts, bit for bit."""
    assert len(share_theatres(large.structure)) > 1
    solution, course = solved
    alone = solve(large, workers=1)
    assert np.array_equal(alone.values, solution.values)
    assert np.array_equal(quick_solution(alone).told, quick_solution(solution).told)
    one = play(alone, workers=1)
    for field in FIELDS:
        assert np.array_equal(getattr(one, field), getattr(course, field), equal_nan=True)


def test_the_same_game_has_the_same_answer_bit_for_bit(large: Game, solved: tuple[Solution, Course]) -> None:
    """Nothing in a solution hangs on the clock, on chance or on what was solved before."""
    solution, course = solved
    again = solve(compile_game(scenario_of(changes={"belief_grid.nodes": 21, "horizon": "10 rounds"})))
    assert np.array_equal(again.values, solution.values)
    replayed = play(again)
    for field in FIELDS:
        assert np.array_equal(getattr(replayed, field), getattr(course, field))


def test_nothing_is_lost_on_the_way(solved: tuple[Solution, Course]) -> None:
    """At every round, what has ended and what is still fighting come to one, under either disposition."""
    _, course = solved
    ended = np.vstack([np.zeros((1, 2)), np.cumsum(course.ended.sum(axis=1), axis=0)])
    assert np.abs(ended + course.situation.sum(axis=1) - 1.0).max() < 1e-12
    assert np.abs(course.belief.sum(axis=1) - course.situation.sum(axis=1)).max() < 1e-12


def test_as_many_acts_as_turns_to_speak(solved: tuple[Solution, Course]) -> None:
    """Each party acts as often as it has the floor while the war goes on."""
    solution, course = solved
    s = solution.game.structure
    fighting = course.situation[:-1].sum(axis=1)
    for i in range(len(s.parties)):
        acts = course.actions[:, s.action_party == i].sum(axis=1)
        assert np.abs(acts - 0.2 * fighting).max() < 1e-12


def _gap(nodes: int) -> float:
    """How far the analyst's mean belief, endings counted, drifts from the prior by the horizon."""
    game = game_of(changes={"belief_grid": {"nodes": nodes, "limit": 6}})
    solution = solve(game)
    course = play(solution)
    prior = analyst_prior(solution)
    believed = 1.0 / (1.0 + np.exp(-(game.numbers.analyst_prior + course.log_odds)))
    ended = np.cumsum(course.ended.sum(axis=1), axis=0)
    drift = (course.belief[1:] @ prior) @ believed + prior[0] * ended[:, 0] - prior[0]
    return float(np.abs(drift).max())


def test_belief_is_a_martingale_up_to_the_grid() -> None:
    """The analyst's mean belief stays at the prior; what drift there is falls as the grid is refined.

    Mass between nodes is split so that mean log-odds are kept, and belief is curved in log-odds: news smaller
    than a step drifts by the product of the two, so halving the step at least halves the drift.
    """
    coarse, middle, fine = _gap(37), _gap(73), _gap(145)
    assert coarse < 0.01
    assert middle < coarse / 2
    assert fine < middle / 2


def test_nothing_rests_on_an_unsettled_node_where_all_are_settled(solved: tuple[Solution, Course]) -> None:
    """Where every search for beliefs ended, the probability of standing at one that did not is nought."""
    assert (solved[1].unsettled == 0.0).all()


def test_unsettled_is_the_probability_of_standing_at_such_nodes(
    solved: tuple[Solution, Course], monkeypatch: pytest.MonkeyPatch
) -> None:
    """If no node counted as settled, it would be the probability of still fighting, round by round."""
    monkeypatch.setattr("parley.solver.players.USUAL_RESIDUAL", -1.0)
    solution, _ = solved
    course = play(solution)
    fighting = course.situation[:-1].sum(axis=1) @ analyst_prior(solution)
    np.testing.assert_allclose(course.unsettled, fighting, rtol=1e-12)


def test_a_search_that_does_not_end_is_told_with_how_often_play_rests_on_it() -> None:
    """A party that never errs may have no consistent choice; play leads there about one time in four."""
    course = play(solve(game_of(changes={"parties.north.precision": "perfect", "horizon": "10 rounds"})))
    assert course.residual > 1.0
    assert 0.2 < course.unsettled.max() < 0.3


@pytest.mark.parametrize("precision", [8, 200])
def test_a_search_ends_however_steep_choices_are(precision: float) -> None:
    """Where steps go to and fro for ever the point is closed in on, and found."""
    game = game_of(changes={"parties.north.precision": precision, "horizon": "10 rounds"})
    solution = solve(game)
    assert solution.residual < 1e-9
    assert play(solution).residual < 1e-9
