"""Solution to outlook: endings by date, who gains by waiting, what a peace would last.

The types are light; what reads them off a solution is loaded when it is first asked for, with the solver.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from parley.outlook.belief_checks import BeliefCheck, DrawsCheck
from parley.outlook.result import (
    Certificate,
    Distance,
    Durability,
    Gist,
    GivenKind,
    Head,
    HiddenSide,
    Outlook,
    Parting,
    Selection,
)

if TYPE_CHECKING:
    from parley.outlook.certificate import belief_check, certificate_of, draws_check
    from parley.outlook.composing import compose, head_of
    from parley.outlook.difference import StatedFigures, distance, selection, stated_figures

__all__ = [
    "BeliefCheck",
    "Certificate",
    "Distance",
    "DrawsCheck",
    "Durability",
    "Gist",
    "GivenKind",
    "Head",
    "HiddenSide",
    "Outlook",
    "Parting",
    "Selection",
    "StatedFigures",
    "belief_check",
    "certificate_of",
    "compose",
    "distance",
    "draws_check",
    "head_of",
    "selection",
    "stated_figures",
]

_HOLDS = {
    "certificate": ("belief_check", "certificate_of", "draws_check"),
    "composing": ("compose", "head_of"),
    "difference": ("StatedFigures", "distance", "selection", "stated_figures"),
}


def __getattr__(name: str) -> Any:
    """Something of the room, loaded now."""
    for module, names in _HOLDS.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
