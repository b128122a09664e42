"""Measured rows as one table of text."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from benchmarks.speed.measuring import Row

HEAD = f"{'':34}{'median':>10}{'lowest':>10}{'highest':>10}      {'ratio':>8}{'peak':>9}"


def headed(machine: Mapping[str, Any]) -> str:
    """The machine, the versions, how busy it is, and the heads of the columns."""
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return (
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory GB']} GB, {machine['system']}\n"
        f"Python {machine['python']}, {versions}\n"
        f"Work waiting or running before the start: {load:.1f} (on an idle machine 0)\n\n{HEAD}"
    )


def printed(rows: Sequence[Row]) -> Iterator[str]:
    """A line a row, under the name of what it belongs to."""
    for bench, group in groupby(rows, key=lambda row: row.bench):
        listed = list(group)
        against = next((row.against for row in listed if row.against), "")
        yield f"{bench}{f'  (ratio: to {against})' if against else ''}"
        for row in listed:
            yield _line(row).rstrip()


def _line(row: Row) -> str:
    low, high = min(row.values), max(row.values)
    spread = f"{low:10.4g}{high:10.4g}" if len(row.values) > 1 else f"{'':20}"
    ratio = f"{row.ratio:8.3g}" if row.ratio is not None else f"{'':8}"
    peak = f"{row.peak:6.0f} MB" if row.peak is not None else f"{'':9}"
    return f"  {row.name:32}{row.median:10.4g}{spread} {row.unit:5}{ratio}{peak}  {row.told}"
