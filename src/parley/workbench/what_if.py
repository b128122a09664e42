"""What if: named and ad-hoc changes of a case, each solved and compared with the case as stated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from parley.case import Case, open_case
from parley.errors import SolutionError
from parley.game.size import DEFAULT_LIMIT
from parley.outlook.belief_range import on_the_grid_of, settle_grid
from parley.sensitivity.tipping import Along, along, range_of
from parley.sensitivity.what_if import (
    WhatIfs,
    beside,
    changes_named,
    compared,
    redo,
    solve_stated,
)
from parley.workbench.attached import Finding, Kind
from parley.workbench.running import Run

Progress = Callable[[int, int], None]
"""Called with how many solves are done and how many there are in all."""

POINTS = 9


@dataclass(frozen=True)
class WhatIfRun:
    """A case as stated, and its what-ifs beside it."""

    stated: Run
    what_ifs: WhatIfs

    @property
    def finding(self) -> Finding:
        """The what-ifs as they are kept beside an outlook."""
        return Finding(Kind.WHAT_IFS, self.what_ifs.document())


@dataclass(frozen=True)
class AlongRun:
    """A case as stated, and what becomes of it along the range of one number."""

    stated: Run
    along: Along

    @property
    def finding(self) -> Finding:
        """The way along the number as it is kept beside an outlook."""
        return Finding(Kind.ALONG, self.along.document())


def what_if(
    case: str | Path | Case,
    names: Sequence[str] = (),
    changes: Mapping[str, object] | None = None,
    *,
    memory_limit: int = DEFAULT_LIMIT,
    progress: Progress | None = None,
) -> WhatIfRun:
    """Solve the named what-ifs of a case (all, if none is named) and changes by path, and compare them.

    `name+name` makes the changes of both; `set` stands for `changes`. Raises UsageError for names that are
    none and changes that contradict each other, CaseError for changes that make no valid scenario.
    """
    opened = open_case(case, {})
    scenario, hashes = opened.scenario, opened.input_hashes
    asked = changes_named(scenario, names, changes or {})
    scenario = settle_grid(scenario, memory_limit)
    scenarios = [on_the_grid_of(scenario, opened.with_changes(one.changes).scenario) for one in asked]
    told = progress or (lambda done, of: None)
    stated = solve_stated(scenario, opened.name, hashes, memory_limit)
    told(1, len(asked) + 1)
    found = []
    for count, (one, changed) in enumerate(zip(asked, scenarios, strict=True), start=2):
        try:
            solved, redone = redo(stated, changed, memory_limit)
        except SolutionError as problem:
            raise SolutionError(f"what-if {one.name}: {problem}") from None
        found.append(compared(one, redone, stated.outlook, solved.outlook))
        told(count, len(asked) + 1)
    return WhatIfRun(Run(opened, stated.outlook), beside(stated.outlook, tuple(found)))


def along_number(
    case: str | Path | Case,
    path: str,
    ends: tuple[str, str] | None = None,
    *,
    points: int = POINTS,
    memory_limit: int = DEFAULT_LIMIT,
    progress: Progress | None = None,
) -> AlongRun:
    """Move one number of a case along its range, or between two `ends`, and find where the answer tips.

    Raises UsageError for a path that names no number, and for one without a range where no ends are given.
    """
    opened = open_case(case)
    scenario, hashes = opened.scenario, opened.input_hashes
    number = range_of(scenario, path, ends)
    scenario = settle_grid(scenario, memory_limit)
    stated = solve_stated(scenario, opened.name, hashes, memory_limit)
    found = along(stated, number, points, memory_limit, progress or (lambda d, o: None))
    return AlongRun(Run(opened, stated.outlook), found)
