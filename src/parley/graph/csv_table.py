"""States and results as CSV: one line a state, one column a finding, for spreadsheets."""

from __future__ import annotations

import csv
import io

from parley.graph.analysis import Analysis
from parley.graph.document import state_part


def states_csv(analysis: Analysis) -> str:
    """The listed states as CSV with a header; truth values are 1 and 0."""
    conflict = analysis.conflict
    makers = [maker.id for maker in conflict.makers]
    concepts = [one.value for one in analysis.asked.concepts]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        ["state", "name", "pattern"]
        + [option.id for option in conflict.states.options]
        + [f"rank_{maker}" for maker in makers]
        + [f"{concept}_{maker}" for concept in concepts for maker in makers]
        + [f"equilibrium_{concept}" for concept in concepts]
        + ["status_quo"]
    )
    for state in analysis.listed:
        part = state_part(analysis, state)
        writer.writerow(
            [part.number, _plain(part.name), part.pattern]
            + list(part.pattern)
            + ["" if rank is None else rank for rank in part.ranks]
            + [int(flag) for concept in concepts for flag in part.stable[concept]]
            + [int(concept in part.equilibrium) for concept in concepts]
            + [int(state == conflict.status_quo)]
        )
    return text.getvalue()


def _plain(name: str) -> str:
    """A name that no spreadsheet takes for a formula."""
    return "'" + name if name[:1] in ("=", "+", "-", "@") else name
