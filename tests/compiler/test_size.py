"""How large a game is, before it is made."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import Phase, given, settings
from tests.compiler.scenes import game_of, scenario_of
from tests.properties.small_games import scenarios

from parley.compiler import compile_game, estimate_size
from parley.errors import TooLargeError
from parley.scenario.parts import Scenario
from parley.solver import solve
from parley.solver.solving import QuickSolution


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.target],
)
@given(scenarios())
def test_the_estimate_has_the_measured_axes(scenario: Scenario) -> None:
    """Before anything is laid out, axes are exact and bytes are at least what they turn out to be."""
    estimate, measured = estimate_size(scenario), compile_game(scenario).size
    for name in ("situations", "belief_nodes", "rounds", "parties", "dispositions"):
        assert getattr(estimate, name) == getattr(measured, name)
    # News and moves are counted roughly before the actions are listed, but never too low to refuse by.
    assert measured.bytes <= estimate.bytes <= 2.5 * measured.bytes


def test_bytes_are_those_of_the_solution() -> None:
    """The arrays a solution holds are what the size said, but for the worths at the horizon."""
    game = game_of()
    solution = solve(game)
    assert isinstance(solution, QuickSolution)
    size = game.size
    held = solution.worths[1:].nbytes + solution.told.nbytes
    law = game.structure.move_next.nbytes + game.numbers.move_chance.nbytes
    assert solution.told.shape[2] == size.news
    assert held <= size.bytes
    assert size.bytes <= 1.6 * (held + law + game.structure.action_next.nbytes)


def test_a_game_too_large_names_its_largest_axis() -> None:
    """A front of a thousand levels is what makes the game large, and the message says so."""
    scenario = scenario_of(changes={"theatre.front.to": 1000})
    with pytest.raises(TooLargeError) as refused:
        compile_game(scenario, 1_000_000)
    said = str(refused.value)
    assert "The largest axis is front (1001)" in said
    assert "the limit is 1 MB" in said


def test_a_product_of_small_axes_is_named_as_what_is_large() -> None:
    """Eight levers of four settings multiply the situations; rounds are not blamed for it."""
    levers = {f"lever{n}": {"holder": "patron", "settings": [f"at{k}" for k in range(4)]} for n in range(8)}
    changes = {"levers": {**levers, "aid": {"holder": "patron", "settings": ["on", "off"]}}}
    with pytest.raises(TooLargeError) as refused:
        compile_game(scenario_of(changes=changes), 1_000_000_000)
    said = str(refused.value)
    assert "The largest axis is rounds" not in said
    assert "What makes it large is the situations:" in said
    assert "without front, lever0" in said


@pytest.mark.parametrize(
    ("changes", "axis"),
    [
        ({"horizon": "5000 rounds"}, "rounds (5000)"),
        ({"belief_grid": {"nodes": 201, "limit": 4}}, "belief nodes (201)"),
    ],
)
def test_rounds_and_belief_nodes_can_be_what_is_large(changes: dict[str, object], axis: str) -> None:
    """Not only the theatre makes a game large."""
    with pytest.raises(TooLargeError, match="The largest axis is") as refused:
        compile_game(scenario_of(changes=changes), 100_000)
    assert axis in str(refused.value)


def test_a_refusal_costs_no_memory() -> None:
    """A game of billions of situations is refused without laying it out."""
    levers = {f"lever{n}": {"holder": "patron", "settings": [f"at{k}" for k in range(6)]} for n in range(12)}
    scenario = scenario_of(
        changes={"levers": {**levers, "aid": {"holder": "patron", "settings": ["on", "off"]}}}
    )
    tracemalloc.start()
    with pytest.raises(TooLargeError):
        compile_game(scenario)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


def test_within_the_limit_nothing_is_refused() -> None:
    """The limit is met by a game exactly as large."""
    size = game_of().size
    size.require_within(size.bytes)
    with pytest.raises(TooLargeError):
        size.require_within(size.bytes - 1)
