"""A quick look at a case: its outlook worked out coarsely, or near the case as solved; how far off it is."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from parley.case import Case, open_case
from parley.compiler import compile_game, date_of, estimate_size
from parley.game.size import DEFAULT_LIMIT
from parley.outlook import Distance, Outlook, compose
from parley.outlook.belief_range import on_the_grid_of, settle_grid
from parley.outlook.coarse import coarsened
from parley.outlook.difference import distance_by_date
from parley.report.words import day
from parley.scenario.parts import Scenario
from parley.solver import Origin, certify, near, solve_origin
from parley.workbench.running import outlook_of


@dataclass(frozen=True)
class Preview:
    """A quick outlook of a case.

    `scenario` is what was solved: its rounds are `longer` times as long as stated. `error` says by how much
    the quick outlook differs from the `full` one it was held against: `probability` of any ending at any
    date both have, and any party's `worth` now in points. None where there was no full one. `beside` is the
    same of the case as stated, where the outlook was worked out near that; None where it is a coarse one.
    """

    case: Case
    scenario: Scenario
    outlook: Outlook
    longer: int
    error: Distance | None
    beside: Distance | None = None

    @property
    def exact(self) -> bool:
        """Whether nothing was made coarser, because the case is small."""
        return self.beside is None and self.scenario is self.case.scenario

    @property
    def caveat(self) -> str:
        """What a reader of a preview must know, in a sentence or two; nothing where it is exact."""
        if self.exact:
            return ""
        days = " and ".join(f"{length:g}" for length in self.scenario.pace.lengths)
        nodes = self.outlook.solver.belief_nodes
        told = f"A preview, with rounds of {days} days and {nodes} belief nodes{self._end}."
        if self.beside is not None:
            points = 100 * self.beside.probability
            told = (
                "A preview near the case as stated: talks are worked out anew only where play is likely to "
                f"lead. The case as stated would be off by {points:.1f} percentage points that way, which is "
                "taken out; a change that shifts talks everywhere may be off by more."
            )
        if self.error is None:
            return f"{told} How far off it is is known once the case has been run in full."
        off, worth = 100 * self.error.probability, self.error.worth
        return (
            f"{told} Of the case run in full it is off by up to {off:.0f} percentage points in the "
            f"probability of an ending at a date, and {worth:.0f} points in a worth."
        )

    @property
    def _end(self) -> str:
        """Up to when it looks, where longer rounds do not end on the day the case looks ahead to."""
        end, stated = (date_of(one, one.rounds) for one in (self.scenario, self.case.scenario))
        return "" if end == stated else f", up to {day(end)} where the case as stated ends on {day(stated)}"


@dataclass(frozen=True)
class CaseOrigin:
    """A case solved in full as stated, and what previews near it rest on; `off` is how they miss itself."""

    case: Case
    scenario: Scenario
    origin: Origin
    off: Distance


def case_origin(case: str | Path | Case, *, memory_limit: int = DEFAULT_LIMIT) -> CaseOrigin | None:
    """Solve a case of the extended form in full, so that changes of it can be previewed near it.

    Takes somewhat longer than running it, and holds the solution in memory. None of a plain game, which is
    quickly solved coarsely, and where what previews need exceeds `memory_limit` bytes.
    """
    opened = open_case(case)
    if not estimate_size(opened.scenario).general:
        return None
    scenario = settle_grid(opened.scenario, memory_limit)
    game = compile_game(scenario, memory_limit)
    if game.size.bytes_of_origin > memory_limit:
        return None
    origin = solve_origin(game)
    certify(origin.course)
    full, rough = (
        compose(scenario, origin.solution, course, case=opened.name, input_hashes={}, seconds=0.0)
        for course in (origin.course, origin.rough)
    )
    return CaseOrigin(opened, scenario, origin, distance_by_date(rough, full))


def preview(
    case: str | Path | Case,
    changes: Mapping[str, object] | None = None,
    *,
    full: Outlook | None = None,
    beside: CaseOrigin | None = None,
    memory_limit: int = DEFAULT_LIMIT,
) -> Preview:
    """Work out an outlook in about half a second on two cores, a large extended one in a second.

    `full` is an outlook of the same case and changes that was solved in full, to say how far off this one is.
    With `beside` it is worked out near the case as stated: what a change does is then nearly what it does in
    full. Else the case is made coarse, and what a change does is not what it does in full: parties that speak
    less often settle later.
    """
    opened = open_case(case, changes)
    found = None if beside is None else _near(opened, beside, memory_limit)
    if found is not None and beside is not None:
        error = None if full is None else distance_by_date(found.outlook, full)
        return replace(found, error=error, beside=beside.off)
    scenario, longer = coarsened(opened.scenario)
    outlook = outlook_of(scenario, opened.name, opened.input_hashes, memory_limit)
    error = None if full is None else distance_by_date(outlook, full)
    return Preview(opened, scenario, outlook, longer, error)


def _near(opened: Case, beside: CaseOrigin, memory_limit: int) -> Preview | None:
    """The outlook near the case as stated; None where the two games have too little in common."""
    started = time.perf_counter()
    scenario = on_the_grid_of(beside.scenario, opened.scenario)
    found = near(beside.origin, compile_game(scenario, memory_limit))
    if found is None:
        return None
    seconds = time.perf_counter() - started
    outlook = compose(
        scenario,
        found.solution,
        found.course,
        case=opened.name,
        input_hashes=opened.input_hashes,
        seconds=seconds,
    )
    return Preview(opened, scenario, outlook, 1, None)
