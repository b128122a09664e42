"""Random small graph models, for the package and for the plain enumeration alike."""

from __future__ import annotations

import functools
import random
from itertools import pairwise

import numpy as np
from tests.graph.by_sets import Better, Plain

from parley.graph.model.conflict import Conflict, DecisionMaker, Lock, merged_moves, moves_in_options
from parley.graph.model.preference import BETTER, EQUAL, UNKNOWN, WORSE, Preference, complete, tiers
from parley.graph.model.reach import Blocks, blocks_of_lists
from parley.graph.model.states import Cube, Option, States, feasible_masks, merge


def random_model(seed: int, *, partial: bool = False, most_options: int = 6) -> tuple[Conflict, Plain]:
    """A model of two to four decision makers, in option or graph form, with ties, one-way and infeasible."""
    draw = random.Random(seed)
    makers = draw.randint(2, 4)
    if draw.random() < 0.3:
        return _finished(draw, *_graph_form(draw, makers), partial)
    return _finished(draw, *_option_form(draw, makers, most_options), partial)


Moves = list[dict[int, set[int]]]


def _graph_form(draw: random.Random, makers: int) -> tuple[States, tuple[Blocks, ...], Moves]:
    count = draw.randint(1, 12)
    moves: Moves = []
    for _ in range(makers):
        density = draw.choice((0.1, 0.2, 0.4))
        moves.append(
            {s: {t for t in range(count) if t != s and draw.random() < density} for s in range(count)}
        )
    states = States((), np.zeros(0, dtype=np.uint64), given=tuple(f"s{n}" for n in range(count)))
    blocks = tuple(blocks_of_lists(count, {s: sorted(near) for s, near in own.items()}) for own in moves)
    return states, blocks, moves


def _option_form(draw: random.Random, makers: int, most: int) -> tuple[States, tuple[Blocks, ...], Moves]:
    number = draw.randint(makers, max(makers, most))
    owners = (*range(makers), *(draw.randrange(makers) for _ in range(number - makers)))
    options = tuple(Option(f"o{k}", f"O{k}", owner) for k, owner in enumerate(owners))
    cubes = []
    for _ in range(draw.randint(0, 3)):
        care = sum(1 << k for k in draw.sample(range(number), min(number, draw.randint(2, 3))))
        cubes.append(Cube(care, draw.getrandbits(number) & care))
    masks = feasible_masks(number, cubes)
    if not len(masks):
        masks = feasible_masks(number, [])
    locks = []
    for k in range(number):
        if draw.random() < 0.3:
            where = (
                () if draw.random() < 0.5 else np.array([draw.random() < 0.5 for _ in masks], dtype=np.bool_)
            )
            locks.append(Lock(k, draw.choice(("taken", "dropped")), where))
    blocks = moves_in_options(masks, owners, makers, tuple(locks))
    plain = [_option_moves(masks.tolist(), owners, maker, locks) for maker in range(makers)]
    if draw.random() < 0.25:
        inside = (masks & np.uint64(1)) != 0
        kept, classes = merge(masks, [("gone", "Gone", inside)])
        merged = merged_moves(masks, blocks, kept, classes)
        old = masks.tolist()
        of = {mask: (len(kept) - 1 if mask & 1 else kept.tolist().index(mask)) for mask in old}
        quotient: Moves = []
        for own in plain:
            joined: dict[int, set[int]] = {s: set() for s in range(len(kept))}
            for s, near in own.items():
                joined[of[old[s]]] |= {of[old[t]] for t in near}
            quotient.append({s: near - {s} for s, near in joined.items()})
        return States(options, kept, classes), merged, quotient
    return States(options, masks), blocks, plain


def _option_moves(
    masks: list[int], owners: tuple[int, ...], maker: int, locks: list[Lock]
) -> dict[int, set[int]]:
    moves: dict[int, set[int]] = {}
    for s, a in enumerate(masks):
        moves[s] = set()
        for t, b in enumerate(masks):
            changed = [k for k in range(len(owners)) if (a ^ b) >> k & 1]
            if not changed or any(owners[k] != maker for k in changed):
                continue
            barred = False
            for lock in locks:
                if lock.option in changed and (not len(lock.where) or lock.where[s]):
                    barred |= bool(a >> lock.option & 1) == (lock.way == "taken")
            if not barred:
                moves[s].add(t)
    return moves


def _compares(compared: list[list[int]], word: int, t: int, s: int) -> bool:
    """Whether t compares with s as this word says."""
    return compared[s][t] == word


def _far_below(bound: list[int], level: list[int], t: int, s: int) -> bool:
    """Whether t lies at or below what is much worse than s, where anything is."""
    return bool(bound) and level[t] <= bound[level[s]]


def _finished(
    draw: random.Random, states: States, blocks: tuple[Blocks, ...], moves: Moves, partial: bool
) -> tuple[Conflict, Plain]:
    deciders: list[DecisionMaker] = []
    better: list[Better] = []
    unknown: list[Better] = []
    much_worse: list[Better] = []
    for maker in range(len(moves)):
        preference = _partial(draw, states.count) if partial and draw.random() < 0.7 else None
        preference = preference or _ranked(draw, states.count)
        deciders.append(DecisionMaker(f"m{maker}", f"M{maker}", preference))
        compared = [preference.compared(s).tolist() for s in states_range(states)]
        better.append(functools.partial(_compares, compared, BETTER))
        unknown.append(functools.partial(_compares, compared, UNKNOWN))
        bound = preference.much_below.tolist()
        level = preference.levels.tolist()
        much_worse.append(functools.partial(_far_below, bound, level))
    conflict = Conflict("random", tuple(deciders), states, blocks, status_quo=0)
    return conflict, Plain(range(states.count), moves, better, unknown, much_worse)


def states_range(states: States) -> range:
    """The states by number."""
    return range(states.count)


def _ranked(draw: random.Random, count: int) -> Preference:
    levels = np.array([draw.randrange(max(1, round(count * 0.7))) for _ in range(count)], dtype=np.int64)
    preference = complete(levels)
    top = int(preference.levels.max())
    cuts = sorted(draw.sample(range(top + 1), draw.randint(0, min(2, top))))
    tier = np.array([sum(level > cut for cut in cuts) for level in preference.levels], dtype=np.int64)
    return complete(levels, tiers(preference.levels, tier))


def _partial(draw: random.Random, count: int) -> Preference:
    relation = np.full((count, count), UNKNOWN, dtype=np.int8)
    np.fill_diagonal(relation, EQUAL)
    order = list(range(count))
    draw.shuffle(order)
    above = np.zeros((count, count), dtype=bool)
    for low, high in pairwise(order):
        if draw.random() < 0.6:
            above[low, high] = True
    for k in range(count):
        for s in range(count):
            if above[s, k]:
                above[s] |= above[k]
    relation[above] = BETTER
    relation[above.T] = WORSE
    return Preference(np.zeros(count, dtype=np.int64), np.zeros(0, dtype=np.int64), relation, "partial")
