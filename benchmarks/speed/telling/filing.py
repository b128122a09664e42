"""Results kept as JSON, one file a run, and what has become slower since the last one of the same machine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.speed.measuring import Row

RESULTS = Path(__file__).resolve().parents[2] / "results"
MARGIN = 1.10
TIMES = ("s", "ms", "us")


@dataclass(frozen=True)
class Results:
    """What one run of the benchmark measured, when, and on what machine."""

    when: str
    machine: Mapping[str, Any]
    rows: tuple[Row, ...]


def kept_as(results: Results) -> str:
    """The name of the file of some results."""
    return f"{results.when.replace(':', '')}.json"


def keep(results: Results, folder: Path = RESULTS) -> Path:
    """Write results to a file of their own, named after their moment."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / kept_as(results)
    data = {
        "when": results.when,
        "machine": results.machine,
        "rows": [row.as_data() for row in results.rows],
    }
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def read(path: Path) -> Results:
    """Results as they were kept."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Results(data["when"], data["machine"], tuple(Row.from_data(row) for row in data["rows"]))


def last_kept(machine: Mapping[str, Any], folder: Path = RESULTS, until: str = "~") -> Results | None:
    """For every row its latest values on the same processor and number of cores, if any were kept.

    Nothing is taken that was measured after the moment `until`.
    """
    when = ""
    rows: dict[tuple[str, str], Row] = {}
    for path in sorted(folder.glob("*.json"), reverse=True):
        found = read(path)
        if found.when <= until and all(
            found.machine.get(key) == machine.get(key) for key in ("processor", "cores")
        ):
            when = when or found.when
            rows = {(row.bench, row.name): row for row in found.rows} | rows
    return Results(when, machine, tuple(rows.values())) if rows else None


def moment() -> str:
    """Now, to the second, in Greenwich."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def slower(now: Sequence[Row], then: Results) -> list[str]:
    """What takes more than a tenth longer than at the last run, as sentences.

    Where a row has ratios to another of its own run these are compared, for they stand on a busy machine;
    else the best time of this run is held against the middle of the last.
    """
    before = {(row.bench, row.name): row for row in then.rows if row.unit in TIMES}
    told = []
    for row in now:
        old = before.get((row.bench, row.name))
        if old is None or old.unit != row.unit:
            continue
        if row.ratio is not None and old.ratio is not None and row.against == old.against:
            grown, what = row.ratio / old.ratio, f"{old.ratio:.3g} to {row.ratio:.3g} times {row.against}"
        else:
            best = min(row.values)
            grown, what = best / old.median, f"{old.median:.3g} to at best {best:.3g} {row.unit}"
        if grown > MARGIN:
            told.append(f"{row.bench}, {row.name}: from {what}")
    return told
