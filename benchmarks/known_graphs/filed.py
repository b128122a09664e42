"""The filed graph models: each as a graph.yaml and, beside it, the equilibria it must have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML

from parley.graph.concepts.coalitions import coalitions_of
from parley.graph.concepts.stability import CONCEPTS, Concept, stability
from parley.graph.model.conflict import Conflict
from parley.graph.stating.graph_file import read_graph

HERE = Path(__file__).parent


@dataclass(frozen=True)
class FiledGraph:
    """A filed conflict; `status` says how well its answers are known, `differs` why others' are not."""

    slug: str
    conflict: Conflict
    cite: str
    status: str
    about: str
    differs: str
    equilibria: Mapping[Concept, tuple[int, ...]]
    recorded: Mapping[Concept, tuple[int, ...]]
    jumps: tuple[tuple[frozenset[str], int, tuple[int, ...]], ...]


def filed_graphs(root: Path = HERE) -> Iterator[FiledGraph]:
    """Every filed conflict, by name."""
    for path in sorted(root.glob("*/answers.yaml")):
        data: dict[str, Any] = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        yield FiledGraph(
            slug=path.parent.name,
            conflict=read_graph(path.parent),
            cite=data["cite"],
            status=data["status"],
            about=data["about"],
            differs=data.get("differs", ""),
            equilibria=_sets(data["equilibria"]),
            recorded=_sets(data.get("recorded", {})),
            jumps=tuple(
                (frozenset(one["coalition"]), int(one["state"]), tuple(one["to"]))
                for one in data.get("jumps", ())
            ),
        )


def ours(conflict: Conflict) -> dict[Concept, tuple[int, ...]]:
    """The equilibria we find, numbered from 1."""
    found = stability(conflict)
    return {one: tuple(int(s) + 1 for s in np.flatnonzero(found.equilibria(one))) for one in CONCEPTS}


def jumped(filed: FiledGraph) -> list[tuple[frozenset[str], int, tuple[int, ...]]]:
    """Where the coalitions that are asked about go from the states asked about."""
    ids = [maker.id for maker in filed.conflict.makers]
    questions = coalitions_of(filed.conflict)
    found = []
    for members, state, _ in filed.jumps:
        coalition = frozenset(ids.index(one) for one in members)
        found += [
            (members, state, tuple(to + 1 for to in jump.to))
            for jump in questions.jumps(state - 1, [coalition])
        ]
    return found


def _sets(stated: Mapping[str, list[int]]) -> dict[Concept, tuple[int, ...]]:
    return {Concept(name): tuple(numbers) for name, numbers in stated.items()}


def page(graphs: list[FiledGraph]) -> str:
    """The page of the documentation."""
    lines = [
        "# Known graphs",
        "",
        "<!-- written by benchmarks/known_graphs/report.py; do not edit -->",
        "",
        "Published conflicts as [graph models](graph.md), with the equilibria filed and those worked "
        "out here. States have",
        "the numbers of the literature. `make known-graphs` writes this page; the tests hold it.",
    ]
    for filed in graphs:
        found = ours(filed.conflict)
        states = filed.conflict.states.count
        lines += [
            "",
            f"## {filed.conflict.title}",
            "",
            f"{filed.cite}. Answers: {filed.status}.",
            "",
            f"{filed.about} {states} states, {len(filed.conflict.makers)} who decide.",
            "",
            "| concept | equilibria here | filed | recorded elsewhere |",
            "|---|---|---|---|",
        ]
        for concept in CONCEPTS:
            filed_set = _listed(filed.equilibria.get(concept), states)
            other = filed.recorded.get(concept)
            shown = (
                "" if other is None else ("the same" if other == found[concept] else _listed(other, states))
            )
            lines.append(
                f"| {concept.value.upper() if concept != 'nash' else 'Nash'} | "
                f"{_listed(found[concept], states)} | "
                f"{'the same' if filed.equilibria.get(concept) == found[concept] else filed_set} | {shown} |"
            )
        if filed.differs:
            lines += ["", filed.differs]
        for members, state, to in jumped(filed):
            who = " and ".join(maker.name for maker in filed.conflict.makers if maker.id in members)
            lines += ["", f"Together {who} would leave {state} for {', '.join(map(str, to))}."]
    return "\n".join(lines) + "\n"


def _listed(numbers: tuple[int, ...] | None, states: int) -> str:
    if numbers is None:
        return ""
    if len(numbers) > 16:
        missing = sorted(set(range(1, states + 1)) - set(numbers))
        return "all" if not missing else f"all but {', '.join(map(str, missing))}"
    return ", ".join(map(str, numbers)) or "none"
