"""The size of an extended game: its axes of belief, and what the general engine will hold."""

from __future__ import annotations

from dataclasses import is_dataclass, replace

import numpy as np

from parley.compiler.extended import is_quick
from parley.game import Game, GeneralStructure, needs_general, news_kept
from parley.game.size import EVIDENCE
from parley.scenario.parts import Scenario


def belief_axes(scenario: Scenario) -> dict[str, int]:
    """Belief nodes, or where there are several log-odds the nodes of evidence about each hidden side."""
    grid = scenario.belief_grid
    if is_quick(scenario):
        return {"belief nodes": grid.nodes_for(scenario.sides[0].id) if scenario.sides else 1}
    return {
        f"{EVIDENCE}{side.id}": grid.nodes_for(side.id) ** (len(side.kinds) - 1) for side in scenario.sides
    }


def with_extended_size(game: Game) -> Game:
    """The same game with the size the general engine needs, if it is what solves it."""
    if not needs_general(game):
        return game
    dated = _bytes_of(game.structure.general) + _bytes_of(game.numbers.general)
    turns = len((game.structure.general or GeneralStructure()).turns)
    size = replace(game.size, general=True, news=news_kept(game), dated=dated, turns=turns)
    return replace(game, size=size)


def _bytes_of(part: object) -> int:
    """Bytes of the arrays a part of a game holds."""
    if isinstance(part, np.ndarray):
        return part.nbytes
    if isinstance(part, tuple):
        return sum(map(_bytes_of, part))
    return sum(map(_bytes_of, vars(part).values())) if is_dataclass(part) else 0
