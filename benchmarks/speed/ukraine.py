"""How long does the Ukraine case take to read, compile, solve, play and tell, and in how much memory?

    python benchmarks/speed/ukraine.py [RUNS]

Each run is a process of its own. The kernel is loaded from its cache (a first run fills it, uncounted).
Prints medians of RUNS runs, by the clock and in processor seconds of all threads: on a busy machine the
two differ, and their ratio to solving is the steadier figure.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

CASE = Path(__file__).parents[2] / "cases" / "ukraine-2025"
RUNS = 3
STEPS = ("import", "read", "compile", "solve", "play", "tell", "brief")


def once() -> dict[str, Any]:
    """One run in this process: seconds by the clock and of processor for each step, and peak memory."""
    spent: dict[str, Any] = {}

    def timed(step: str, work: Callable[[], Any]) -> Any:
        clock, processor = time.perf_counter(), time.process_time()
        result = work()
        spent[step] = (time.perf_counter() - clock, time.process_time() - processor)
        return result

    def imported() -> Any:
        from parley import solver, workbench  # noqa: F401

        return workbench

    workbench = timed("import", imported)
    from parley import outlook, solver
    from parley.brief import render_brief
    from parley.compiler import compile_game

    folder, scenario = timed("read", lambda: workbench.open_case(CASE))
    game = timed("compile", lambda: compile_game(scenario))
    solution = timed("solve", lambda: solver.solve(game))
    course = timed("play", lambda: solver.play(solution))
    told = timed(
        "tell",
        lambda: outlook.compose(
            scenario, solution, course, case=CASE.name, input_hashes={}, seconds=spent["solve"][0]
        ),
    )
    timed("brief", lambda: render_brief(workbench.brief_context(workbench.Run(folder, scenario, told))))
    size = game.size
    return {
        "spent": spent,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "size": f"{size.situations:,} situations x {size.belief_nodes} belief nodes x {size.rounds} rounds",
        "residual": max(solution.residual, course.residual),
    }


def main(runs: int) -> None:
    """Medians over processes, and each step as a part of solving."""
    command = [sys.executable, __file__, "--once"]
    found = []
    for _ in range(runs + 1):
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found.append(json.loads(out.splitlines()[-1]))
    counted = found[1:]
    print(f"{CASE.name}: {counted[0]['size']}, residual {counted[0]['residual']:.1e}")
    print("             clock s  processor s  of solving")
    clocks = {step: statistics.median(run["spent"][step][0] for run in counted) for step in STEPS}
    for step, clock in clocks.items():
        processor = statistics.median(run["spent"][step][1] for run in counted)
        print(f"  {step:9} {clock:9.2f} {processor:12.2f} {clock / clocks['solve']:10.0%}")
    print(f"  {'together':9} {sum(clocks.values()):9.2f}")
    print(f"peak memory {statistics.median(run['peak'] for run in counted):.0f} MB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        print(json.dumps(once()))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
