"""Previews of a changed case near the case as it was solved, and how far off they are of solving it again.

python benchmarks/speed/report.py --only previews

What previews wait for is measured by the wall, which needs an idle machine, and in processor time, which does
not; each change is also solved in full, once, which says what it does and how far off its preview was.
"""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.speed.measuring import Race, Row

from parley.outlook.belief_range import on_the_grid_of
from parley.outlook.difference import distance_by_date
from parley.workbench import CaseOrigin, case_origin, open_case, preview
from parley.workbench.running import outlook_of

CASE = Path(__file__).resolve().parents[2] / "cases" / "ukraine-2025"
BENCH, WAITED = "previews", "previews, by the wall"
CHANGES: dict[str, dict[str, object]] = {
    "a lever: US aid stopped": {"levers.us_aid.start": "stopped"},
    "a number: losses without US aid": {"theatre.reserves.step.down.without_us_aid.add": "7 % per week"},
    "a number: settlements ratified": {"table.settlement.ratified": "95 %"},
}


def measure(runs: int) -> list[Row]:
    """Each change previewed, by processor and by the wall; what is said of each is its effect and error."""
    origin = case_origin(CASE)
    assert origin is not None
    rows = []
    for bench, clock in ((BENCH, time.process_time), (WAITED, time.perf_counter)):
        race = Race(bench, "s", clock)
        for name, changes in CHANGES.items():
            race.add(name, lambda changes=changes: preview(origin.case, changes, beside=origin))  # type: ignore[misc]
        rows += race.run(runs)
    return [*rows, *(_missed(origin, name) for name in CHANGES)]


def _missed(origin: CaseOrigin, name: str) -> Row:
    """How long a change takes in full, what it moves, and by how much its preview misses that."""
    changed = open_case(origin.case, CHANGES[name])
    began = time.process_time()
    scenario = on_the_grid_of(origin.scenario, changed.scenario)
    full = outlook_of(scenario, changed.name, changed.input_hashes)
    took = time.process_time() - began
    moved, off = (
        100 * distance_by_date(preview(origin.case, changes, beside=origin).outlook, full).probability
        for changes in ({}, CHANGES[name])
    )
    told = f"moves a probability by {moved:.2f} points; the preview is off by {off:.2f}"
    return Row("previews, in full", name, "s", (took,), told=told, figures={"moved": moved, "off": off})
