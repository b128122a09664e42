"""Measure speed, print one table, keep the results, and say what got slower since the last that were kept.

    python benchmarks/speed/report.py [--runs N] [--only NAME ...] [--quick] [--no-keep]

Each benchmark runs in a process of its own. `--quick` leaves out those that take a minute or more.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
for folder in (ROOT, ROOT / "src"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from benchmarks.speed.measuring import Row  # noqa: E402
from benchmarks.speed.telling.filing import Results, keep, last_kept, moment, slower  # noqa: E402
from benchmarks.speed.telling.table import headed, printed  # noqa: E402

BENCHES = {
    "machine": "benchmarks.speed.limits.machine",
    "common-game": "benchmarks.speed.common_game.racing",
    "plain": "benchmarks.speed.solving",
    "batches": "benchmarks.speed.batches",
    "cases": "benchmarks.speed.cases",
    "records": "benchmarks.speed.records.reading",
    "events": "benchmarks.speed.records.importing",
    "graphs": "benchmarks.speed.graphs",
    "talks": "benchmarks.speed.talks",
    "previews": "benchmarks.speed.previews",
    "growth": "benchmarks.speed.growth",
}
SLOW = ("events", "talks", "previews", "growth")


def rows_of(name: str, runs: int) -> list[Row]:
    """The rows of one benchmark, from a process of its own; the first also tells that process's memory."""
    paths = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    command = [sys.executable, __file__, "--one", name, "--runs", str(runs)]
    ran = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, check=True, env={**os.environ, "PYTHONPATH": paths}
    )
    return [Row.from_data(row) for row in json.loads(ran.stdout.splitlines()[-1])]


def one(name: str, runs: int) -> None:
    """Measure one benchmark in this process and print its rows as JSON."""
    import resource

    rows: list[Row] = import_module(BENCHES[name]).measure(runs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = [row.as_data() for row in rows]
    if all(row.peak is None for row in rows):
        told[0]["peak"] = peak
    print(json.dumps(told))


def main() -> int:
    """Run the report."""
    parser = argparse.ArgumentParser(description="Speed, as ratios within one run where there are any.")
    parser.add_argument("--runs", type=int, default=7, help="runs of each; fewer for slow ones")
    parser.add_argument("--only", nargs="+", choices=BENCHES, help="these benchmarks and no others")
    parser.add_argument("--quick", action="store_true", help=f"leave out {', '.join(SLOW)}")
    parser.add_argument("--no-keep", action="store_true", help="write no results")
    parser.add_argument("--one", choices=BENCHES, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        one(asked.one, asked.runs)
        return 0
    names = asked.only or [name for name in BENCHES if not (asked.quick and name in SLOW)]
    from benchmarks.speed.limits.machine import described

    machine = described()
    before = last_kept(machine)
    print(headed(machine))
    rows: list[Row] = []
    for name in names:
        found = rows_of(name, asked.runs)
        print("\n".join(printed(found)), flush=True)
        rows += found
    results = Results(moment(), machine, tuple(rows))
    if not asked.no_keep:
        print(f"\nkept as {keep(results).relative_to(ROOT)}")
    print("\n".join(compared(rows, before)))
    return 0


def compared(rows: list[Row], before: Results | None) -> list[str]:
    """What got slower, in words."""
    if before is None:
        return ["Nothing was kept from this machine before: nothing to compare with."]
    found = slower(rows, before)
    if not found:
        return [f"Nothing got slower by more than a tenth since {before.when}."]
    return [f"Slower than on {before.when}:", *(f"  {line}" for line in found)]


if __name__ == "__main__":
    raise SystemExit(main())
