"""Many changes of a case solved one after another on the quick way, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from parley.case import Case, open_case
from parley.errors import UsageError
from parley.files import closest_name
from parley.game.size import DEFAULT_LIMIT
from parley.outlook.belief_range import settle_grid
from parley.scenario import all_numbers, value_in_words
from parley.scenario.parts import Scenario
from parley.scenario.quantities import Number
from parley.sensitivity.influence import parse_outcome
from parley.sensitivity.influence.trials import Trials

if TYPE_CHECKING:
    import pandas as pd

USUAL = ("settlement", "still_fighting")


def batch(
    case: str | Path | Case,
    rows: Iterable[Mapping[str, float | str]],
    outcomes: Sequence[str] = USUAL,
    *,
    workers: int = 2,
    memory_limit: int = DEFAULT_LIMIT,
) -> pd.DataFrame:
    """Solve a case under each row of changed numbers: a row of the table each, changes first, outcomes last.

    A row maps paths of numbers to values, in the number's own unit or in the words of the file. Outcomes are
    named as for `influence`: `settlement`, `settlement:PLAN@DATE`, `worth:PARTY`. Only the numbers of the
    compiled game are swapped: no file is read and no outlook, deal table or page is made. A row that makes no
    valid scenario, or no certified solution, has nan for its outcomes. Raises UsageError for unknown names.
    """
    import pandas as pd

    opened = open_case(case)
    scenario = settle_grid(opened.scenario, memory_limit)
    numbers = {number.path: number for number in all_numbers(scenario)}
    asked = [parse_outcome(text, scenario) for text in outcomes]
    drawn = [{path: _value(scenario, numbers, path, said) for path, said in row.items()} for row in rows]
    trials = Trials(scenario, asked, memory_limit)
    found = trials.outcomes_of("batch", drawn, workers) if drawn else np.zeros((0, len(asked)))
    table = pd.DataFrame(drawn)
    return table.assign(**{text: found[:, k] for k, text in enumerate(outcomes)})


def _value(scenario: Scenario, numbers: Mapping[str, Number], path: str, said: float | str) -> float:
    if path not in numbers:
        near = closest_name(path, numbers)
        meant = f"; did you mean '{near}'?" if near else ""
        raise UsageError(f"'{path}' names no number of the scenario{meant}")
    return value_in_words(scenario, numbers[path], said) if isinstance(said, str) else float(said)
