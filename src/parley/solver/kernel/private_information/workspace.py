"""Working space for one worker: what the kernel writes while it solves one block of nodes after another."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from parley.game import Structure
from parley.solver.kernel.closing import ROWS, STATES
from parley.solver.kernel.numbers.lanes import LANES, lanes_for
from parley.solver.kernel.numbers.structs import Struct

FLOAT = np.float64


class Workspace(Struct):
    """Space of one worker, reused for every block of belief nodes; the last axis is the lane l.

    `fighting` [q, c, b] holds for the theatre state at hand, `agreed` [c, x] and the index `posture` [1] for
    the situation; `valued` [2] are the round and posture it was last worked out for. At a block: `worth`
    [a, c, l], `chance` [a, h, l], `accept`, `walk` [j, k, h, l], `news` [n, l] (log-odds after each choice of
    the hidden party), and, while `counting`, `gap` and `slack` [i, l]: the largest regret in the lanes that
    are `live` [l], and the most that logit allows. A choice of the hidden party under search: the actions
    `option` [o], its worths `z` and their derivatives `slope` [o, h, l] by the log-odds `told` [o, l] after
    it, the probabilities `mixed` [o, h, l], the log-odds `implied` [o, l];
    `began` [o, l] where the search began, `closing`, `closed` and `left` [l] where it is closed in on
    (`belief_update.closing`). What the hidden party was asked at
    the block at hand, the `block` [1]-th: `asking` [r, c, l] are the worths of asking question r, `asked_in`
    [r] the block it was last asked in, `asked_by` [r] the joint action it was asked by. The rest is scratch.
    """

    fields: ClassVar = {
        "fighting": (FLOAT, 3),
        "agreed": (FLOAT, 2),
        "worth": (FLOAT, 3),
        "chance": (FLOAT, 3),
        "accept": (FLOAT, 4),
        "walk": (FLOAT, 4),
        "news": (FLOAT, 2),
        "counting": (np.bool_, 1),
        "live": (FLOAT, 1),
        "posture": (np.int64, 1),
        "valued": (np.int64, 1),
        "gap": (FLOAT, 2),
        "slack": (FLOAT, 2),
        "option": (np.int64, 1),
        "z": (FLOAT, 3),
        "slope": (FLOAT, 3),
        "mixed": (FLOAT, 3),
        "told": (FLOAT, 2),
        "implied": (FLOAT, 2),
        "own": (FLOAT, 2),
        "base": (FLOAT, 2),
        "before": (FLOAT, 2),
        "base_implied": (FLOAT, 2),
        "direction": (FLOAT, 2),
        "fresh": (FLOAT, 2),
        "alike": (FLOAT, 2),
        "search": (FLOAT, 2),
        "began": (FLOAT, 2),
        "closing": (FLOAT, 3),
        "closed": (FLOAT, 2),
        "left": (FLOAT, 1),
        "rows": (FLOAT, 3),
        "asking": (FLOAT, 3),
        "asked_in": (np.int64, 1),
        "asked_by": (np.int64, 1),
        "block": (np.int64, 1),
    }


def set_up_workspace(structure: Structure, slots: int, questions: int, *, counting: bool) -> Workspace:
    """Make the working space for games of this shape; `counting` keeps regrets, which solving leaves out."""
    s = structure
    parties, dispositions = len(s.parties), len(s.dispositions)
    columns, options = parties * dispositions, max(len(s.actions), len(s.packages), 3)
    answers = (max(len(s.signers), 1), s.signers.shape[1], dispositions, LANES)
    by_option, by_choice = (options, LANES), (options, 2, LANES)
    return Workspace(
        fighting=np.zeros((s.postures, columns, lanes_for(s.belief_nodes))),
        agreed=np.zeros((columns, lanes_for(len(s.packages)) + LANES)),
        worth=np.zeros((len(s.actions), columns, LANES)),
        chance=np.zeros((len(s.actions), dispositions, LANES)),
        accept=np.zeros(answers),
        walk=np.zeros(answers),
        news=np.zeros((max(slots, 1), LANES)),
        counting=np.full(1, counting),
        live=np.ones(LANES),
        posture=np.zeros(1, dtype=np.int64),
        valued=np.full(2, -1, dtype=np.int64),
        gap=np.zeros((parties, LANES)),
        slack=np.zeros((parties, LANES)),
        option=np.zeros(options, dtype=np.int64),
        z=np.zeros(by_choice),
        slope=np.zeros(by_choice),
        mixed=np.zeros(by_choice),
        told=np.zeros(by_option),
        implied=np.zeros(by_option),
        own=np.zeros(by_option),
        base=np.zeros(by_option),
        before=np.zeros(by_option),
        base_implied=np.zeros(by_option),
        direction=np.zeros(by_option),
        fresh=np.zeros(by_option),
        alike=np.zeros(by_option),
        search=np.zeros((6, LANES)),
        began=np.zeros(by_option),
        closing=np.zeros((LANES, ROWS, options)),
        closed=np.zeros((LANES, STATES)),
        left=np.zeros(LANES),
        rows=np.zeros((6, columns, LANES)),
        asking=np.zeros((max(questions, 1), columns, LANES)),
        asked_in=np.zeros(max(questions, 1), dtype=np.int64),
        asked_by=np.zeros(max(questions, 1), dtype=np.int64),
        block=np.zeros(1, dtype=np.int64),
    )
