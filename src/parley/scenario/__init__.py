"""What we assume: a case's scenario.yaml in, checked and frozen objects out.

`read_scenario` reads a case and raises every fault at once; `check_case` lists the faults of all files
of a case; `all_numbers` lists what was stated; `filled_yaml` writes the scenario with every default;
`restate` gives it other numbers.
"""

from parley.scenario.case import CheckedCase, check_case, checked_case
from parley.scenario.changes import parse_change
from parley.scenario.filled import filled_yaml
from parley.scenario.listing import all_numbers
from parley.scenario.quantities.wording import number_words
from parley.scenario.reader import SCENARIO_FILE, read_scenario, read_scenario_text
from parley.scenario.restating import at_quantile, ranged_numbers, restate, value_in_words
from parley.scenario.schema import json_schema

__all__ = [
    "SCENARIO_FILE",
    "CheckedCase",
    "all_numbers",
    "at_quantile",
    "check_case",
    "checked_case",
    "filled_yaml",
    "json_schema",
    "number_words",
    "parse_change",
    "ranged_numbers",
    "read_scenario",
    "read_scenario_text",
    "restate",
    "value_in_words",
]
