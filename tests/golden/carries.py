"""What carries the answer of the Ukraine case: found anew, stored, and written into the case's README.

`python -m tests.golden.carries --renew` solves it all again (some 1,000 solves, twenty minutes), stores
what was found beside this file and writes the section; without `--renew` the section is written from what is
stored.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from parley import workbench
from parley.outlook import head_of
from parley.report.reading import CaseWords
from parley.report.sensitivity.influence_markdown import influence_markdown
from parley.scenario import read_scenario
from parley.scenario.parts import Scenario
from parley.sensitivity.influence import Influence, Settings
from parley.sensitivity.tipping import Along

HERE = Path(__file__).parent
CASE = HERE.parents[1] / "cases" / "ukraine-2025-plain"
README = CASE / "README.md"
STORED = HERE / "ukraine-2025-plain-influence.json"
STORED_ALONG = HERE / "ukraine-2025-plain-along.json"
BEGIN, END = "<!-- influence: begin -->\n", "<!-- influence: end -->"

GRID = {"belief_grid": {"nodes": 7, "limit": 4}}
"""The grid the findings were made on: narrower than the case's own, on which as many solves take an hour."""

OUTCOMES = ("settlement", "settlement:disarmed_freeze", "collapse:ukraine", "worth:ukraine")
SETTINGS = Settings(draws=900, seed=1)
FOLLOWED = 2
"""So many of the most influential numbers are followed along their ranges."""


def renew() -> None:
    """Solve everything again and store it."""
    told = workbench.influence(CASE, OUTCOMES, GRID, settings=SETTINGS, progress=_say).influence
    store(told.document(), STORED)
    ways = [workbench.along_number(CASE, path, points=9).along for path in followed(told)]
    store([way.document() for way in ways], STORED_ALONG)


def followed(found: Influence) -> list[str]:
    """The numbers with the largest effects on any outcome, each beside the largest on that outcome."""
    weight: dict[str, float] = {}
    for one in found.outcomes:
        largest = max(number.size for number in one.numbers)
        for number in one.numbers:
            weight[number.path] = max(weight.get(number.path, 0.0), number.size / largest)
    return sorted(weight, key=lambda path: -weight[path])[:FOLLOWED]


def _say(stage: str, done: int, of: int) -> None:
    print(f"{stage}: {done} of {of}", file=sys.stderr)


def store(kept: Any, path: Path) -> None:
    """Write a result compactly, figures to six digits, which is more than any word rests on."""
    path.write_text(json.dumps(_rounded(kept), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _rounded(kept: Any) -> Any:
    if isinstance(kept, float):
        return float(f"{kept:.6g}")
    if isinstance(kept, dict):
        return {key: _rounded(value) for key, value in kept.items() if key != "input_hashes"} | (
            {"input_hashes": {}} if "input_hashes" in kept else {}
        )
    return [_rounded(value) for value in kept] if isinstance(kept, list | tuple) else kept


def stored() -> tuple[Influence, list[Along]]:
    """What was found when it was last solved."""
    found = Influence.read(json.loads(STORED.read_text(encoding="utf-8")))
    ways = json.loads(STORED_ALONG.read_text(encoding="utf-8"))
    return found, [Along.read(way) for way in ways]


def section(found: Influence, ways: Sequence[Along]) -> str:
    """The text of the README's section."""
    scenario = read_scenario(CASE)
    return influence_markdown(_names(scenario), found, ways)


def _names(scenario: Scenario) -> CaseWords:
    """The names and dates of the case, which need no solving."""
    last = scenario.last_day
    head = head_of(scenario, CASE.name, {})
    return CaseWords(head, (scenario.as_of, last), bool(scenario.theatre), scenario)


def written(text: str) -> str:
    """What stands in the README between its marks."""
    _, begin, rest = text.partition(BEGIN)
    inside, end, _ = rest.partition(END)
    assert begin and end, f"{README} has no marks for the section"
    return inside


def write() -> None:
    """Write the section into the README."""
    text = README.read_text(encoding="utf-8")
    new = section(*stored())
    README.write_text(text.replace(BEGIN + written(text) + END, BEGIN + new + END), encoding="utf-8")


def main() -> None:
    """Renew if asked, then write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--renew", action="store_true", help="solve everything again")
    if parser.parse_args().renew:
        renew()
    write()


if __name__ == "__main__":
    main()
