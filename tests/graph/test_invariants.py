"""What must hold of any graph model, on random ones."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from tests.graph.by_sets import joint, stable
from tests.graph.random_models import random_model

from parley.game import Ints
from parley.graph.concepts.coalitions import CoalitionConcept, coalitions_of
from parley.graph.concepts.hypergame import hypergame
from parley.graph.concepts.stability import CONCEPTS, Concept, stability
from parley.graph.concepts.unknown import ATTITUDES, Attitude, stability_under
from parley.graph.findings.evolution import evolution
from parley.graph.findings.inverse import inverse
from parley.graph.findings.reasons import reason
from parley.graph.findings.robustness import robustness
from parley.graph.model.conflict import Perception
from parley.graph.model.preference import complete

IMPLIES = [
    (Concept.NASH, Concept.SSEQ),
    (Concept.SSEQ, Concept.SEQ),
    (Concept.SEQ, Concept.GMR),
    (Concept.SSEQ, Concept.SMR),
    (Concept.SMR, Concept.GMR),
]
SEEDS = range(300, 330)


def _higher(levels: Ints, t: int, s: int) -> bool:
    """Whether t is ranked above s by these levels."""
    return bool(levels[t] > levels[s])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_stronger_concept_implies_a_weaker_one(seed: int) -> None:
    """Nash implies SSEQ implies SEQ implies GMR, and SSEQ implies SMR implies GMR, for everybody."""
    found = stability(random_model(seed)[0]).stable
    for strong, weak in IMPLIES:
        assert not (found[strong] & ~found[weak]).any(), (strong, weak)


@pytest.mark.parametrize("seed", SEEDS)
def test_strong_stability_implies_stability(seed: int) -> None:
    """What is strongly stable is stable."""
    found = stability(random_model(seed)[0])
    for concept in CONCEPTS:
        assert not (found.strong[concept] & ~found.stable[concept]).any()


@pytest.mark.parametrize("seed", SEEDS)
def test_moving_once_each_never_finds_a_sanction_that_moving_freely_misses(seed: int) -> None:
    """Where opponents may move once only, no more is stable; and with one opponent nothing differs."""
    conflict = random_model(seed)[0]
    free, once = stability(conflict), stability(conflict, once_each=True)
    for concept in CONCEPTS:
        assert not (once.stable[concept] & ~free.stable[concept]).any()
        if len(conflict.makers) == 2:
            assert (once.stable[concept] == free.stable[concept]).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_attitudes_agree_where_nothing_is_unknown(seed: int) -> None:
    """With complete rankings every attitude gives what the rankings give."""
    conflict = random_model(seed, most_options=4)[0]
    plain = stability(conflict)
    for attitude in ATTITUDES:
        found = stability_under(conflict, attitude)
        for concept in CONCEPTS:
            assert (found.stable[concept] == plain.stable[concept]).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_attitudes_are_ordered(seed: int) -> None:
    """Whoever leaves less and fears more stays more: a is within b and c, and these within d."""
    conflict = random_model(seed, partial=True, most_options=4)[0]
    found = {attitude: stability_under(conflict, attitude) for attitude in ATTITUDES}
    order = [
        (Attitude.A, Attitude.B),
        (Attitude.A, Attitude.C),
        (Attitude.B, Attitude.D),
        (Attitude.C, Attitude.D),
    ]
    for (less, more), concept in itertools.product(order, CONCEPTS):
        assert not (found[less].stable[concept] & ~found[more].stable[concept]).any()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_coalition_of_one_stays_where_its_member_does(seed: int) -> None:
    """Nash, GMR and SMR of a single decision maker are those of the coalition of it alone."""
    conflict = random_model(seed, most_options=4)[0]
    single, questions = stability(conflict), coalitions_of(conflict)
    for maker in range(len(conflict.makers)):
        for state in range(conflict.states.count):
            for concept in (Concept.NASH, Concept.GMR, Concept.SMR):
                assert questions.stable(frozenset({maker}), state, CoalitionConcept(concept.value)) == bool(
                    single.stable[concept][maker, state]
                )


@pytest.mark.parametrize("seed", SEEDS)
def test_a_reason_tells_a_true_sequence(seed: int) -> None:
    """Every improvement and every step of every sanction is a move of whoever makes it, and it deters."""
    conflict, plain = random_model(seed, most_options=4)
    found = stability(conflict)
    for concept in CONCEPTS:
        for maker, state in itertools.product(plain.makers, plain.states):
            why = reason(conflict, maker, state, concept)
            assert why.stable == bool(found.stable[concept][maker, state])
            for answer in why.answers:
                assert answer.improvement in plain.moves[maker][state]
                assert plain.better[maker](answer.improvement, state)
                here, last = answer.improvement, maker
                for step in answer.sanction:
                    assert step.maker not in (maker, last)
                    assert step.to in plain.moves[step.maker][here]
                    if concept in (Concept.SEQ, Concept.SSEQ):
                        assert plain.better[step.maker](step.to, here)
                    here, last = step.to, step.maker
                if why.stable and answer.sanction:
                    assert not plain.better[maker](here, state)


@pytest.mark.parametrize("seed", SEEDS)
def test_paths_lead_where_legal_sequences_lead(seed: int) -> None:
    """A state has a path if and only if a legal sequence reaches it, and the path is one."""
    conflict, plain = random_model(seed)
    for kind in ("moves", "improvements"):
        way = evolution(conflict, kind)

        def near(maker: int, state: int, kind: str = kind) -> set[int]:
            found = plain.moves[maker][state]
            return found if kind == "moves" else {one for one in found if plain.better[maker](one, state)}

        reached = joint([partial(near, one) for one in plain.makers], 0)
        for state in plain.states:
            steps = way.path(state)
            assert (steps is not None) == (state in reached | {0})
            here, last = 0, -1
            for step in steps or ():
                assert step.maker != last
                assert step.to in near(step.maker, here)
                here, last = step.to, step.maker
            if steps is not None:
                assert here == state
                assert way.steps[state] == len(steps)


def _pairs_changed(old: np.ndarray, new: np.ndarray) -> int:
    """How many comparisons of two rankings differ."""
    count = len(old)
    return sum(
        int(np.sign(old[s] - old[t]) != np.sign(new[s] - new[t])) for s in range(count) for t in range(s)
    )


@pytest.mark.parametrize("seed", range(400, 440))
def test_the_inverse_makes_an_equilibrium_and_counts_its_change(seed: int) -> None:
    """With the changed rankings the state is an equilibrium, and as many pairs changed as is said."""
    conflict = random_model(seed, most_options=4)[0]
    for concept in CONCEPTS:
        state = seed % conflict.states.count
        found = inverse(conflict, state, concept)
        changed = conflict.preferring({change.maker: change.preference for change in found.changes})
        assert found.possible
        assert stability(changed, (concept,)).equilibria(concept)[state]
        for change in found.changes:
            stated = conflict.makers[change.maker].preference.levels
            assert change.pairs == _pairs_changed(stated, change.preference.levels)


@pytest.mark.parametrize("seed", range(500, 540))
def test_no_smaller_change_would_do(seed: int) -> None:
    """For Nash, GMR and SMR no set of states lowered turns fewer pairs, tried one by one."""
    conflict, plain = random_model(seed, most_options=3)
    for concept in (Concept.NASH, Concept.GMR, Concept.SMR):
        state = seed % conflict.states.count
        found = inverse(conflict, state, concept)
        assert found.exact
        for change in found.changes:
            levels = conflict.makers[change.maker].preference.levels
            above = [int(one) for one in np.flatnonzero(levels > levels[state])]
            best = None
            for size in range(len(above) + 1):
                for lowered in itertools.combinations(above, size):
                    trial = levels.astype(np.int64) * 1
                    kept = [one for one in above if one not in lowered]
                    if lowered:
                        trial[kept] += 1000
                        trial[state] = 999
                    pairs = _pairs_changed(levels, trial)
                    if best is not None and pairs >= best:
                        continue
                    other = replace(
                        plain,
                        better=[
                            partial(_higher, trial) if maker == change.maker else plain.better[maker]
                            for maker in plain.makers
                        ],
                    )
                    if stable(other, change.maker, state, concept):
                        best = pairs
            assert change.pairs == best, (seed, concept, change.maker)


@pytest.mark.parametrize("seed", SEEDS)
def test_whoever_sees_everything_rightly_judges_as_without_perceptions(seed: int) -> None:
    """A perception that hides nothing and mistakes nothing changes nothing."""
    conflict = random_model(seed)[0]
    nothing = np.zeros(conflict.states.count, dtype=np.bool_)
    seen = replace(conflict, perceptions={0: Perception(nothing)})
    found, plain = hypergame(seen).stability, stability(conflict)
    for concept in CONCEPTS:
        assert (found.stable[concept] == plain.stable[concept]).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_hypergame_is_judged_in_the_conflict_as_it_is_seen(seed: int) -> None:
    """Unseen states count as stable for who does not see them; the others as in the model without them."""
    conflict, plain = random_model(seed)
    count = conflict.states.count
    unseen = np.array([state % 3 == 1 for state in range(count)], dtype=np.bool_)
    other = complete(np.arange(count)[::-1].copy())
    found = hypergame(replace(conflict, perceptions={0: Perception(unseen, {1: other})}))
    assert (found.unseen[0] == unseen).all()
    assert not found.unseen[1:].any()
    visible = {state for state in range(count) if not unseen[state]}
    believed = replace(
        plain,
        moves=[{s: near & visible for s, near in own.items()} for own in plain.moves],
        better=[
            plain.better[0],
            lambda t, s: other.levels[t] > other.levels[s],
            *plain.better[2:],
        ],
    )
    for concept in CONCEPTS:
        for state in range(count):
            theirs = bool(unseen[state]) or stable(believed, 0, state, concept)
            assert bool(found.stability.stable[concept][0, state]) == theirs


def test_a_sweep_counts_each_way_once_and_has_the_model_as_stated() -> None:
    """The first way is the model as stated, every way is named, and shares are parts of one."""
    conflict = random_model(7)[0]
    found = robustness(conflict)
    stated = stability(conflict)
    for concept in CONCEPTS:
        (row,) = (
            at for at, way in enumerate(found.ways) if way.change == "as stated" and way.concept is concept
        )
        assert (found.held[row] == stated.equilibria(concept)).all()
    assert len(set(found.ways)) == len(found.ways)
    assert ((found.shares >= 0) & (found.shares <= 1)).all()
