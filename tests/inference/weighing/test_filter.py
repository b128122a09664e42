"""The filter gives what adding up every history gives."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from tests.inference.weighing.histories import Histories, draw, likelihood, record
from tests.properties.small_games import tables

from parley.compiler import compile_game
from parley.inference.weighing import next_moves, weigh
from parley.inference.weighing.ahead import endings_by_date
from parley.scenario import read_scenario_text
from parley.scenario.coding import CodedRecord, CodedRound, Reading
from parley.solver import Solution, play, solve

ROUNDS = 2


def _solution(data: dict[str, object]) -> Solution:
    return solve(compile_game(read_scenario_text(json.dumps(data))))


def _drawn(solution: Solution, seed: int, rounds: int = ROUNDS) -> CodedRecord:
    """A record of the game itself: one that ended is drawn again, and after many tries all is quiet."""
    histories, dice = Histories(solution, None), np.random.default_rng(seed)
    for _ in range(20):
        if (coded := draw(histories, rounds, int(dice.integers(2)), dice)) is not None:
            return coded
    return record([CodedRound(t, True) for t in range(rounds)])


@settings(max_examples=15, deadline=None)
@given(tables(hidden=True), st.integers(0, 1000))
def test_the_filter_adds_up_every_history(data: dict[str, object], seed: int) -> None:
    """On the same grid of log-odds, likelihood, posterior and beliefs are those of the listed histories."""
    solution = _solution(data)
    coded = _drawn(solution, seed)
    front = next(c for c in solution.game.structure.tracks if c.name == "front")
    chances = dict(zip(front.settings, (0.3, 0.9, 0.6, 0.2), strict=True))
    last = coded.rounds[-1]
    reading = Reading("R", coded.as_of, "front", chances)
    coded = replace(coded, rounds=(*coded.rounds[:-1], replace(last, seen=(reading, *last.seen))))
    weighed = weigh(solution, coded, finest=math.inf)
    histories = Histories(solution, float(np.diff(solution.log_odds)[0]))
    sums = [likelihood(histories, coded, h) for h in range(2)]
    if weighed.impossible:
        assert any(total == 0.0 for total, _ in sums)
        return
    assert_allclose(np.exp(weighed.by_disposition), [total for total, _ in sums], rtol=1e-9)
    for h, (total, standing) in enumerate(sums):
        mean = sum(p * at.log_odds for at, p in standing.items()) / total
        assert_allclose(weighed.mass[h].sum(axis=0) @ solution.log_odds, mean, atol=1e-8)


@settings(max_examples=10, deadline=None)
@given(tables(hidden=True), st.integers(0, 1000))
def test_the_grid_of_beliefs_hardly_matters(data: dict[str, object], seed: int) -> None:
    """With the filter's own fine grid the likelihood is close to the one with log-odds on no grid at all."""
    solution = _solution(data)
    coded = _drawn(solution, seed)
    weighed = weigh(solution, coded)
    histories = Histories(solution, None)
    sums = np.array([likelihood(histories, coded, h)[0] for h in range(2)])
    assert_allclose(np.exp(weighed.by_disposition), sums, rtol=0.01)


@settings(max_examples=10, deadline=None)
@given(tables(hidden=True), st.integers(0, 1000))
def test_surprises_add_up_to_the_likelihood(data: dict[str, object], seed: int) -> None:
    """The record's log-likelihood is the sum over its moments, and what they told sums to the odds."""
    solution = _solution(data)
    weighed = weigh(solution, _drawn(solution, seed))
    logs = sum(math.log(entry.chance) for entry in weighed.seen)
    logs += sum(math.log(entry.went_on) for entry in weighed.rounds)
    assert_allclose(weighed.log_likelihood, logs, atol=1e-9)
    told = math.log(weighed.beliefs[0, -1, 0] / weighed.beliefs[0, -1, 1])
    told += weighed.by_disposition[0] - weighed.by_disposition[1]
    assert_allclose(weighed.beliefs[-1, -1, 0], 1.0 / (1.0 + math.exp(-told)), atol=1e-9)


@settings(max_examples=10, deadline=None)
@given(tables(hidden=True))
def test_with_nothing_recorded_what_comes_next_is_play(data: dict[str, object]) -> None:
    """From an empty record, the coming rounds are those of playing the solution from its start."""
    solution = _solution(data)
    weighed = weigh(solution, record([]))
    ahead, course = next_moves(solution, weighed, 20), play(solution)
    weights = weighed.weights
    assert_allclose(ahead.chance, course.actions @ weights, atol=1e-9)
    assert_allclose(ahead.ended, np.cumsum(course.ended @ weights, axis=0), atol=1e-9)
    assert_allclose(endings_by_date(solution, weighed)[1:], ahead.ended, atol=1e-9)
    assert_allclose(ahead.ended.sum(axis=1) + ahead.fighting, 1.0, atol=1e-9)


@settings(max_examples=10, deadline=None)
@given(tables(hidden=False), st.integers(0, 1000))
def test_a_game_without_a_hidden_party_can_be_weighed(data: dict[str, object], seed: int) -> None:
    """Where nothing is hidden nobody holds beliefs, and the likelihood is still the sum of histories."""
    solution = _solution(data)
    histories, dice = Histories(solution, None), np.random.default_rng(seed)
    coded = draw(histories, 1, 0, dice) or record([CodedRound(0, True)])
    weighed = weigh(solution, coded)
    assert weighed.holders == ()
    assert all(entry.told == 0.0 for entry in weighed.seen)
    assert_allclose(np.exp(weighed.by_disposition), [likelihood(histories, coded, 0)[0]], rtol=1e-9)
