"""Parley: a workbench for negotiations held while a war goes on.

>>> import parley
>>> case = parley.open_case("ukraine-2025")
>>> solved = parley.solve(case)
>>> solved.dataset["endings"].sel(ending="breakdown")

What a notebook works with is loaded when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parley.notebook import Solved, influence, ledgers, open_case, solve
    from parley.workbench.citing import cite

__version__ = "0.1.0"
__all__ = ["Solved", "__version__", "cite", "influence", "ledgers", "open_case", "solve"]


def __getattr__(name: str) -> Any:
    """Something a notebook calls, loaded now."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    held = "parley.workbench.citing" if name == "cite" else "parley.notebook"
    return getattr(import_module(held), name)
