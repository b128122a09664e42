"""The strategies of one round, read off at every node of some situations."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from parley.solver.kernel.backward import open_theatre
from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.node import solve_node
from parley.solver.kernel.structs import Struct
from parley.solver.kernel.worths import value_packages


class Sheet(Struct):
    """Where strategies go: `chance` [n, b, a, h], `accept`, `walk` [n, b, j, k, h], `news` [n, b, slot]."""

    fields: ClassVar = {
        "chance": (np.float64, 4),
        "accept": (np.float64, 5),
        "walk": (np.float64, 5),
        "news": (np.float64, 3),
    }


@compiled
def read_strategies(tb, desk, t, situations, later, start, sheet):
    """Fill `sheet` for the situations listed; `later` [s, b, c] and `start` [s, b, slot] as in a solution."""
    value = desk.rows[4]
    before = -1
    for n in range(situations.shape[0]):
        s = situations[n]
        w = s // tb.postures
        if w != before:
            open_theatre(tb, desk, t, w, later)
            before = w
        value_packages(tb, desk, t, s)
        for b in range(start.shape[1]):
            for slot in range(start.shape[2]):
                desk.news[slot] = start[s, b, slot]
            for a in range(sheet.chance.shape[2]):
                for h in range(sheet.chance.shape[3]):
                    desk.chance[a, h] = 0.0
            solve_node(tb, desk, t, s, tb.lowest + tb.step * b, value)
            for a in range(sheet.chance.shape[2]):
                for h in range(sheet.chance.shape[3]):
                    sheet.chance[n, b, a, h] = desk.chance[a, h]
            for j in range(sheet.accept.shape[2]):
                for k in range(sheet.accept.shape[3]):
                    for h in range(sheet.accept.shape[4]):
                        sheet.accept[n, b, j, k, h] = desk.accept[j, k, h]
                        sheet.walk[n, b, j, k, h] = desk.walk[j, k, h]
            for slot in range(start.shape[2]):
                sheet.news[n, b, slot] = desk.news[slot]
