"""Write the reference of graph.yaml and the schema that follows from the grammar.

Run as `python -m parley.graph.graph_reference docs/reference`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from parley.graph.stating.graph_forms import (
    GraphForm,
    MakerForm,
    MergedForm,
    OneWayForm,
    OptionForm,
    PerceptionForm,
    PreferenceForm,
    StateForm,
)
from parley.graph.stating.graph_schema import graph_schema
from parley.scenario.reference import Grammar

GRAPH_GRAMMAR = Grammar(
    {
        "the file": GraphForm,
        "decision_makers.*": MakerForm,
        "decision_makers.*.options.*": OptionForm,
        "decision_makers.*.options.*.one_way": OneWayForm,
        "preferences": PreferenceForm,
        "states.*": StateForm,
        "merged.*": MergedForm,
        "perception.*": PerceptionForm,
    },
    graph_schema,
)


def main(folder: Path) -> None:
    """Bring the tables of the page and the schema up to date."""
    page = folder / "graph.md"
    page.write_text(GRAPH_GRAMMAR.page_with_tables(page.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "graph.schema.json").write_text(GRAPH_GRAMMAR.schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
