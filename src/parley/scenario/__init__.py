"""What we assume: a case's scenario.yaml in, checked and frozen objects out.

`read_scenario` reads a case's scenario and raises every fault at once; `all_numbers` lists what was
stated; `filled_yaml` writes the scenario with every default; `restate` gives it other numbers.
"""

from parley.scenario.changes import parse_change
from parley.scenario.filled import filled_yaml
from parley.scenario.listing import all_numbers
from parley.scenario.pace import Pace
from parley.scenario.quantities.number_words import number_words
from parley.scenario.reader import (
    LARGEST_SCENARIO,
    SCENARIO_FILE,
    read_document,
    read_scenario,
    read_scenario_text,
)
from parley.scenario.restating import at_quantile, ranged_numbers, restate, value_in_words
from parley.scenario.schema import json_schema

__all__ = [
    "LARGEST_SCENARIO",
    "SCENARIO_FILE",
    "Pace",
    "all_numbers",
    "at_quantile",
    "filled_yaml",
    "json_schema",
    "number_words",
    "parse_change",
    "ranged_numbers",
    "read_document",
    "read_scenario",
    "read_scenario_text",
    "restate",
    "value_in_words",
]
