"""Advice for a party, and plans of its own followed to the end."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from tests.dealing.test_table import HIDDEN, TWO
from tests.properties.small_games import games

from parley.compiler import compile_game
from parley.dealing import Advice, advise_party, beginning
from parley.dealing.course_of_action import fare, steps_of
from parley.dealing.position import Position
from parley.errors import UsageError
from parley.game import Game
from parley.scenario import read_scenario_text
from parley.solver import play, solve

drawn = settings(max_examples=8, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])


@drawn
@given(games())
def test_no_plan_is_equilibrium_play(game: Game) -> None:
    """Without steps the worth is the solver's, and endings add up to one and are those of play."""
    solution = solve(game)
    s = game.structure
    node = len(solution.log_odds) // 2
    position = Position(0, s.start, node, 0.0, None, {})  # type: ignore[arg-type]
    found = fare(solution, position, ())
    assert np.abs(found.worth - solution.values[0, s.start, node]).max() < 1e-9
    assert sum(found.endings.values()) == pytest.approx(np.ones(found.worth.shape[1]), abs=1e-9)
    if s.belief_nodes == 1:
        # Beliefs in play stand on a finer grid; where nothing is hidden the two are the same.
        ended = play(solution).ended.sum(axis=0)
        for e, name in enumerate(s.endings):
            assert found.endings[name] == pytest.approx(ended[e], abs=1e-9)


def _advised(text: str, party: str, *plan: str) -> Advice:
    scenario = read_scenario_text(text)
    solution = solve(compile_game(scenario))
    position = beginning(scenario, solution)
    return advise_party(scenario, solution, play(solution), position, "a case", party, plan)


def test_the_best_act_costs_nothing_and_mistakes_cost_what_they_lose() -> None:
    """In the last round north offers what it likes if it may be taken; the other offer risks being taken."""
    advice = _advised(TWO, "north")
    costs = {option.act: option.cost["all"] for option in advice.options}
    assert min(costs.values()) == costs["offer:here"] == 0.0
    # South accepts `there` with 0.98; north would lose 20 points by it, and gains 20 by `here` with 0.12.
    yes_here, yes_there = 1 / (1 + np.exp(2.0)), 1 / (1 + np.exp(-4.0))
    assert costs["offer:there"] == pytest.approx(20 * yes_here + 20 * yes_there)
    assert costs["hold"] == pytest.approx(20 * yes_here)


def test_what_follows_is_told_for_each_answer() -> None:
    """Answers add up to one for each disposition, and a refusal leaves something to do."""
    advice = _advised(HIDDEN, "south")
    followed = [option for option in advice.options if option.after]
    assert followed
    for option in followed:
        for kind in ("mild", "hard"):
            assert sum(one.chance[kind] for one in option.after) == pytest.approx(1.0, abs=2e-3)
    refused = next(one for option in followed for one in option.after if one.outcome == "refuse:north")
    assert set(refused.act) == {"all"}


def test_a_hidden_party_is_advised_for_each_kind() -> None:
    """Each kind has its own best act, costs and chances; acts tell what they tell."""
    advice = _advised(HIDDEN, "north")
    assert advice.kinds == ("mild", "hard")
    for kind in advice.kinds:
        assert min(option.cost[kind] for option in advice.options) == pytest.approx(0.0)
    assert all(set(option.tells) == {"mild", "hard"} for option in advice.options)


def test_holding_back_an_offer_that_would_be_taken_costs_the_party() -> None:
    """A plan that begins with the offer everybody wants settles more than one that begins with another."""
    good = _advised(HIDDEN, "south", "offer:here").plan
    bad = _advised(HIDDEN, "south", "offer:there").plan
    assert good is not None and bad is not None
    assert good.endings["settlement:here"] > bad.endings["settlement:here"]
    assert good.equilibrium == bad.equilibrium


def test_an_act_it_does_not_have_is_refused_by_name() -> None:
    """With the nearest it has."""
    scenario = read_scenario_text(HIDDEN)
    solution = solve(compile_game(scenario))
    with pytest.raises(UsageError, match="did you mean 'offer:here'"):
        steps_of(solution, "south", ["offer:her"])
