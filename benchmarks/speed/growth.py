"""How time and memory grow along each axis of a game, up to a million situations and belief nodes.

    python benchmarks/speed/report.py --only growth

Each size is solved in a process of its own, so that its peak of memory can be told.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.speed.measuring import Row

ROOT = Path(__file__).resolve().parents[2]
WAR = Path(__file__).parent / "long_war"
BENCH, SLOPES = "growth", "growth, fitted exponents"
WHOLE_NAME = "a million nodes, 52 rounds"
MOST_RUNS = 3


@dataclass(frozen=True)
class Extent:
    """How large the made-up war is: levels of its two tracks, belief nodes, rounds."""

    front: int
    reserves: int
    nodes: int
    rounds: int

    @property
    def changes(self) -> dict[str, object]:
        """What this extent changes in the scenario, by path."""
        return {
            "theatre.front.to": self.front - 1,
            "theatre.front.start": self.front // 2,
            "theatre.reserves.to": self.reserves - 1,
            "theatre.reserves.start": self.reserves // 2,
            "belief_grid": {"nodes": self.nodes, "limit": 6},
            "horizon": f"{self.rounds} rounds",
        }


# The kernel works on eight belief nodes at a time; these numbers of them leave one place in a row unused.
MIDDLE = Extent(front=30, reserves=25, nodes=15, rounds=13)
WHOLE = Extent(front=120, reserves=100, nodes=21, rounds=52)
AXES = {
    "front": ("levels of the front", (15, 30, 60, 120, 240)),
    "reserves": ("levels of the reserves", (25, 50, 100, 200)),
    "nodes": ("belief nodes", (15, 31, 63, 127)),
    "rounds": ("rounds", (13, 26, 52, 104)),
}


def measure(runs: int) -> list[Row]:
    """Time and memory along each axis with all rounds kept, the exponents, and the million with its first."""
    rows, slopes = [], []
    for axis, (says, lengths) in AXES.items():
        named = {f"{says}: {length}": replace(MIDDLE, **{axis: length}) for length in lengths}
        # All lengths in turn and over again, so that a busy spell does not bend the line.
        turns = [
            [_solved(name, extent) for name, extent in named.items()] for _ in range(min(runs, MOST_RUNS))
        ]
        found = [_together(row) for row in zip(*turns, strict=True)]
        rows += found
        slopes.append(_exponents(says, lengths, found))
    return [*rows, _solved(WHOLE_NAME, WHOLE, keep_rounds=False), *slopes]


def _together(turns: Sequence[Row]) -> Row:
    """One row of what several processes took for the same."""
    return replace(turns[0], values=tuple(row.values[0] for row in turns))


def _solved(name: str, extent: Extent, *, keep_rounds: bool = True) -> Row:
    path = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    order = json.dumps([extent.front, extent.reserves, extent.nodes, extent.rounds, keep_rounds])
    command = [sys.executable, __file__, order]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, env=path)
    told: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    spent = (told["seconds"],)
    return Row(BENCH, name, "s", spent, told=told["told"], peak=told["peak"], figures=told["figures"])


def _exponents(says: str, lengths: tuple[int, ...], found: list[Row]) -> Row:
    """Exponents of time and of memory above that of the smallest program, in the length of one axis."""
    along = np.log(np.array(lengths, dtype=float))
    time_slope = np.polyfit(along, np.log([min(row.values) for row in found]), 1)[0]
    memory_slope = np.polyfit(along, np.log([row.figures["MB held"] for row in found]), 1)[0]
    told = f"memory {memory_slope:.2f}; 1 is linear"
    figures = {"time": float(time_slope), "memory": float(memory_slope)}
    return Row(SLOPES, says, "power", (float(time_slope),), told=told, figures=figures)


def once(extent: Extent, keep_rounds: bool) -> dict[str, Any]:
    """Solve one size in this process: seconds, and memory in MB beyond what the program itself takes."""
    import resource

    from parley.compiler import compile_game
    from parley.scenario import read_scenario
    from parley.solver import solve

    def peak() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    solve(compile_game(read_scenario(WAR)))
    before = peak()
    game = compile_game(read_scenario(WAR, extent.changes), memory_limit=10**13)
    began = time.perf_counter()
    residual = solve(game, keep_rounds=keep_rounds).residual
    spent = time.perf_counter() - began
    size = game.size
    said = f"{size.situations:,} x {size.belief_nodes} nodes x {size.rounds} rounds, residual {residual:.0e}"
    held = peak() - before
    figures = {"nodes": float(size.nodes), "MB held": held}
    told = f"{said}, holds {held:.0f} MB"
    return {"seconds": spent, "peak": peak(), "told": told, "figures": figures}


if __name__ == "__main__":
    *lengths, kept = json.loads(sys.argv[1])
    print(json.dumps(once(Extent(*lengths), kept)))
