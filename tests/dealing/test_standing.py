"""Extended games seen from a position: what is read off is what the reference solver says, and adds up."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from tests.properties.small_general import FEATURES, small_game

from parley.dealing.position import Position
from parley.dealing.standing import Refused, stand_at
from parley.dealing.standing.extended import ExtendedStanding
from parley.game import Game
from parley.solver import solve
from parley.solver.general.reference import solve_by_general_reference

MIXES = (
    ("two hidden", "turns", "together"),
    ("three kinds", "votes", "ratified", "costs"),
    ("a fact", "one hidden", "balance", "worths"),
    ("one hidden", "turns", "refusals", "walking out", "discount"),
)
CHOSEN = [(feature, "one hidden") for feature in FEATURES if feature != "perfect"]


def standing_of(game: Game, node: int | None = None) -> ExtendedStanding:
    """The first day of a game, at the middle belief node unless another is asked for."""
    solution = solve(game)
    grid = solution.form.beliefs.log_odds  # type: ignore[attr-defined]
    node = len(grid) // 2 if node is None else node
    position = Position(0, game.structure.start, node, 0.0, date(2025, 1, 1), {}, grid[node])
    found = stand_at(solution, position)
    assert isinstance(found, ExtendedStanding)
    return found


def _games() -> list[Game]:
    return [small_game(n, features) for n, features in enumerate((*MIXES, *CHOSEN[:6]))]


@pytest.mark.parametrize("features", (*MIXES, *CHOSEN), ids=" and ".join)
def test_going_on_adds_up_to_what_the_solver_found(features: tuple[str, ...]) -> None:
    """Terms of going on, from before any turn or the fighting, in any situation, sum to its worth to 1e-9."""
    standing = standing_of(small_game(7, features))
    s = standing.structure
    for turn in range(len(standing.form.turns) + 1):
        for situation in range(s.postures):
            found = standing.apart(Refused(turn, situation, 0.0))
            worth = standing.on(turn, situation, standing.position.evidence)
            assert np.abs(found.worth - worth).max() < 1e-9, (turn, situation)


@pytest.mark.parametrize("features", MIXES, ids=" and ".join)
def test_packages_and_acts_are_worth_what_the_reference_solver_says(features: tuple[str, ...]) -> None:
    """U of every package, Z and chance of every act in every turn are the plain general solver's."""
    game = small_game(7, features)
    standing, plain = standing_of(game), solve_by_general_reference(game)
    p, s = standing.position, game.structure
    for x in range(len(s.packages)):
        assert np.abs(standing.tabled(x).settled - plain.package(0, p.situation, x)).max() < 1e-9
    seen = 0
    for party in range(len(s.parties)):
        for move in standing.moves(party):
            node = plain.nodes[0, move.turn, p.situation, p.node]
            assert np.abs(move.worth - node.worth[move.action]).max() < 1e-8
            assert np.abs(move.chance - node.chance[move.action]).max() < 1e-8
            seen += 1
            told = standing.upshots(move)
            assert np.sum([one.chance for one in told], axis=0) == pytest.approx(1.0, abs=1e-9)
    assert seen > 3


@pytest.mark.parametrize("features", MIXES, ids=" and ".join)
def test_what_a_party_believes_is_what_the_reference_solver_says(features: tuple[str, ...]) -> None:
    """Beliefs over profiles, for every party of every kind, at a node where something has been seen."""
    game = small_game(7, features)
    standing, plain = standing_of(game, 0), solve_by_general_reference(game)
    for party in range(len(game.structure.parties)):
        g = standing.own(party)
        for h in range(len(standing.kinds)):
            found = standing.weights(party, None if g < 0 else int(standing.kinds[h, g]))
            assert found == pytest.approx(plain.believes(party, standing.position.evidence, h), abs=1e-12)


@pytest.mark.parametrize("features", (*MIXES[:2], MIXES[3]), ids=" and ".join)
def test_no_plan_is_equilibrium_play_and_a_plan_moves_it(features: tuple[str, ...]) -> None:
    """Without steps the worth is the solver's; endings add up to one with a plan and without."""
    standing = standing_of(small_game(7, features))
    p = standing.position
    plain = standing.fare(())
    assert np.abs(plain.worth - standing.on(0, p.situation, p.evidence)).max() < 1e-9
    assert sum(plain.endings.values()) == pytest.approx(np.ones(len(standing.kinds)), abs=1e-9)
    offer = next(a for a, name in enumerate(standing.structure.actions) if name.startswith("offer"))
    planned = standing.fare([offer])
    assert sum(planned.endings.values()) == pytest.approx(np.ones(len(standing.kinds)), abs=1e-9)
    assert np.abs(planned.worth - plain.worth).max() > 1e-9
