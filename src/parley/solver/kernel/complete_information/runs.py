"""Runs of offers: actions of one party, one after another, that one other party answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parley.game import NONE, Flags, Ints, Structure


@dataclass(frozen=True)
class Runs:
    """`run_of` [a] is the run that starts with action a, or NONE; `size` [r]; `open` [s, r] all available."""

    run_of: Ints
    size: Ints
    open: Flags


def find_runs(structure: Structure) -> Runs:
    """Consecutive offers of consecutive packages with the same single answer, which is yes or no.

    Where nothing is hidden the kernel weighs such offers side by side.
    """
    s = structure
    starts: list[int] = []
    sizes: list[int] = []
    simple = np.array([_is_simple(s, a) for a in range(len(s.actions))], dtype=np.bool_)
    for a in np.flatnonzero(simple):
        if starts and a == starts[-1] + sizes[-1] and _follows(s, int(a)):
            sizes[-1] += 1
        else:
            starts.append(int(a))
            sizes.append(1)
    run_of = np.full(len(s.actions), NONE, dtype=np.int64)
    run_of[starts] = np.arange(len(starts))
    available = np.ones((s.situations, max(len(starts), 1)), dtype=np.bool_)
    for r, (first, size) in enumerate(zip(starts, sizes, strict=True)):
        available[:, r] = np.all(s.action_next[:, first : first + size] != NONE, axis=1)
    return Runs(run_of, np.array(sizes, dtype=np.int64), available)


def _is_simple(s: Structure, a: int) -> bool:
    if s.hidden != NONE or s.action_package[a] == NONE or s.action_joint[a] == NONE or s.reservation[a]:
        return False
    who = s.signers[s.action_joint[a]]
    return bool(who[0] != NONE and np.all(who[1:] == NONE) and not s.may_walk[who[0]])


def _follows(s: Structure, a: int) -> bool:
    """Whether an offer goes on the run of the action before it."""
    same_party = s.action_party[a] == s.action_party[a - 1]
    next_package = s.action_package[a] == s.action_package[a - 1] + 1
    answers = s.signers[s.action_joint[[a - 1, a]], 0]
    return bool(same_party and next_package and answers[0] == answers[1])
