"""Strategies by name where there are turns and several hidden sides: what the engine does, kind by kind."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import parley
from parley.errors import UsageError
from parley.notebook.extended import ByName, kinds_by_side, stand_at
from parley.solver import GeneralSolution, policy

CASE = Path(__file__).parents[1] / "report" / "two_hidden_sides"


@pytest.fixture(scope="module")
def solved() -> parley.Solved:
    """A small case of the extended form."""
    return parley.solve(CASE)


def _solution(solved: parley.Solved) -> GeneralSolution:
    assert isinstance(solved.played.solution, GeneralSolution)
    return solved.played.solution


def _kinds(solved: parley.Solved) -> list[str]:
    return [kinds[0] for kinds in kinds_by_side(_solution(solved))]


def test_choices_of_a_turn_sum_to_one(solved: parley.Solved) -> None:
    """For each party and kind of its own, on any day and at any belief; likewise what is answered."""
    beliefs: list[dict[str, float] | None] = [None, dict.fromkeys(_kinds(solved), 0.9)]
    later = solved.outlook.rounds[1].isoformat()
    for when, belief in ((None, beliefs[0]), (None, beliefs[1]), (later, beliefs[1])):
        found = solved.strategy(when, {}, belief)
        assert np.allclose(found.groupby(["turn", "party", "disposition"])["chance"].sum(), 1.0)
        answers = solved.answers(when, {}, belief)
        by = ["turn", "asking", "action", "answering", "disposition"]
        assert answers.empty or np.allclose(answers.groupby(by)["chance"].sum(), 1.0)


def test_with_no_news_they_are_the_solvers_own(solved: parley.Solved) -> None:
    """At a node of the solver the first turn's choices are those of its policy, and worths those it keeps."""
    solution = _solution(solved)
    s, beliefs = solution.game.structure, solution.form.beliefs
    node = int(np.argmin(np.abs(beliefs.log_odds).sum(axis=1)))
    assert not beliefs.log_odds[node].any()
    own = policy(solution, 0, np.array([s.start]))
    found = solved.strategy()
    first = found[found["turn"] == solution.form.turns[0]]
    assert len(first) > 0
    names = [kind for kinds in kinds_by_side(solution) for kind in kinds]
    for row in first.itertuples():
        party = s.parties.index(str(row.party))
        a = next(n for n, name in enumerate(s.actions) if name == row.action and s.action_party[n] == party)
        g = int(beliefs.own[s.action_party[a]])
        h = 0
        if row.disposition != "all":
            k = kinds_by_side(solution)[g].index(str(row.disposition))
            h = int(np.argmax(beliefs.kinds[:, g] == k))
            assert row.disposition in names
        assert row.chance == pytest.approx(own.chance[0, node, a, h], abs=1e-9)
    position = stand_at(solved.played, None, {}, None, "analyst")
    worth = ByName(solved.played, position).view.on(0, position.situation, position.evidence)
    assert np.allclose(worth, solution.values[0, s.start, node])


def test_a_holders_belief_is_what_it_then_believes(solved: parley.Solved) -> None:
    """Whoever is named holds just that belief where one stands; sides nobody named are as expected."""
    solution = _solution(solved)
    named = _kinds(solved)[0]
    position = stand_at(solved.played, None, {}, {named: 0.8}, "analyst")
    view = ByName(solved.played, position).view
    parties = len(solution.game.structure.parties)
    assert view.chances(0, parties, position.evidence)[0] == pytest.approx(0.8)
    rest = solution.form.beliefs.axes_of(1)
    assert not position.evidence[rest].any()
    assert len(solved.worths(belief={named: 0.8})) >= parties


def test_what_nobody_can_believe_is_refused(solved: parley.Solved) -> None:
    """With the name that was meant, who holds beliefs, or what there is to believe."""
    named = _kinds(solved)[0]
    with pytest.raises(UsageError, match="say of which kind, by name"):
        solved.strategy(belief=0.5)
    with pytest.raises(UsageError, match="did you mean"):
        solved.strategy(belief={f"{named}x": 0.5})
    with pytest.raises(UsageError, match="probabilities between 0 and 1"):
        solved.strategy(belief={named: 1.0})
    solution = _solution(solved)
    owner = solution.form.beliefs.sides[0].party
    if owner >= 0:
        with pytest.raises(UsageError, match="holds no belief of"):
            solved.strategy(belief={named: 0.5}, holder=solution.game.structure.parties[owner])
