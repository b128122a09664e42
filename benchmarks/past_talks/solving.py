"""Every war solved for every combination of frictions, kept in a file so that the page needs no solver."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path as File
from typing import Any

from benchmarks.past_talks.filing import RESULTS, War
from benchmarks.past_talks.forecasting import (
    DATES,
    GRID,
    PRESENT,
    Frictions,
    Path,
    Said,
    at_dates,
    fingerprint,
    forecast,
)
from parley.case import open_case
from parley.workbench.running import outlook_of

SHIPPED = {
    "winter-war-1940/as-of-1940-01-29": "winter-war-1940",
    "winter-war-1940": "winter-war-1940",
    "korea-1951/as-of-1951-07-31": "korea-1951",
    "korea-1951": "korea-1951",
    "ukraine-2025-plain": "ukraine-2025",
    "ukraine-2025": "ukraine-2025",
}
"""The shipped cases as they stand, and the war of the set whose outcome is theirs."""


@dataclass(frozen=True)
class Solved:
    """What was said of every war: by combination of frictions, and of the shipped cases as they stand."""

    fingerprints: Mapping[str, str]
    said: Mapping[Frictions, Mapping[str, Said]]
    shipped: Mapping[str, Said]

    def present(self, slug: str) -> Said:
        """A war with the frictions that the interview proposed when it was stated."""
        return self.said[PRESENT][slug]


def solve_all(wars: Sequence[War], kept: Solved | None, tell: Callable[[str], None]) -> Solved:
    """Solve what is not kept, or was stated otherwise when it was."""
    prints = {war.slug: fingerprint(war, PRESENT) for war in wars}
    said: dict[Frictions, dict[str, Said]] = {one: {} for one in GRID}
    for war in wars:
        same = kept is not None and kept.fingerprints.get(war.slug) == prints[war.slug]
        for one in GRID:
            old = kept.said.get(one, {}).get(war.slug) if kept is not None and same else None
            said[one][war.slug] = old or forecast(war, one)
        tell(f"{war.slug:20} {'kept' if same else 'solved'}")
    shipped = {}
    for case in SHIPPED:
        opened = open_case(case)
        digest = "-".join(opened.input_hashes[name][:12] for name in sorted(opened.input_hashes) if "csv" not in name)
        prints[case] = digest
        if kept is not None and kept.fingerprints.get(case) == digest and case in kept.shipped:
            shipped[case] = kept.shipped[case]
            continue
        if opened.outside is None:
            raise ValueError(f"{case} states no outside view")
        outlook = outlook_of(opened.scenario, case, {})
        shipped[case] = at_dates(outlook.endings, outlook.rounds, opened.outside)
        tell(f"{case:34} solved")
    return Solved(prints, said, shipped)


def write_solved(solved: Solved, path: File = RESULTS) -> None:
    """Keep what was solved; the outside view and the days are the same for all frictions and kept once."""
    wars = {
        slug: {**_written(one), "model": {str(key): said[slug].model for key, said in solved.said.items()}}
        for slug, one in solved.said[PRESENT].items()
    }
    content = {
        "form": "parley past talks 1",
        "dates": DATES,
        "fingerprints": solved.fingerprints,
        "wars": wars,
        "shipped": {case: {**_written(one), "model": one.model} for case, one in solved.shipped.items()},
    }
    lines = json.dumps(content, indent=1, ensure_ascii=False)
    path.write_text(_on_one_line(lines) + "\n", encoding="utf-8")


def read_solved(path: File = RESULTS) -> Solved | None:
    """What was kept; None where nothing is."""
    if not path.is_file():
        return None
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    said: dict[Frictions, dict[str, Said]] = {one: {} for one in GRID}
    for slug, row in data["wars"].items():
        for one in GRID:
            if str(one) in row["model"]:
                said[one][slug] = _read(row, row["model"][str(one)])
    shipped = {case: _read(row, row["model"]) for case, row in data["shipped"].items()}
    return Solved(data["fingerprints"], said, shipped)


def _written(said: Said) -> dict[str, Any]:
    return {"days": [day.isoformat() for day in said.days], "outside": said.outside}


def _read(row: Mapping[str, Any], model: Sequence[Sequence[float]]) -> Said:
    return Said(tuple(date.fromisoformat(day) for day in row["days"]), _path(model), _path(row["outside"]))


def _path(rows: Sequence[Sequence[float]]) -> Path:
    return tuple(tuple(row) for row in rows)


def _on_one_line(text: str) -> str:
    """Lists of numbers on a line each: a file to be compared line by line."""
    import re

    return re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda m: "[" + re.sub(r"\s+", " ", m[1]) + "]", text)
