"""What is solved: a finite game of arrays with named axes, and nothing else.

Arrays are loaded when they are first asked for: who only reads `parley.game.names` needs no numerics.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parley.game.arrays import NONE, Flags, Floats, Ints
    from parley.game.general import (
        GeneralNumbers,
        GeneralStructure,
        Hidden,
        Stretched,
        belief_nodes,
        constant,
        hidden_sides,
        kind_keys,
        log_weights,
        needs_general,
        news_kept,
        profile_kinds,
    )
    from parley.game.numbers import Aftermath, Numbers
    from parley.game.questions import Questions, find_questions
    from parley.game.size import Size
    from parley.game.structure import Component, Structure
    from parley.game.whole import Game

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
    "kind_keys",
    "log_weights",
    "needs_general",
    "news_kept",
    "profile_kinds",
]

_HOLDS = {
    "arrays": ("NONE", "Flags", "Floats", "Ints"),
    "general": (
        "GeneralNumbers",
        "GeneralStructure",
        "Hidden",
        "Stretched",
        "belief_nodes",
        "constant",
        "hidden_sides",
        "kind_keys",
        "log_weights",
        "needs_general",
        "news_kept",
        "profile_kinds",
    ),
    "numbers": ("Aftermath", "Numbers"),
    "questions": ("Questions", "find_questions"),
    "size": ("Size",),
    "structure": ("Component", "Structure"),
    "whole": ("Game",),
}


def __getattr__(name: str) -> Any:
    """Something of the room, loaded now."""
    for module, names in _HOLDS.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
