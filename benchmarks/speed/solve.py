"""How much faster is the kernel than the plain solver, and how do time and memory grow with a game?

    python benchmarks/speed/solve.py [RUNS]

Solves the starter case, shortened, with both solvers, and then the starter case made larger along one axis
at a time. Prints medians of RUNS runs in processor seconds of one thread, so that other work on the machine
disturbs little, and the exponent fitted to each growth: 1 is linear.
"""

from __future__ import annotations

import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable

import numpy as np

from parley.compiler import compile_game
from parley.game import Game
from parley.scenario import read_scenario
from parley.scenario.starting import STARTER
from parley.solver import Solution, play, solve
from parley.solver.plain import solve_plainly

RUNS = 5

AXES: dict[str, dict[int, dict[str, object]]] = {
    "rounds": {n: {"horizon": f"{n} rounds"} for n in (25, 50, 100, 200)},
    "situations": {2 * n: {"theatre.front.to": n - 1} for n in (9, 18, 36, 72)},
    "belief nodes": {n: {"belief_grid": {"nodes": n, "limit": 6}} for n in (11, 21, 41, 81)},
}


def game_with(changes: dict[str, object]) -> Game:
    """The starter case with changes, compiled."""
    return compile_game(read_scenario(STARTER, changes))


def median_of(runs: int, work: Callable[[], object]) -> float:
    """Median processor seconds of some runs."""
    times = []
    for _ in range(runs):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return statistics.median(times)


def against_plain(runs: int) -> None:
    """Plain and kernel on one game, and that they agree."""
    game = game_with({"horizon": "4 rounds", "belief_grid": {"nodes": 11, "limit": 6}})
    plain = solve_plainly(game)
    apart = float(np.abs(plain.values - solve(game, workers=1).values).max())
    slow = median_of(min(runs, 3), lambda: solve_plainly(game))
    fast = median_of(20 * runs, lambda: solve(game, workers=1))
    print(f"one game of {game.size.nodes:,} nodes, worths apart by at most {apart:.0e}")
    print(f"  plain {slow:.3f} s, kernel {fast * 1000:.2f} ms: {slow / fast:,.0f} times faster\n")


def peak_of(game: Game) -> int:
    """Most bytes that solving and playing a game held at one time."""
    tracemalloc.start()
    play(solve(game, workers=1), workers=1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def growth(axis: str, sizes: dict[int, dict[str, object]], runs: int) -> None:
    """Time and memory along one axis, with the exponent of each."""
    games = {size: game_with(changes) for size, changes in sizes.items()}
    solutions: dict[int, Solution] = {size: solve(game, workers=1) for size, game in games.items()}
    rows = {
        size: (
            median_of(runs, lambda g=game: solve(g, workers=1)),  # type: ignore[misc]
            median_of(runs, lambda s=solutions[size]: play(s, workers=1)),  # type: ignore[misc]
            peak_of(game) / 1e6,
        )
        for size, game in games.items()
    }
    print(f"{axis:>14}   solve s    play s   peak MB   said MB")
    for size, (solved, played, peak) in rows.items():
        print(f"{size:14,} {solved:9.4f} {played:9.4f} {peak:9.2f} {games[size].size.bytes / 1e6:9.2f}")
    slopes = [
        np.polyfit(np.log(list(rows)), np.log([row[k] for row in rows.values()]), 1)[0] for k in range(3)
    ]
    print(f"{'exponent':>14} " + " ".join(f"{slope:9.2f}" for slope in slopes) + "\n")


def main(runs: int) -> None:
    """All measurements, after a first run of everything that compiles or loads the kernel."""
    play(solve(game_with({"horizon": "2 rounds"}), workers=1), workers=1)
    against_plain(runs)
    for axis, sizes in AXES.items():
        growth(axis, sizes, runs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
