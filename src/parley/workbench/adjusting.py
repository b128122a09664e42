"""The numbers of a case that can be moved, and the changes that moving them makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from parley.case import Case
from parley.errors import UsageError
from parley.files import closest_name
from parley.scenario import all_numbers, parse_change, ranged_numbers
from parley.scenario.quantities import Number
from parley.scenario.quantities.number_words import figure_words


@dataclass(frozen=True)
class Adjustable:
    """A number with a range, and where it stands now.

    `low`, `high`, `stated` and `value` are in canonical units (points, days, chances); `words` are the
    value as the file has it, `low_words` and `high_words` those of the stated range.
    """

    path: str
    number: Number
    low: float
    high: float
    stated: float
    value: float
    words: str
    low_words: str
    high_words: str


def adjustable(case: Case) -> tuple[Adjustable, ...]:
    """Every number of a case that carries a range, as stated and as its changes have it."""
    now = {number.path: number for number in all_numbers(case.scenario)}
    found = []
    for number in ranged_numbers(case.stated):
        if number.low is None or number.high is None:
            continue
        value = now[number.path].value if number.path in now else number.value
        days = case.scenario.pace.unit
        found.append(
            Adjustable(
                path=number.path,
                number=number,
                low=min(number.low, value),
                high=max(number.high, value),
                stated=number.value,
                value=value,
                words=str(figure_words(value, number, days)),
                low_words=str(figure_words(number.low, number, days)),
                high_words=str(figure_words(number.high, number, days)),
            )
        )
    return tuple(found)


def adjusted(case: Case, values: Mapping[str, float]) -> dict[str, object]:
    """Changes by path that give numbers other values, in canonical units; raise UsageError for no number."""
    numbers = {number.path: number for number in all_numbers(case.stated)}
    changes: dict[str, object] = {}
    for path, value in values.items():
        if path not in numbers:
            near = closest_name(path, numbers)
            raise UsageError(
                f"no number of the scenario is at '{path}'" + (f"; did you mean {near}?" if near else "")
            )
        words = figure_words(value, numbers[path], case.stated.pace.unit)
        changes |= dict([parse_change(f"{path}={words}")])
    return changes
