"""Sample paths: histories drawn from equilibrium play, from the first day to an ending or the horizon."""

from __future__ import annotations

import numpy as np

from parley.errors import UsageError
from parley.playing.table import LaidTable
from parley.playing.walk import Choice, History, Walk, history_of, pick
from parley.scenario.parts import Scenario
from parley.solver import Solution, analyst_prior

MOST_HISTORIES = 100_000


def sample_histories(scenario: Scenario, solution: Solution, count: int, seed: int) -> tuple[History, ...]:
    """Draw histories by equilibrium play, what is hidden by the analyst's prior; one seed, the same draws.

    Raises UsageError for a count that makes no sense.
    """
    if not 1 <= count <= MOST_HISTORIES:
        raise UsageError(f"expected from 1 to {MOST_HISTORIES:,} sample paths, got {count}")
    table = LaidTable(scenario, solution)
    # Each history has a stream of its own, so that asking for more of them leaves the first as they were.
    return tuple(_draw(table, np.random.default_rng((seed, number))) for number in range(count))


def _draw(table: LaidTable, random: np.random.Generator) -> History:
    profile = pick(random, analyst_prior(table.solution))

    def choose(choice: Choice, random: np.random.Generator) -> int:
        return pick(random, choice.chance[:, profile])

    walk = Walk(table, profile, lambda t, u: random, choose)
    return history_of(table, walk, tuple(walk.steps()))
