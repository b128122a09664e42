"""The belief nodes that play distinguishes: the solver's, and some between them."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from parley.game import Floats
from parley.solver.kernel.numbers.lanes import lanes_for
from parley.solver.kernel.numbers.structs import Struct

WIDEST = 1 / 3
"""Steps of log-odds in play are no wider than this."""


class Grid(Struct):
    """Nodes of play: log-odds `nodes` [l] and public `odds_against` [l] disposition 0 there, in whole rows.

    There are `count` of them from `lowest` on, `per_step` to a unit of log-odds; the last is repeated.
    """

    fields: ClassVar = {
        "count": int,
        "lowest": float,
        "per_step": float,
        "nodes": (np.float64, 1),
        "odds_against": (np.float64, 1),
    }


def finer_nodes(coarse: Floats, widest: float = WIDEST) -> Floats:
    """Log-odds no farther apart than `widest`, among them all of `coarse`; as many as the last row holds."""
    if len(coarse) == 1:
        return coarse
    cells = len(coarse) - 1
    parts = math.ceil((coarse[1] - coarse[0]) / widest - 1e-9)
    parts = max(1, (lanes_for(cells * parts + 1) - 1) // cells) if parts > 1 else 1
    return np.linspace(coarse[0], coarse[-1], cells * parts + 1)


def grid_of(nodes: Floats) -> Grid:
    """Log-odds of play as the kernel reads them."""
    padded = np.pad(nodes, (0, lanes_for(len(nodes)) - len(nodes)), mode="edge")
    return Grid(
        count=len(nodes),
        lowest=nodes[0],
        per_step=1.0 / (nodes[1] - nodes[0]),
        nodes=padded,
        odds_against=np.exp(-padded),
    )
