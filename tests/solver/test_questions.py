"""What the hidden party is asked: two parties with the same offer put one question."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from parley.compiler import compile_game
from parley.game import NONE, Game, find_questions
from parley.scenario import read_scenario, read_scenario_text
from parley.solver import policy, quick_solution, solve
from parley.solver.reference import solve_by_reference
from parley.solver.tables import lay_out

CASE = Path(__file__).resolve().parents[2] / "cases" / "ukraine-2025-plain"


@pytest.fixture(scope="module")
def game() -> Game:
    """The shipped case, three rounds of it: two parties make the same offers, and propose the same truce."""
    return compile_game(read_scenario(CASE, {"horizon": "3 rounds"}))


def _asked(game: Game) -> dict[tuple[str, str], int]:
    """The question that each joint action puts, by its name and who acts."""
    s = game.structure
    question = find_questions(s, game.numbers.action_gain).of
    return {
        (s.actions[a], s.parties[s.action_party[a]]): int(question[s.action_joint[a]])
        for a in np.flatnonzero(s.action_joint != NONE)
    }


def test_the_same_offer_is_one_question(game: Game) -> None:
    """Who offers a package does not matter to the one who answers last; which package it is does."""
    asked = _asked(game)
    assert asked["offer:bare_freeze", "usa"] == asked["offer:bare_freeze", "ukraine"]
    assert asked["propose:energy_truce", "usa"] == asked["propose:energy_truce", "ukraine"]
    assert asked["offer:bare_freeze", "usa"] != asked["offer:guarded_freeze", "usa"]
    assert all(r == NONE for (_, by), r in asked.items() if by == "russia")


def test_an_acceptance_that_ends_the_war_starts_no_search(game: Game) -> None:
    """A solution keeps news of the refusal of every question, and of acceptance where the war goes on."""
    s = game.structure
    tables, kept = lay_out(game)
    ends = {
        int(r): s.action_package[a] != NONE
        for a in np.flatnonzero(s.action_joint != NONE)
        if (r := tables.question[s.action_joint[a]]) != NONE
    }
    own = int((s.action_party == s.hidden).sum())
    assert tables.slots == own + 2 * len(ends)
    assert kept == own + 2 * len(ends) - sum(ends.values())
    assert quick_solution(solve(game)).told.shape[2] == kept == game.size.news
    yes = {int(slot) for slot, r in zip(tables.answer_slot[:, 0], tables.question, strict=True) if r != NONE}
    assert {slot for slot in yes if slot >= kept} == set(range(kept, tables.slots))


MEDIATED = """
title: two who offer the same
as_of: 2025-01-01
round: 7 days
horizon: 3 rounds
belief_grid: {nodes: 9, limit: 3}
parties:
  ann: {precision: 0.2, values: {what: {low: 60, high: 30}}, flow: -1 per round}
  cat: {precision: 0.3, values: {what: {low: 20, high: 50}}}
  bob:
    precision: 0.2
    dispositions: {mild: {weight: 40 %}, hard: {weight: 60 %}}
    values: {what: {low: {mild: 30, hard: 5}, high: 50}}
    flow: -1 per round
issues: {what: [low, high]}
table:
  floor: {ann: 30 % per round, cat: 40 % per round, bob: 20 % per round}
  settlement: {signatories: [ann, bob], proposers: [ann, bob, cat]}
endings: {horizon: {ann: 20, bob: {mild: 15, hard: 30}}}
"""


def test_the_same_question_gets_the_same_answer() -> None:
    """Answers to two parties' equal offers are equal to the last digit, and worths as the plain solver's."""
    small = compile_game(read_scenario_text(MEDIATED))
    solution = solve(small)
    found = policy(solution, 0, np.array([small.structure.start]))
    asked = find_questions(small.structure, small.numbers.action_gain)
    question, place = asked.of, asked.place
    twins = [(i, j) for i in range(len(question)) for j in range(i) if question[i] == question[j] != NONE]
    assert len(twins) == 2
    for i, j in twins:
        assert place[i] != place[j]  # one asks bob alone, the other asks ann before him
        assert_array_equal(found.accept[:, :, i, place[i]], found.accept[:, :, j, place[j]])
        assert np.all(found.accept[0, :, i, place[i]] > 0.0)
    assert np.abs(solution.values - solve_by_reference(small).values).max() < 1e-9
