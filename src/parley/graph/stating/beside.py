"""What a graph says of the rest of its case: the rows it cites, and what its states are in the scenario."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from parley.files import Place, closest_name
from parley.graph.stating.graph_forms import GraphForm
from parley.scenario.reading.diagnostics import Diagnostics

Known = Mapping[str, date | None]
"""Ids of the record that may be cited, with the day each could be known from; None where nobody says."""


@dataclass(frozen=True)
class Beside:
    """What stands beside the graph in its case: the rows that may be cited, and the scenario's names.

    `parts` are its levers, conditions and accords with their settings, `endings` the endings of its game;
    each is None where there is nothing to hold the graph against.
    """

    known: Known | None = None
    parts: Mapping[str, tuple[str, ...]] | None = None
    endings: tuple[str, ...] | None = None


ALONE = Beside()


def check_links(diagnostics: Diagnostics, form: GraphForm, beside: Beside) -> None:
    """Hold what states are said to be in the scenario against it."""
    for name, state in (form.states or {}).items():
        place: Place = ("states", name, "in_scenario")
        for part, setting in (state.in_scenario or {}).items():
            here = (*place, part) if (*place, part) in diagnostics.document.values else place
            if part == "ending":
                diagnostics.resolve(setting, beside.endings, here, "an ending of the scenario")
            elif beside.parts is not None:
                what = "a lever, condition or accord"
                diagnostics.resolve(part, beside.parts, here, what, at_key=True)
                if part in beside.parts:
                    diagnostics.resolve(setting, beside.parts[part], here, f"a setting of {part}")


def check_sources(
    diagnostics: Diagnostics, cited: Collection[str], place: Place, beside: Beside, as_of: date | None
) -> None:
    """Hold the rows a preference cites against the record, and their days against the day of the graph."""
    known = beside.known
    if known is None:
        return
    for index, source in enumerate(cited):
        at: Place = (*place, index)
        here = at if at in diagnostics.document.values else place
        if source not in known:
            near = closest_name(source, known)
            advice = f"did you mean '{near}'?" if near else ""
            expected = "the id of a row of facts.csv or moves.csv"
            diagnostics.fault(here, "source-unknown", expected, f"'{source}'", advice)
        elif as_of is not None and (day := known[source]) is not None and day > as_of:
            expected = f"a source known by as_of, {as_of}"
            diagnostics.fault(
                here, "date-after-as-of", expected, f"'{source}', of {day}", "cite nothing later"
            )
