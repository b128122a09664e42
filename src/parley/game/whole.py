"""A finite game as one thing: its structure, its numbers, its size."""

from __future__ import annotations

from dataclasses import dataclass

from parley.game.numbers import Numbers
from parley.game.size import Size
from parley.game.structure import Structure


@dataclass(frozen=True)
class Game:
    """A finite game of bargaining while fighting: its structure, its numbers and its size."""

    structure: Structure
    numbers: Numbers
    size: Size
