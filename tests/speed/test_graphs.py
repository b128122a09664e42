"""The graphs of the speed benchmark are sound, and a small one is answered as enumeration has it."""

from __future__ import annotations

from functools import partial

import numpy as np
from benchmarks.speed.graphs import found, graph_text
from tests.graph.by_sets import Plain, stable

from parley.game import Ints
from parley.graph.concepts.stability import CONCEPTS, stability
from parley.graph.stating.graph_file import read_graph_text


def _higher(levels: Ints, t: int, s: int) -> bool:
    """Whether t is ranked above s by these levels."""
    return bool(levels[t] > levels[s])


def test_a_small_graph_of_the_benchmark_is_answered_rightly() -> None:
    """With six options every state, decision maker and concept is as enumeration has it."""
    conflict = read_graph_text(graph_text(6))
    count = conflict.states.count
    assert count == 64
    levels = [maker.preference.levels for maker in conflict.makers]
    plain = Plain(
        range(count),
        [{s: set(reach.targets(s).tolist()) for s in range(count)} for reach in conflict.reaches],
        [partial(_higher, own) for own in levels],
        [lambda t, s: False] * 3,
        [lambda t, s: False] * 3,
    )
    ours = stability(conflict)
    for concept in CONCEPTS:
        for maker in plain.makers:
            theirs = [stable(plain, maker, state, concept) for state in range(count)]
            assert ours.stable[concept][maker].tolist() == theirs
    assert found(6) == {one.value: int(np.sum(ours.equilibria(one))) for one in CONCEPTS}
