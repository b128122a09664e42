"""What if: the same scenario with named changes, solved anew as far as it must be, and compared."""

from parley.sensitivity.what_if.comparing import Difference, compare, is_noted
from parley.sensitivity.what_if.naming import AD_HOC, Changes, changes_named
from parley.sensitivity.what_if.redoing import Redone, Solved, redo, solve_stated
from parley.sensitivity.what_if.report import Comparison, WhatIfs

__all__ = [
    "AD_HOC",
    "Changes",
    "Comparison",
    "Difference",
    "Redone",
    "Solved",
    "WhatIfs",
    "changes_named",
    "compare",
    "is_noted",
    "redo",
    "solve_stated",
]
