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

from parley.case import Case, open_case
from parley.errors import SolutionError
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
    """What was said of every war: by combination of frictions, and of the shipped cases as they stand.

    None stands where beliefs and choices agree so little that there is no outlook.
    """

    fingerprints: Mapping[str, str]
    said: Mapping[Frictions, Mapping[str, Said | None]]
    shipped: Mapping[str, Said]

    @property
    def slugs(self) -> tuple[str, ...]:
        """The wars, in the order of their days."""
        return tuple(self.said[PRESENT])

    @property
    def complete(self) -> tuple[Frictions, ...]:
        """The combinations of frictions for which every war could be solved."""
        return tuple(one for one in self.said if all(self.said[one].get(slug) for slug in self.slugs))

    def of(self, frictions: Frictions, slug: str) -> Said:
        """What was said of a war; KeyError where it could not be solved."""
        found = self.said[frictions].get(slug)
        if found is None:
            raise KeyError(f"{slug} at {frictions}")
        return found


def solve_all(wars: Sequence[War], kept: Solved | None, tell: Callable[[Solved], None]) -> Solved:
    """Solve what is not kept, or was stated otherwise when it was; `tell` is given what there is by then."""
    prints = {war.slug: fingerprint(war) for war in wars}
    cases = {case: open_case(case) for case in SHIPPED}
    prints |= {f"cases/{case}": _digest(opened) for case, opened in cases.items()}
    said: dict[Frictions, dict[str, Said | None]] = {one: {} for one in GRID}
    shipped: dict[str, Said] = {}
    found = Solved(prints, said, shipped)

    def same(name: str) -> bool:
        return kept is not None and kept.fingerprints.get(name) == prints[name]

    for one in GRID:
        for war in wars:
            known = kept.said.get(one, {}) if kept is not None and same(war.slug) else {}
            said[one][war.slug] = known[war.slug] if war.slug in known else _forecast(war, one)
        tell(found)
    for case, opened in cases.items():
        if kept is not None and same(f"cases/{case}") and case in kept.shipped:
            shipped[case] = kept.shipped[case]
            continue
        if opened.outside is None:
            raise ValueError(f"{case} states no outside view")
        outlook = outlook_of(opened.scenario, case, {})
        shipped[case] = at_dates(outlook, opened.outside)
        tell(found)
    return found


def _digest(opened: Case) -> str:
    """A hash of what is solved of a case: its scenario and what it states of the outside view."""
    return "-".join(opened.input_hashes[name][:16] for name in ("scenario.yaml", "outside_view.yaml"))


def _forecast(war: War, frictions: Frictions) -> Said | None:
    """What is said of a war; None where beliefs and choices agree so little that there is no outlook."""
    try:
        return forecast(war, frictions)
    except SolutionError:
        return None


def write_solved(solved: Solved, path: File = RESULTS) -> None:
    """Keep what was solved; the outside view and the days are the same for all frictions and kept once."""
    wars = {
        slug: {
            **_written(solved.of(PRESENT, slug)),
            "model": {
                str(key): None if (one := said[slug]) is None else one.model
                for key, said in solved.said.items()
                if slug in said
            },
        }
        for slug in solved.slugs
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
    said: dict[Frictions, dict[str, Said | None]] = {one: {} for one in GRID}
    for slug, row in data["wars"].items():
        for one in GRID:
            if str(one) in row["model"]:
                model = row["model"][str(one)]
                said[one][slug] = None if model is None else _read(row, model)
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
