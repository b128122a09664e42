"""The kernel against the plain solver, which judges it."""

from __future__ import annotations

import numpy as np
from benchmarks.speed.measuring import Race, Row

from parley.compiler import compile_game
from parley.scenario import read_scenario
from parley.scenario.starting import STARTER
from parley.solver import solve
from parley.solver.reference import solve_by_reference

BENCH = "the starter case, two rounds"
MOST_RUNS = 3


def measure(runs: int) -> list[Row]:
    """Both solvers on one game with a hidden party, and how far their worths lie apart."""
    changes = {"horizon": "2 rounds", "belief_grid": {"nodes": 7, "limit": 6}}
    game = compile_game(read_scenario(STARTER, changes))
    apart = float(np.abs(solve_by_reference(game).values - solve(game, workers=1).values).max())
    race = Race(BENCH)
    race.add("kernel, one worker", lambda: solve(game, workers=1))
    race.add("plain solver", lambda: solve_by_reference(game))
    kernel, plain = race.run(min(runs, MOST_RUNS), against="kernel, one worker")
    told = f"worths apart by at most {apart:.0e}"
    return [kernel, Row(**{**plain.__dict__, "told": told})]
