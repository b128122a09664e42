"""Two implementations that share nothing agree on every cell of random models."""

from __future__ import annotations

import pytest
from tests.graph.by_sets import coalition_stable, stable
from tests.graph.random_models import random_model

from parley.graph.concepts.coalitions import COALITION_CONCEPTS, coalitions_of, every_coalition
from parley.graph.concepts.stability import CONCEPTS, stability
from parley.graph.concepts.unknown import ATTITUDES, stability_under


def _agrees(seed: int) -> None:
    conflict, plain = random_model(seed)
    for once_each in (False, True):
        ours = stability(conflict, once_each=once_each)
        for concept in CONCEPTS:
            for maker in plain.makers:
                theirs = [stable(plain, maker, state, concept, once_each=once_each) for state in plain.states]
                assert ours.stable[concept][maker].tolist() == theirs, (seed, concept, maker, once_each)
                strong = [
                    stable(plain, maker, state, concept, once_each=once_each, strong=True)
                    for state in plain.states
                ]
                assert ours.strong[concept][maker].tolist() == strong, (seed, concept, maker, once_each)


def _agrees_if_unknown(seed: int) -> None:
    conflict, plain = random_model(seed, partial=True, most_options=4)
    for attitude in ATTITUDES:
        ours = stability_under(conflict, attitude)
        for concept in CONCEPTS:
            for maker in plain.makers:
                theirs = [
                    stable(plain, maker, state, concept, attitude=attitude.value) for state in plain.states
                ]
                assert ours.stable[concept][maker].tolist() == theirs, (seed, attitude, concept, maker)


def _agrees_on_coalitions(seed: int) -> None:
    conflict, plain = random_model(seed, most_options=4)
    ours = coalitions_of(conflict)
    for members in every_coalition(len(plain.moves)):
        for concept in COALITION_CONCEPTS:
            for state in plain.states:
                theirs = coalition_stable(plain, members, state, concept)
                assert ours.stable(members, state, concept) == theirs, (seed, members, concept, state)


@pytest.mark.parametrize("seed", range(40))
def test_two_implementations_agree(seed: int) -> None:
    """Every concept, decision maker and state, strong and weak, opponents moving once or as they like."""
    _agrees(seed)


@pytest.mark.parametrize("seed", range(40))
def test_two_implementations_agree_where_pairs_are_unknown(seed: int) -> None:
    """Every attitude to pairs of states that a decision maker cannot compare."""
    _agrees_if_unknown(seed)


@pytest.mark.parametrize("seed", range(15))
def test_two_implementations_agree_on_coalitions(seed: int) -> None:
    """Every coalition, concept and state."""
    _agrees_on_coalitions(seed)


@pytest.mark.slow
def test_two_implementations_agree_on_a_thousand_models() -> None:
    """A thousand models, with strength, and unknown pairs and coalitions on some of them."""
    for seed in range(1000, 2000):
        _agrees(seed)
        if seed % 5 == 0:
            _agrees_if_unknown(seed)
        if seed % 20 == 0:
            _agrees_on_coalitions(seed)
