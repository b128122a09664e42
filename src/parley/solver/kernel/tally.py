"""Where the kernel writes what it finds while strategies are played forward or read off."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from parley.game import Structure
from parley.solver.kernel.numbers.lanes import LANES, lanes_for
from parley.solver.kernel.numbers.structs import Struct


class Tally(Struct):
    """What is counted in one round, given each disposition h, and lane by lane l, to be summed afterwards.

    `ending` [e, h, l] probability of ending in this round; `action` [a, h, l] expected count; `answer`
    [j, k, 3, h, l] expected accepts, refusals and walk-outs; `range_open` [x, l] and `range_empty` [1, l]
    mass, under the analyst's prior, in which a package beats going on for all who sign (in which none does);
    `waiting` [i, 2, l] summed gain from waiting against the best of them and its mass; `gain` [i, x, h, l]
    summed gain from waiting against each package, given the disposition.
    """

    fields: ClassVar = {
        "ending": (np.float64, 3),
        "action": (np.float64, 3),
        "answer": (np.float64, 5),
        "range_open": (np.float64, 2),
        "range_empty": (np.float64, 2),
        "waiting": (np.float64, 3),
        "gain": (np.float64, 4),
    }


class StrategyBuffer(Struct):
    """Strategies in situations n, and what they rest on; lanes l are belief nodes in whole rows.

    `chance` [n, a, h, l], `accept`, `walk` [n, j, k, h, l]; worths of packages `agreed` [n, c, x] and of
    going on `fighting` [n, c, l]; belief residuals `gap` [n, l], of games with a hidden party.
    """

    fields: ClassVar = {
        "chance": (np.float64, 4),
        "accept": (np.float64, 5),
        "walk": (np.float64, 5),
        "agreed": (np.float64, 3),
        "fighting": (np.float64, 3),
        "gap": (np.float64, 2),
    }


def blank_sheet(structure: Structure, situations: int) -> StrategyBuffer:
    """A sheet for so many situations of games of this shape."""
    s, h = structure, max(len(structure.dispositions), 1)
    lanes = 1 if h == 1 else lanes_for(s.belief_nodes)
    columns = len(s.parties) * h
    answers = (situations, max(len(s.signers), 1), s.signers.shape[1], h, lanes)
    return StrategyBuffer(
        chance=np.zeros((situations, len(s.actions), h, lanes)),
        accept=np.zeros(answers),
        walk=np.zeros(answers),
        agreed=np.zeros((situations, columns, lanes_for(len(s.packages)) + LANES)),
        fighting=np.zeros((situations, columns, lanes)),
        gap=np.zeros((situations, lanes)),
    )
