"""Working space for one worker: what the kernel writes while it solves one node after another."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from parley.game import Structure
from parley.solver.kernel.structs import Struct

FLOAT = np.float64


class Desk(Struct):
    """Space of one worker, reused for every node.

    `fighting` [q, b, c] holds for the theatre state at hand, `agreed` [x, c] and the index `posture` [1] for
    the situation. At a node: `worth` [a, c],
    `chance` [a, h], `accept`, `walk` [j, k, h], `news` [n] (log-odds after each choice of the hidden
    party), `gap` and `slack` [i] (regret met, and the most that logit allows, while `counting`). The rest
    is scratch.
    """

    fields: ClassVar = {
        "fighting": (FLOAT, 3),
        "agreed": (FLOAT, 2),
        "worth": (FLOAT, 2),
        "chance": (FLOAT, 2),
        "accept": (FLOAT, 3),
        "walk": (FLOAT, 3),
        "news": (FLOAT, 1),
        "counting": (np.bool_, 1),
        "posture": (np.int64, 1),
        "gap": (FLOAT, 1),
        "slack": (FLOAT, 1),
        "z": (FLOAT, 2),
        "slope": (FLOAT, 2),
        "log_odds": (FLOAT, 1),
        "implied": (FLOAT, 1),
        "own": (FLOAT, 1),
        "base": (FLOAT, 1),
        "before": (FLOAT, 1),
        "base_implied": (FLOAT, 1),
        "direction": (FLOAT, 1),
        "search": (FLOAT, 1),
        "answers": (FLOAT, 1),
        "rows": (FLOAT, 2),
    }


def set_up_desk(structure: Structure, slots: int, *, counting: bool) -> Desk:
    """Make the working space for games of this shape; `counting` keeps regrets, which solving leaves out."""
    s = structure
    parties, dispositions = len(s.parties), max(len(s.dispositions), 1)
    columns, options = parties * dispositions, max(len(s.actions), 3)
    answers = (max(len(s.signers), 1), s.signers.shape[1], dispositions)
    return Desk(
        fighting=np.zeros((s.postures, s.belief_nodes, columns)),
        agreed=np.zeros((max(len(s.packages), 1), columns)),
        worth=np.zeros((len(s.actions), columns)),
        chance=np.zeros((len(s.actions), dispositions)),
        accept=np.zeros(answers),
        walk=np.zeros(answers),
        news=np.zeros(max(slots, 1)),
        counting=np.full(1, counting),
        posture=np.zeros(1, dtype=np.int64),
        gap=np.zeros(parties),
        slack=np.zeros(parties),
        z=np.zeros((options, 2)),
        slope=np.zeros((options, 2)),
        log_odds=np.zeros(options),
        implied=np.zeros(options),
        own=np.zeros(options),
        base=np.zeros(options),
        before=np.zeros(options),
        base_implied=np.zeros(options),
        direction=np.zeros(options),
        search=np.zeros(6),
        answers=np.zeros(3),
        rows=np.zeros((6, columns)),
    )
