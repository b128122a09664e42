"""What is solved: a finite game of arrays with named axes, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from parley.game.general import (
    GeneralNumbers,
    GeneralStructure,
    Hidden,
    Stretched,
    belief_nodes,
    constant,
    hidden_sides,
    log_weights,
    needs_general,
    profile_kinds,
)
from parley.game.numbers import Aftermath, Floats, Numbers
from parley.game.questions import Questions, find_questions
from parley.game.size import Size
from parley.game.structure import NONE, Component, Flags, Ints, Structure


@dataclass(frozen=True)
class Game:
    """A finite game of bargaining while fighting: its structure, its numbers and its size."""

    structure: Structure
    numbers: Numbers
    size: Size


__all__ = [
    "NONE",
    "Aftermath",
    "Component",
    "Flags",
    "Floats",
    "Game",
    "GeneralNumbers",
    "GeneralStructure",
    "Hidden",
    "Ints",
    "Numbers",
    "Questions",
    "Size",
    "Stretched",
    "Structure",
    "belief_nodes",
    "constant",
    "find_questions",
    "hidden_sides",
    "log_weights",
    "needs_general",
    "profile_kinds",
]
