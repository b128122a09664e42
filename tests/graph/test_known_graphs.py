"""Published conflicts have the equilibria and the coalition jumps that were filed for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.known_graphs.filed import FiledGraph, filed_graphs, jumped, ours, page

from parley.graph.concepts.stability import CONCEPTS, Concept, stability

GRAPHS = list(filed_graphs())
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("filed", GRAPHS, ids=lambda filed: filed.slug)
def test_a_published_conflict_has_its_equilibria(filed: FiledGraph) -> None:
    """Every set of equilibria that was filed is found, state by state, and every jump."""
    found = ours(filed.conflict)
    assert {concept: found[concept] for concept in filed.equilibria} == dict(filed.equilibria)
    assert jumped(filed) == list(filed.jumps)


@pytest.mark.parametrize("filed", GRAPHS, ids=lambda filed: filed.slug)
def test_where_others_record_something_else_it_is_said_why(filed: FiledGraph) -> None:
    """A recorded set that differs from ours has an explanation beside it."""
    found = ours(filed.conflict)
    if any(found[concept] != numbers for concept, numbers in filed.recorded.items()):
        assert filed.differs


def test_at_least_ten_conflicts_are_filed_with_a_citation() -> None:
    """There are ten or more, and each says whose it is and how well its answers are known."""
    assert len(GRAPHS) >= 10
    assert all(filed.cite and filed.status for filed in GRAPHS)


def test_moving_once_only_loses_a_sanction_of_a_published_conflict() -> None:
    """In the Garrison conflict state 6 is held by somebody who moves twice, with another's move between."""
    (garrison,) = (filed for filed in GRAPHS if filed.slug == "garrison-1984")
    once = stability(garrison.conflict, (Concept.GMR,), once_each=True).equilibria(Concept.GMR)
    assert ours(garrison.conflict)[Concept.GMR] == tuple(
        sorted({6} | {int(state) + 1 for state in once.nonzero()[0]})
    )


def test_the_page_of_known_graphs_is_as_it_would_be_written() -> None:
    """The page in the documentation is the one the report writes."""
    assert (ROOT / "docs/reference/known_graphs.md").read_text(encoding="utf-8") == page(GRAPHS)


def test_every_concept_is_asked_of_most_of_them() -> None:
    """No concept goes without published answers."""
    for concept in CONCEPTS:
        assert sum(concept in filed.equilibria for filed in GRAPHS) >= 8
