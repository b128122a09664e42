"""The stretch of a number that is looked at: its stated range, or two ends given for it."""

from __future__ import annotations

from dataclasses import dataclass

from parley.errors import UsageError
from parley.files import closest_name
from parley.scenario import all_numbers, value_in_words
from parley.scenario.parts import Scenario
from parley.scenario.quantities import Number


@dataclass(frozen=True)
class Stretch:
    """A number, and the values it is moved between, in its own unit."""

    number: Number
    low: float
    high: float


def range_of(scenario: Scenario, path: str, ends: tuple[str, str] | None = None) -> Stretch:
    """Return the stretch to look at: the stated range of a number, or two ends in the words of the file.

    Raises UsageError if the path names no number, if there is neither range nor ends, or if the ends are
    no two values of the number, the lower one first.
    """
    numbers = {number.path: number for number in all_numbers(scenario)}
    if path not in numbers:
        near = closest_name(path, numbers)
        meant = f"did you mean {near}?" if near else "parley check --filled lists every number"
        raise UsageError(f"no number of the scenario is at '{path}'; {meant}")
    number = numbers[path]
    if ends is not None:
        low, high = (value_in_words(scenario, number, end) for end in ends)
    elif number.low is not None and number.high is not None:
        low, high = number.low, number.high
    else:
        raise UsageError(f"{path} has no range; give its ends, as in --along {path}=LOW..HIGH")
    if not low < high:
        raise UsageError(f"{path}: expected a low end below the high end, got {low:g} and {high:g}")
    return Stretch(number, low, high)
