"""Working space for one worker on a game in which nothing is hidden."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from parley.game import Structure
from parley.solver.kernel.numbers.lanes import LANES, lanes_for
from parley.solver.kernel.numbers.structs import Struct

FLOAT = np.float64


class Workspace(Struct):
    """Space of one worker, reused for every node; a column c is a party.

    `fighting` [q, c] holds for the theatre state at hand, `agreed` [c, x] and the index `posture` [1] for the
    situation; `valued` [2] are the round and posture it was last worked out for. At a node: `worth` [a, c],
    `chance` [a], `accept`, `walk` [j, k]; of the party with the floor the worths `own` [o] of its options in
    their order, their probabilities `mixed` [o], and where the option is one of a run of offers the
    probability `yes` [o] that it is accepted. `gap` and `slack` [i] as in games with a hidden party.
    """

    fields: ClassVar = {
        "fighting": (FLOAT, 2),
        "agreed": (FLOAT, 2),
        "worth": (FLOAT, 2),
        "chance": (FLOAT, 1),
        "accept": (FLOAT, 2),
        "walk": (FLOAT, 2),
        "own": (FLOAT, 1),
        "mixed": (FLOAT, 1),
        "yes": (FLOAT, 1),
        "counting": (np.bool_, 1),
        "posture": (np.int64, 1),
        "valued": (np.int64, 1),
        "gap": (FLOAT, 1),
        "slack": (FLOAT, 1),
        "answers": (FLOAT, 1),
        "weights": (FLOAT, 1),
        "refused": (FLOAT, 1),
        "value": (FLOAT, 1),
        "packages": (FLOAT, 1),
    }


def set_up_workspace(structure: Structure, *, counting: bool) -> Workspace:
    """Make the working space for games of this shape; `counting` keeps regrets, which solving leaves out."""
    s = structure
    parties, joint = len(s.parties), (max(len(s.signers), 1), s.signers.shape[1])
    options = lanes_for(len(s.actions)) + LANES
    return Workspace(
        fighting=np.zeros((s.postures, parties)),
        agreed=np.zeros((parties, lanes_for(len(s.packages)) + LANES)),
        worth=np.zeros((len(s.actions), parties)),
        chance=np.zeros(len(s.actions)),
        accept=np.zeros(joint),
        walk=np.zeros(joint),
        own=np.zeros(options),
        mixed=np.zeros(options),
        yes=np.zeros(options),
        counting=np.full(1, counting),
        posture=np.zeros(1, dtype=np.int64),
        valued=np.full(2, -1, dtype=np.int64),
        gap=np.zeros(parties),
        slack=np.zeros(parties),
        answers=np.zeros(3),
        weights=np.zeros(3),
        refused=np.zeros(parties),
        value=np.zeros(parties),
        packages=np.zeros(len(s.packages)),
    )
