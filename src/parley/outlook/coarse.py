"""A scenario made coarse enough to be solved while somebody waits: fewer belief nodes, longer rounds."""

from __future__ import annotations

from dataclasses import replace

from parley.compiler import estimate_size
from parley.scenario.parts import BeliefGrid, Scenario

NODES, FEWEST_NODES = 7, 3
"""Belief nodes of a coarse scenario: one row of the kernel; and of one of the extended form, if need be."""

WORK = 9_000_000
"""Work (`Size.work`) that two cores do in about half a second."""

MOST_LONGER, MOST_LONGER_EXTENDED = 16, 4
"""How many times longer rounds may get; a game of the extended form has long ones to begin with."""


def coarsened(scenario: Scenario) -> tuple[Scenario, int]:
    """A scenario within `WORK`, and how many times longer its rounds are than stated.

    One small enough as it stands is left alone. Where the floor alternates rounds keep their length, for
    longer ones would change who speaks when.
    """
    if _work(scenario) <= WORK:
        return scenario, 1
    general = estimate_size(scenario).general
    most = MOST_LONGER_EXTENDED if general else MOST_LONGER
    for nodes in range(NODES, FEWEST_NODES - 1, -2) if general else (NODES,):
        coarse, longer = _on_fewer_nodes(scenario, nodes, 1 if general else None), 1
        while _work(_slower(coarse, longer)) > WORK and longer < most and not scenario.floor.alternate:
            longer *= 2
        if _work(_slower(coarse, longer)) <= WORK:
            break
    return _slower(coarse, longer), longer


def _on_fewer_nodes(scenario: Scenario, most: int, play_parts: int | None) -> Scenario:
    grid = scenario.belief_grid
    # Fewer, longer rounds tell more each, so beliefs go further before anybody acts on them.
    each = {side: min(nodes, most) for side, nodes in grid.nodes_of.items()}
    parts = play_parts or grid.play_parts
    coarser = BeliefGrid(min(grid.nodes, most), grid.limit + 1.0, nodes_of=each, play_parts=parts)
    return replace(scenario, belief_grid=coarser)


def _slower(scenario: Scenario, longer: int) -> Scenario:
    pace = scenario.pace.scaled(longer)
    rounds = pace.rounds_in(scenario.pace.until(scenario.rounds))
    return replace(scenario, round_days=pace.days, longer=pace.later, rounds=rounds)


def _work(scenario: Scenario) -> int:
    return estimate_size(scenario).work
