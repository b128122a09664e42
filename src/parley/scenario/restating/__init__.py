"""State a checked scenario again with other numbers, without reading its file again.

`ranged_numbers` lists what can be moved, `at_quantile` says where along its range a number lies, and
`restate` gives the scenario that the file would have given with these numbers in it.
"""

from parley.scenario.restating.ranges import at_quantile, ranged_numbers, value_in_words
from parley.scenario.restating.restate import restate

__all__ = ["at_quantile", "ranged_numbers", "restate", "value_in_words"]
