"""The worth of going on taken into terms: they add up to what the solver found, on games of every feature."""

from __future__ import annotations

import numpy as np
from hypothesis import Phase, given, settings
from tests.properties.small_games import games, scenarios

from parley.compiler import compile_game
from parley.dealing import Taken, beginning
from parley.dealing.fighting import going_on, refused
from parley.dealing.package import signed
from parley.dealing.path import going_on_terms
from parley.dealing.standing.plain import follow
from parley.game import NONE, Game
from parley.scenario.parts import Scenario
from parley.solver import policy, solve
from parley.solver.reference import solve_by_reference

drawn = settings(max_examples=8, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])


@drawn
@given(games())
def test_going_on_is_what_the_reference_solver_says(game: Game) -> None:
    """The worth of fighting on, read off the fast solution, is the plain solver's in every live situation."""
    solution, plain = solve(game), solve_by_reference(game)
    s = game.structure
    for t in range(s.rounds):
        fighting = plain.fighting(t)
        for situation in range(0, s.situations, 7):
            if s.collapse[situation // s.postures] == NONE:
                for b, at in enumerate(solution.log_odds):
                    found = going_on(solution, t, situation, float(at))
                    assert np.abs(found - fighting[situation, b]).max() < 1e-9


@drawn
@given(games())
def test_terms_of_going_on_add_up(game: Game) -> None:
    """Payments along equilibrium play, discounted, sum to the worth of going on to 1e-9, for every party."""
    solution = solve(game)
    s = game.structure
    for t in (0, s.rounds - 1):
        for b in (0, s.belief_nodes // 2):
            found = going_on_terms(solution, t, s.start, b)
            worth = going_on(solution, t, s.start, float(solution.log_odds[b]))
            assert np.abs(found.worth - worth).max() < 1e-9


@drawn
@given(games())
def test_packages_and_acts_are_worth_what_the_reference_solver_says(game: Game) -> None:
    """U of every package, and Z of every act at the start, are the plain solver's."""
    solution, plain = solve(game), solve_by_reference(game)
    s = game.structure
    here = np.array([s.start])
    for x in range(len(s.packages)):
        assert np.abs(signed(game, 0, here, x).worth[:, :, 0] - plain.package(0, s.start, x)).max() < 1e-9
    b = s.belief_nodes // 2
    node = plain.nodes[0, s.start, b]
    plan = policy(solution, 0, here)

    class At:
        """The first round, as a position."""

        round, situation, node, log_odds = 0, s.start, b, 0.0

    for a, worth in node.worth.items():
        found = follow(solution, At, a, plan)  # type: ignore[arg-type]
        assert np.abs(found.worth - worth).max() < 1e-8


@drawn
@given(scenarios())
def test_reasons_add_up_to_the_gain_of_signing(scenario: Scenario) -> None:
    """For every package and signatory, terms of signing less terms of a refusal are its gain, to 1e-9."""
    game = compile_game(scenario)
    solution = solve(game)
    position = beginning(scenario, solution)
    taken = Taken(scenario, solution, position)
    on = refused(solution, 0, position.situation, 0.0)
    s = game.structure
    for x, package in enumerate(s.packages):
        worth = signed(game, 0, np.array([position.situation]), x).worth[:, :, 0]
        for reasons in taken.why(package).reasons:
            i = s.parties.index(reasons.party)
            gain = worth[i] - on[i]
            if reasons.disposition is not None:
                expected = gain[s.dispositions.index(reasons.disposition)]
            else:
                from parley.dealing.fighting import belief

                expected = gain @ belief(solution, i, 0.0)
            assert abs(reasons.gain - expected) < 1e-9
