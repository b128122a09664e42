"""A belief grid is wide enough, or it is said that it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.outlook.small_case import SMALL

from parley.compiler import compile_game
from parley.outlook import compose
from parley.outlook.belief_range import on_the_grid_of, refined, settle_grid, solve_wide
from parley.report.front.front_page import bottom_line
from parley.report.reading import Reading
from parley.scenario import filled_yaml, read_scenario_text
from parley.scenario.parts import BeliefGrid, Scenario
from parley.solver import MOST_WITHHELD, belief_ends, play, solve
from parley.solver.solving import QuickSolution

STATED = "belief_grid: {nodes: 5, limit: 3}\n"
TELLING = SMALL.replace("horizon: 6 rounds", "horizon: 12 rounds") + (
    "theatre:\n"
    "  front:\n"
    "    from: 0\n"
    "    to: 1\n"
    "    start: 0\n"
    "    step: {up: {limited: 2 % per week, conqueror: 60 % per week}, down: {limited: 60 % per week, "
    "conqueror: 2 % per week}}\n"
)
"""Battles tell much of what the north is: soon everybody is sure."""


def _scenario(grid: str) -> Scenario:
    return read_scenario_text(TELLING.replace(STATED, grid))


def _headline(scenario: Scenario) -> tuple[str, str]:
    played = solve_wide(scenario)
    said = compose(
        played.scenario, played.solution, played.course, case="small", input_hashes={}, seconds=0.0
    )
    first = bottom_line(Reading(said, played.scenario))[0]
    return first.about, first.text


def test_a_stated_grid_is_kept_and_one_too_narrow_says_so_first() -> None:
    """The first finding is a caution that says what is lost; what to change stands in the annex."""
    narrow = _scenario("belief_grid: {nodes: 5, limit: 1}\n")
    assert solve_wide(narrow).scenario is narrow
    about, text = _headline(narrow)
    assert about == "Caution"
    assert "counts no further evidence" in text
    assert "belief_grid" not in text


def test_a_wide_grid_says_nothing() -> None:
    """Where the ends keep back next to nothing the outlook begins with its outcome."""
    assert _headline(_scenario("belief_grid: {nodes: 41, limit: 16}\n"))[0] == "Outlook"


def test_without_a_grid_one_wide_enough_is_chosen() -> None:
    """The default is widened with steps as narrow, and what it then gives a still wider one gives too."""
    free = read_scenario_text(TELLING.replace(STATED, "").replace("limited: 50 %", "limited: 95 %"))
    assert free.belief_grid == BeliefGrid(21, 6.0, stated=False)
    played = solve_wide(free)
    grid = played.scenario.belief_grid
    assert played.ends.withheld <= MOST_WITHHELD
    assert grid.limit > 6.0
    assert 2 * grid.limit / (grid.nodes - 1) <= 0.6 + 1e-9
    wider = solve_wide(replace(free, belief_grid=refined(grid)))
    assert abs(played.course.ended.sum() - wider.course.ended.sum()) < 0.01


def test_a_default_that_is_wide_enough_stays() -> None:
    """Where nobody grows sure the grid is the default, and the solution the one on it to the last bit."""
    free = read_scenario_text(SMALL.replace(STATED, "").replace("horizon: 6 rounds", "horizon: 2 rounds"))
    played = solve_wide(free)
    assert (played.scenario.belief_grid.nodes, played.scenario.belief_grid.limit) == (21, 6.0)
    again = solve(compile_game(free))
    assert isinstance(played.solution, QuickSolution) and isinstance(again, QuickSolution)
    assert (played.solution.worths == again.worths).all()


def test_what_is_withheld_is_probability_times_doubt() -> None:
    """At each end stands a probability; what it keeps back is that times the belief left against it."""
    scenario = _scenario("belief_grid: {nodes: 5, limit: 1}\n")
    solution = solve(compile_game(scenario))
    course = play(solution)
    ends = belief_ends(solution, course)
    prior = 0.4
    mass = course.belief[:, [0, -1]] @ [prior, 1 - prior]
    assert ends.lower == pytest.approx(mass[:, 0].max())
    assert ends.upper == pytest.approx(mass[:, 1].max())
    odds = 2.718281828459045**-1.0
    # The south begins at even odds and doubts most at the lower end; at the upper the analyst does.
    doubt = [odds / (1 + odds), 1.5 * odds / (1 + 1.5 * odds)]
    assert ends.withheld == pytest.approx((mass @ doubt).max())


def test_changed_scenarios_are_compared_on_the_grid_of_the_stated_one() -> None:
    """A what-if is solved on the grid chosen for the case, unless it states its own."""
    free = _scenario("")
    settled = settle_grid(free)
    assert on_the_grid_of(settled, free).belief_grid == settled.belief_grid
    own = _scenario("belief_grid: {nodes: 7, limit: 2}\n")
    assert on_the_grid_of(settled, own).belief_grid == BeliefGrid(7, 2.0)


def test_a_scenario_written_out_leaves_the_choice_where_it_was() -> None:
    """Filled in with its defaults, a scenario without a grid still has none, and one with a grid the same."""
    assert "belief_grid" not in filled_yaml(_scenario(""))
    assert "belief_grid: {nodes: 5, limit: 3}" in filled_yaml(_scenario(STATED))


def test_refining_widens_and_halves_the_steps() -> None:
    """A third wider, with steps a third shorter, within what a scenario may state."""
    assert refined(BeliefGrid(15, 6.0)) == BeliefGrid(29, 8.0)
    assert refined(BeliefGrid(201, 40.0)) == BeliefGrid(201, 50.0)
