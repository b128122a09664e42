"""Many games of one structure in one call: how many a second, and how well two workers share them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from benchmarks.speed.common_game.sizes import SMALL, game_at
from benchmarks.speed.measuring import Race, Row, on_two_cores

from parley.compiler import compile_game
from parley.game import Floats, Game
from parley.scenario import read_scenario
from parley.solver import solve_each, solve_stack

CASE = Path(__file__).resolve().parents[2] / "cases" / "ukraine-2025-plain"
BENCH = "batches"
DRAWS, CASES = 4000, 6
MOST_RUNS = 3


def measure(runs: int) -> list[Row]:
    """The small common game thousands of times and the Ukraine case a few times, by one worker and two."""
    return [*_many_small(runs), *_several_cases(min(runs, MOST_RUNS))]


def draws_of(game: Game, count: int, seed: int = 1) -> Mapping[str, Floats]:
    """The costs of fighting drawn anew for each of some games, shape [k, n, i, h, s]."""
    draw = np.random.default_rng(seed).uniform(0.5, 1.5, (count, 1, 2, 1, 1))
    return {"flow": draw * game.numbers.flow}


def _many_small(runs: int) -> list[Row]:
    game = game_at(SMALL)
    numbers = draws_of(game, DRAWS)
    race = Race(f"{BENCH}: SMALL {DRAWS:,} times")
    race.add("one worker", lambda: solve_stack(game, numbers, workers=1))
    race.add("two workers", lambda: solve_stack(game, numbers, workers=2))
    return [_told(row, f"{1e3 * DRAWS / min(row.values):,.0f} a second at best") for row in race.run(runs)]


def _several_cases(runs: int) -> list[Row]:
    games = [compile_game(read_scenario(CASE))] * CASES
    race = Race(f"{BENCH}: the Ukraine case {CASES} times", "s")
    race.add("one worker", lambda: [one.residual for one in solve_each(games, 1, keep_rounds=False)])
    race.add("two workers", lambda: [one.residual for one in solve_each(games, 2, keep_rounds=False)])
    return on_two_cores(*race.run(runs))


def _told(row: Row, told: str) -> Row:
    return Row(**{**row.__dict__, "told": told})
