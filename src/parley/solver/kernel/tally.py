"""Where the kernel writes what it finds while strategies are played forward or read off."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from parley.solver.kernel.numbers.structs import Struct


class Tally(Struct):
    """What is counted in one round, given each disposition h.

    `ending` [e, h] probability of ending in this round; `action` [a, h] expected count; `answer`
    [j, k, 3, h] expected accepts, refusals and walk-outs; `range_open` [x] and `range_empty` [1] mass, under
    the analyst's prior, in which a package beats going on for all who sign (in which none does);
    `waiting` [i, 2] summed price of waiting and its mass; `regret`, `slack` [i] largest met.
    """

    fields: ClassVar = {
        "ending": (np.float64, 2),
        "action": (np.float64, 2),
        "answer": (np.float64, 4),
        "range_open": (np.float64, 1),
        "range_empty": (np.float64, 1),
        "waiting": (np.float64, 2),
        "regret": (np.float64, 1),
        "slack": (np.float64, 1),
    }


class Sheet(Struct):
    """Strategies in situations: `chance` [n, a, h, l], `accept`, `walk` [n, j, k, h, l], `news` [n, slot, l].

    The last slot is left alone, so that actions without news can be looked up there.
    """

    fields: ClassVar = {
        "chance": (np.float64, 4),
        "accept": (np.float64, 5),
        "walk": (np.float64, 5),
        "news": (np.float64, 3),
    }
