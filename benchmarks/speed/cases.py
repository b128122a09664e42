"""The shipped case as a user meets it: from the shell, and step by step in one process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.speed.measuring import Row

ROOT = Path(__file__).resolve().parents[2]
CASE = ROOT / "cases" / "ukraine-2025-plain"
SHELL, STEPS = "from the shell", "the Ukraine case, step by step"
MOST_RUNS = 5
# Byte code not being written makes imports look several times slower than users see them.
SURROUNDINGS = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def measure(runs: int) -> list[Row]:
    """Starting, running a case with its brief, compiling the kernel for the first time, and each step."""
    runs = min(runs, MOST_RUNS)
    with tempfile.TemporaryDirectory() as folder:
        program = (sys.executable, "-m", "parley.cli.main")
        commands = {
            "parley --help": (*program, "--help"),
            "parley run pie": (*program, "run", "pie", "--out", folder),
            "parley run ukraine-2025-plain": (*program, "run", str(CASE), "--out", folder),
        }
        found = [_timed(name, command, runs) for name, command in commands.items()]
    return [*found, *_steps(runs)]


def _timed(name: str, command: tuple[str, ...], runs: int) -> Row:
    """Seconds by the clock from the shell's point of view, after a first run that is not counted."""
    path = {**SURROUNDINGS, "PYTHONPATH": str(ROOT / "src")}
    values, processor = [], []
    for _ in range(runs + 1):
        before, began = os.times(), time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=path, cwd=ROOT)
        values.append(time.perf_counter() - began)
        after = os.times()
        processor.append(after.children_user + after.children_system)
        processor[-1] -= before.children_user + before.children_system
    told = f"processor {sorted(processor[1:])[runs // 2]:.2f} s"
    return Row(SHELL, name, "s", tuple(values[1:]), told=told)


def _steps(runs: int) -> list[Row]:
    """Each step of a run, every run in a process of its own; ratios are to solving."""
    command = [sys.executable, __file__]
    path = {**SURROUNDINGS, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    found = []
    for _ in range(runs + 1):
        ran = subprocess.run(command, check=True, capture_output=True, text=True, env=path, cwd=ROOT)
        found.append(json.loads(ran.stdout.splitlines()[-1]))
    counted = found[1:]
    rows = []
    for step in counted[0]["spent"]:
        values = tuple(run["spent"][step] for run in counted)
        ratios = tuple(run["spent"][step] / run["spent"]["solve"] for run in counted)
        told = counted[0]["told"] if step == "solve" else ""
        peak = max(run["peak"] for run in counted) if step == "solve" else None
        against = "solve" if step != "solve" else ""
        rows.append(Row(STEPS, step, "s", values, against, ratios if against else (), told, peak))
    return rows


def once() -> dict[str, Any]:
    """One run in this process: seconds by the clock for each step, and its peak memory in MB."""
    import resource

    spent: dict[str, float] = {}

    def timed(step: str, work: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        result = work()
        spent[step] = time.perf_counter() - began
        return result

    def imported() -> Any:
        from parley import report

        report.get_ready()
        from parley import solver, workbench  # noqa: F401

        return workbench

    workbench = timed("import", imported)
    from parley import outlook, solver
    from parley.compiler import compile_game
    from parley.report import render_brief

    case = timed("read", lambda: workbench.open_case(CASE))
    scenario = case.scenario
    game = timed("compile", lambda: compile_game(scenario))
    solution = timed("solve", lambda: solver.solve(game))
    course = timed("play", lambda: solver.play(solution))
    told = timed(
        "tell",
        lambda: outlook.compose(
            scenario, solution, course, case=CASE.name, input_hashes={}, seconds=spent["solve"]
        ),
    )
    run = workbench.Run(case, told)
    context = timed("arrange the brief", lambda: workbench.brief_context(run))
    timed("draw the brief", lambda: render_brief(context))
    size, residual = game.size, max(solution.residual, course.residual)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    # The first solve also loads the kernel and is handed its memory.
    for workers, said in ((2, "two workers"), (1, "one worker")):
        again = timed(f"solve again, {said}", partial(solver.solve, game, workers))
        timed(f"play again, {said}", partial(solver.play, again, workers))
    return {
        "spent": spent,
        "peak": peak,
        "told": f"{size.situations:,} x {size.belief_nodes} nodes x {size.rounds} rounds,"
        f" residual {residual:.0e}",
    }


if __name__ == "__main__":
    print(json.dumps(once()))
