"""The graph lens: three decision makers, five concepts, from the text of a graph.yaml to equilibria."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import partial

from benchmarks.speed.measuring import Race, Row

from parley.graph.concepts.stability import CONCEPTS, stability
from parley.graph.stating.graph_file import read_graph_text

BENCH = "graphs"
MAKERS = 3
SIZES = (8, 12, 16)
LARGEST = 20


def graph_text(options: int, seed: int = 1) -> str:
    """A graph of yes/no options dealt out among three, with random statements and some one-way options."""
    draw = random.Random(seed)
    names = [f"o{number}" for number in range(options)]
    lines = [f"title: {options} options", "decision_makers:"]
    for maker in range(MAKERS):
        lines += [f"  m{maker}:", "    options:"]
        for number in range(maker, options, MAKERS):
            lines.append(f"      o{number}: {'{one_way: taken}' if number % 7 == 0 else ''}")
        lines += ["    preferences:", "      statements:"]
        for _ in range(options + 4):
            one, other = draw.sample(names, 2)
            negated, join = draw.choice(("", "not ")), draw.choice(("and", "or", "if", "iff"))
            lines.append(f"        - {negated}{one} {join} {other}")
    return "\n".join(lines) + "\n"


def found(options: int) -> dict[str, int]:
    """How many equilibria each concept has, reading the file included."""
    result = stability(read_graph_text(graph_text(options)))
    return {concept.value: int(result.equilibria(concept).sum()) for concept in CONCEPTS}


def measure(runs: int) -> list[Row]:
    """Eight, twelve and sixteen options in turn, then twenty."""
    race = Race(f"{BENCH}: three decide, five concepts", "s")
    for size in SIZES:
        race.add(f"{size} options, {2**size:,} states", partial(found, size))
    rows = race.run(min(runs, 5))
    large = Race(f"{BENCH}: a million states", "s")
    large.add(f"{LARGEST} options, {2**LARGEST:,} states", lambda: found(LARGEST))
    (last,) = large.run(1)
    return [*rows, replace(last, told="must be under a minute; sixteen options under two seconds and 1 GB")]
