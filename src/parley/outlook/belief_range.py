"""A belief grid wide enough for a case: chosen from its first solution where the scenario states none."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from parley.compiler import compile_game, estimate_size
from parley.game.size import DEFAULT_LIMIT, ROW
from parley.scenario.parts import BeliefGrid, Scenario
from parley.solver import MOST_WITHHELD, BeliefEnds, Course, Solution, belief_ends, certify, play, solve

WIDEST, MOST_NODES = 50.0, 201
"""What a scenario may state, and so what may be chosen."""


@dataclass(frozen=True)
class Played:
    """A scenario on the grid it was solved on, with its solution and course, and what stands at the ends."""

    scenario: Scenario
    solution: Solution
    course: Course
    ends: BeliefEnds


def solve_wide(
    scenario: Scenario, memory_limit: int = DEFAULT_LIMIT, *, from_low_precision: bool = False
) -> Played:
    """Solve and play a scenario; where it states no belief grid, on one wide enough for it.

    The default grid is tried first, and widened with steps as narrow while its ends keep back certainty that
    matters, as far as `memory_limit` bytes allow. A stated grid is kept; what stands at its ends is reported.
    `from_low_precision` says which fixed points are taken, as in `solve`. Raises SolutionError as `certify`.
    """
    played = _play(scenario, memory_limit, from_low_precision)
    while not scenario.belief_grid.stated and not played.ends.wide_enough:
        wider = replace(played.scenario, belief_grid=_wider(played))
        if wider.belief_grid == played.scenario.belief_grid or estimate_size(wider).bytes > memory_limit:
            break
        played = _play(wider, memory_limit, from_low_precision)
    certify(played.course)
    return played


def settle_grid(scenario: Scenario, memory_limit: int = DEFAULT_LIMIT) -> Scenario:
    """A scenario on the belief grid that suits it, for games near it to be solved on the same one."""
    if scenario.belief_grid.stated or not scenario.sides:
        return scenario
    return solve_wide(scenario, memory_limit).scenario


def on_the_grid_of(settled: Scenario, changed: Scenario) -> Scenario:
    """A changed scenario on the grid of the one it is compared with, unless the change states its own."""
    return changed if changed.belief_grid.stated else replace(changed, belief_grid=settled.belief_grid)


def refined(grid: BeliefGrid) -> BeliefGrid:
    """A grid a third wider with steps a third shorter, to measure what a grid does to an outlook."""
    limit = min(grid.limit * 4 / 3, WIDEST)

    def finer(nodes: int) -> int:
        return min(1 + 2 * math.ceil((nodes - 1) * 0.75 * limit / grid.limit - 1e-9), MOST_NODES)

    each = {side: finer(nodes) for side, nodes in grid.nodes_of.items()}
    return BeliefGrid(finer(grid.nodes), limit, nodes_of=each, play_parts=grid.play_parts)


def _play(scenario: Scenario, memory_limit: int, from_low_precision: bool) -> Played:
    solution = solve(compile_game(scenario, memory_limit), from_low_precision=from_low_precision)
    course = play(solution)
    return Played(scenario, solution, course, belief_ends(solution, course))


def _wider(played: Played) -> BeliefGrid:
    """The grid whose ends should keep back little enough: doubt falls by e with every unit of log-odds.

    Its steps are no longer than before, and its nodes fill whole rows, which cost as much half full.
    """
    grid = played.scenario.belief_grid
    step = 2 * grid.limit / (grid.nodes - 1)
    more = max(1, math.ceil(math.log(played.ends.withheld / MOST_WITHHELD)))
    limit = min(grid.limit + more, WIDEST)
    nodes = ROW * math.ceil((2 + 2 * math.ceil(limit / step - 1e-9)) / ROW) - 1
    return replace(grid, nodes=nodes, limit=limit) if nodes <= MOST_NODES else grid
