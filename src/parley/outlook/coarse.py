"""A scenario made coarse enough to be solved while somebody waits: fewer belief nodes, longer rounds."""

from __future__ import annotations

from dataclasses import replace

from parley.compiler import estimate_size
from parley.scenario.parts import BeliefGrid, Scenario

NODES = 7
"""Belief nodes of a coarse scenario: one row of the kernel."""

WORK = 9_000_000
"""Nodes times actions of all rounds that two cores solve and play in about half a second."""

MOST_LONGER, MOST_LONGER_EXTENDED = 16, 4
"""How many times longer rounds may get; a game of the extended form has long ones to begin with."""


def coarsened(scenario: Scenario) -> tuple[Scenario, int]:
    """A scenario within `WORK`, and how many times longer its rounds are than stated.

    One small enough as it stands is left alone. Where the floor alternates rounds keep their length, for
    longer ones would change who speaks when.
    """
    if _work(scenario) <= WORK:
        return scenario, 1
    grid = scenario.belief_grid
    # Fewer, longer rounds tell more each, so beliefs go further before anybody acts on them.
    each = {side: min(nodes, NODES) for side, nodes in grid.nodes_of.items()}
    coarser = BeliefGrid(min(grid.nodes, NODES), grid.limit + 1.0, nodes_of=each, play_parts=grid.play_parts)
    coarse = replace(scenario, belief_grid=coarser)
    longer, most = 1, MOST_LONGER_EXTENDED if estimate_size(scenario).general else MOST_LONGER
    while _work(_slower(coarse, longer)) > WORK and longer < most and not scenario.floor.alternate:
        longer *= 2
    return _slower(coarse, longer), longer


def _slower(scenario: Scenario, longer: int) -> Scenario:
    pace = scenario.pace.scaled(longer)
    rounds = pace.rounds_in(scenario.pace.until(scenario.rounds))
    return replace(scenario, round_days=pace.days, longer=pace.later, rounds=rounds)


def _work(scenario: Scenario) -> int:
    size = estimate_size(scenario)
    return size.nodes * size.actions
