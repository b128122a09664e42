"""Which draws of a large game are solved in full, which in a coarse form, and what that form is."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from parley.compiler import estimate_size
from parley.scenario.parts import BeliefGrid, Scenario

BUDGET = 70_000_000_000
"""What two processors solve in under ten minutes, counted as `work` does."""

DRAW = 30_000_000
"""What stating, compiling and playing a draw costs besides, counted the same way."""

FULL_SHARE = 0.5
"""The part of the budget that goes to solves in full."""

FEWEST, MOST_LONGER, COARSE_NODES, LONGEST = 12, 4, 2, 200.0
"""Solves in full that a correction needs at least; in the coarse form, how much longer rounds may get, how
few nodes an axis of belief, and the most days of a round."""


@dataclass(frozen=True)
class Split:
    """How many of the first draws of a study are solved in full, and how many in the coarse form."""

    full: int
    coarse: int


def work(scenario: Scenario) -> int:
    """What it costs to solve a scenario: situations times nodes, rounds, actions and what a node weighs.

    A node of the general engine weighs every profile, and looks at two neighbours along each axis of belief.
    It is a count and no measurement, so that a study is the same wherever it is made.
    """
    size = estimate_size(scenario)
    axes = sum(axes for _, _, axes in size.grids)
    return size.nodes * size.actions * size.dispositions << axes


def split(scenario: Scenario, draws: int) -> Split | None:
    """How a study of so many draws is made by levels; None where all of them can be solved in full.

    Games of the plain form are solved quickly, and always in full.
    """
    each = work(scenario) + DRAW
    if not estimate_size(scenario).general or draws * each <= BUDGET:
        return None
    full = max(FEWEST, int(FULL_SHARE * BUDGET / each))
    coarse = max(2 * full, int((1.0 - FULL_SHARE) * BUDGET / (work(coarse_form(scenario)) + DRAW)))
    # Only draws beyond the solves in full gain by levels.
    return Split(full, min(coarse, draws)) if full < draws else None


def coarse_form(scenario: Scenario) -> Scenario:
    """The scenario with two nodes for each axis of belief and rounds up to four times as long.

    Where the floor alternates rounds keep their length, for longer ones would change who speaks when.
    """
    grid = BeliefGrid(COARSE_NODES, scenario.belief_grid.limit, play_parts=1)
    longer = 1
    while not scenario.floor.alternate and 2 * longer <= MOST_LONGER and 2 * longer <= scenario.rounds:
        if 2 * longer * scenario.round_days > LONGEST:
            break
        longer *= 2
    return replace(
        scenario,
        belief_grid=grid,
        round_days=scenario.round_days * longer,
        rounds=math.ceil(scenario.rounds / longer),
    )
