"""A quick look at a case: its outlook on a coarse belief grid and long rounds, and how far off that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from parley.case import Case, open_case
from parley.game.size import DEFAULT_LIMIT
from parley.outlook import Distance, Outlook
from parley.outlook.coarse import coarsened
from parley.outlook.difference import distance_by_date
from parley.scenario.parts import Scenario
from parley.workbench.running import outlook_of


@dataclass(frozen=True)
class Preview:
    """A coarse outlook of a case.

    `scenario` is what was solved: its rounds are `longer` times as long as stated. `error` says by how much
    the coarse outlook differs from the `full` one it was held against: `probability` of any ending at any
    date both have, and any party's `worth` now in points. None where there was no full one.
    """

    case: Case
    scenario: Scenario
    outlook: Outlook
    longer: int
    error: Distance | None

    @property
    def exact(self) -> bool:
        """Whether nothing was made coarser, because the case is small."""
        return self.scenario is self.case.scenario

    @property
    def caveat(self) -> str:
        """What a reader of a preview must know, in a sentence or two; nothing where it is exact."""
        if self.exact:
            return ""
        days = " and ".join(f"{length:g}" for length in self.scenario.pace.lengths)
        nodes = self.outlook.solver.belief_nodes
        told = f"A preview, with rounds of {days} days and {nodes} belief nodes."
        if self.error is None:
            return f"{told} How far off it is is known once the case has been run in full."
        off, worth = 100 * self.error.probability, self.error.worth
        return (
            f"{told} Of the case run in full it is off by up to {off:.0f} percentage points in the "
            f"probability of an ending at a date, and {worth:.0f} points in a worth."
        )


def preview(
    case: str | Path | Case,
    changes: Mapping[str, object] | None = None,
    *,
    full: Outlook | None = None,
    memory_limit: int = DEFAULT_LIMIT,
) -> Preview:
    """Solve a case coarsely, in about half a second on two cores once the solver is loaded.

    `full` is an outlook of the same case and changes that was solved in full, to say how far off this one is.
    What a change does in previews is not what it does in full: parties that speak less often settle later.
    """
    opened = open_case(case, changes)
    scenario, longer = coarsened(opened.scenario)
    outlook = outlook_of(scenario, opened.name, opened.input_hashes, memory_limit)
    error = None if full is None else distance_by_date(outlook, full)
    return Preview(opened, scenario, outlook, longer, error)
