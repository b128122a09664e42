"""What if: the same scenario with named changes, solved anew as far as it must be, and compared."""

from parley.sensitivity.what_if.comparing import Difference, Quantity, compare, is_noted
from parley.sensitivity.what_if.comparison import Comparison, WhatIfs, beside, compared
from parley.sensitivity.what_if.naming import AD_HOC, Changes, changes_named
from parley.sensitivity.what_if.redoing import Redone, Solved, redo, solve_stated

__all__ = [
    "AD_HOC",
    "Changes",
    "Comparison",
    "Difference",
    "Quantity",
    "Redone",
    "Solved",
    "WhatIfs",
    "beside",
    "changes_named",
    "compare",
    "compared",
    "is_noted",
    "redo",
    "solve_stated",
]
