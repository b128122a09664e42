"""Grids of belief: a hidden side may have one of its own, and play may leave its steps as they are."""

from __future__ import annotations

import pytest

from parley.compiler import compile_game, estimate_size
from parley.errors import CaseError
from parley.outlook.belief_range import refined
from parley.outlook.coarse import coarsened
from parley.scenario import filled_yaml, read_scenario_text
from parley.solver.general_form import fill_in
from parley.solver.kernel.general.grid import finer

TEXT = """
title: Two hidden sides
as_of: 2025-01-06
round: 7 days
horizon: 3 rounds
belief_grid: {nodes: 7, limit: 4, nodes_of: {luck: 3}, play_parts: 2}
parties:
  ann:
    dispositions: {soft: {weight: 30 %}, firm: {weight: 30 %}, hard: {weight: 40 %}}
    flow: {soft: -2 per week, firm: -1 per week, hard: 0 per week}
  bob: {flow: -1 per week}
unknowns: {luck: {kinds: {ann: {weight: 50 %}, bob: {weight: 50 %}}}}
issues: {border: {old: {}, new: {}}}
table:
  floor: {ann: 40 % per week, bob: 40 % per week}
  settlement: {signatories: [ann, bob]}
"""


def test_each_hidden_side_has_its_own_nodes() -> None:
    """Seven nodes for each of two log-odds about Ann, three for luck; play divides each step by two."""
    scenario = read_scenario_text(TEXT)
    size = estimate_size(scenario)
    assert size.belief_nodes == 7 * 7 * 3
    assert size.axes["evidence about luck"] == 3
    beliefs = fill_in(compile_game(scenario)).beliefs
    assert beliefs.nodes.tolist() == [7, 7, 3]
    assert finer(beliefs)[0].tolist() == [13, 13, 5]


def test_it_is_written_out_and_read_again() -> None:
    """The filled scenario says the same."""
    scenario = read_scenario_text(TEXT)
    assert read_scenario_text(filled_yaml(scenario)).belief_grid == scenario.belief_grid


def test_finer_and_coarser_grids_keep_the_difference() -> None:
    """Refining and coarsening go over every side's grid, and leave play as stated."""
    scenario = read_scenario_text(TEXT)
    finer_grid = refined(scenario.belief_grid)
    assert finer_grid.nodes > 7
    assert finer_grid.nodes_of["luck"] > 3
    assert finer_grid.play_parts == 2
    assert coarsened(scenario)[0].belief_grid.nodes_of == {"luck": 3}


@pytest.mark.parametrize(
    ("wrong", "slug", "said"),
    [
        ("nodes_of: {lucky: 3}", "unknown-name", "luck"),
        ("nodes_of: {luck: 4}", "out-of-range", "odd number"),
        ("nodes_of: {luck: 3}, play_parts: 0", "out-of-range", "1 to 6"),
    ],
)
def test_what_cannot_be_meant_is_a_fault(wrong: str, slug: str, said: str) -> None:
    """A side that nobody states, an even number of nodes, no parts."""
    text = TEXT.replace("nodes_of: {luck: 3}, play_parts: 2", wrong)
    with pytest.raises(CaseError) as found:
        read_scenario_text(text)
    [fault] = found.value.faults
    assert fault.slug == slug
    assert said in str(fault)
