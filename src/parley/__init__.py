"""Parley: a workbench for negotiations held while a war goes on.

>>> import parley
>>> case = parley.open_case("ukraine-2025")
>>> solved = parley.solve(case)
>>> solved.dataset["endings"].sel(ending="breakdown")

What a notebook works with is loaded when it is first asked for. A name that is given up keeps working for a
minor version at least, and warns (`RENAMED`).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parley.notebook import (
        Estimate,
        Solved,
        Study,
        batch,
        estimate,
        influence,
        ledgers,
        open_case,
        recovery,
        solve,
        study,
    )
    from parley.workbench.citing import cite

__version__ = "0.1.0"
__all__ = [
    "Estimate",
    "Solved",
    "Study",
    "__version__",
    "batch",
    "cite",
    "estimate",
    "influence",
    "ledgers",
    "open_case",
    "recovery",
    "solve",
    "study",
]

RENAMED: dict[str, tuple[str, str]] = {}
"""Names given up: old -> what it is called now, and the version in which the old one will be gone."""


def __dir__() -> list[str]:
    """What there is to call, so that a notebook can complete it before anything is loaded."""
    return sorted(__all__)


def __getattr__(name: str) -> Any:
    """Something a notebook calls, loaded now."""
    if name in RENAMED:
        from warnings import warn

        now, gone = RENAMED[name]
        warn(
            f"parley.{name} is called parley.{now}; the old name will be gone in {gone}",
            DeprecationWarning,
            stacklevel=2,
        )
        name = now
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    held = "parley.workbench.citing" if name == "cite" else "parley.notebook"
    return getattr(import_module(held), name)
