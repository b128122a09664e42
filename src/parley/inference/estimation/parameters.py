"""What is estimated: one number of a scenario, or one precision for all parties, and where it may lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from parley.errors import UsageError
from parley.files import closest_name
from parley.scenario import all_numbers, value_in_words
from parley.scenario.parts import Scenario
from parley.scenario.quantities import Number

EVERYBODYS = "precision"
"""The name of one precision for all parties."""
MOST = 3
"""More numbers at once than a record of one war can tell apart."""
GEOMETRIC = 4.0
"""A range whose ends differ by more than this factor is searched evenly in the logarithm."""
AROUND = 10.0
"""A precision without a range is searched from its value divided by this to its value times this."""


@dataclass(frozen=True)
class Parameter:
    """A number to estimate: the paths that take its value, and its range in the number's own unit.

    `stated` is None where the paths are stated differently. A place is a point of the range, 0 to 1.
    """

    name: str
    paths: tuple[str, ...]
    unit: str
    per_days: float | None
    stated: float | None
    low: float
    high: float

    @property
    def geometric(self) -> bool:
        """Whether places are even in the logarithm."""
        return self.low > 0.0 and self.high / self.low > GEOMETRIC

    def value(self, place: float) -> float:
        """The value at a place."""
        if self.geometric:
            return float(self.low * (self.high / self.low) ** place)
        return float(self.low + (self.high - self.low) * place)

    def place(self, value: float) -> float:
        """The place of a value, clipped to the range."""
        if self.geometric:
            found = np.log(value / self.low) / np.log(self.high / self.low) if value > 0 else 0.0
        else:
            found = (value - self.low) / (self.high - self.low)
        return float(np.clip(found, 0.0, 1.0))


def choose(scenario: Scenario, asked: Sequence[str]) -> tuple[Parameter, ...]:
    """The numbers named, each `PATH`, `precision`, or either with `=LOW..HIGH` in the words of the file.

    Without a range the scenario's own is taken; precisions have one in any case. Raises UsageError for what
    names no number, for a number without a range, and for more numbers than a record can tell apart.
    """
    if not 1 <= len(set(asked)) <= MOST:
        raise UsageError(f"name one to {MOST} numbers to estimate, such as {EVERYBODYS}; got {len(asked)}")
    numbers = {number.path: number for number in all_numbers(scenario)}
    found = tuple(_one(scenario, numbers, text) for text in dict.fromkeys(asked))
    taken = [path for parameter in found for path in parameter.paths]
    if twice := [path for path in taken if taken.count(path) > 1]:
        raise UsageError(f"{twice[0]} is named twice: as itself, and by '{EVERYBODYS}' or another range")
    return found


def _one(scenario: Scenario, numbers: Mapping[str, Number], text: str) -> Parameter:
    name, _, words = text.partition("=")
    name = name.strip()
    own = [f"parties.{party}.precision" for party in scenario.parties]
    paths = [path for path in own if path in numbers] if name == EVERYBODYS else [name]
    if name == EVERYBODYS and not paths:
        raise UsageError(
            "no party has a precision to estimate: all choose perfectly. State one in scenario.yaml"
        )
    if paths[0] not in numbers:
        near = closest_name(name, (EVERYBODYS, *numbers))
        raise UsageError(
            f"'{name}' names no number of the scenario" + (f"; did you mean '{near}'?" if near else "")
        )
    held = [numbers[path] for path in paths]
    low, high = _range(scenario, held, words)
    values = {number.value for number in held}
    stated = values.pop() if len(values) == 1 else None
    return Parameter(name, tuple(paths), held[0].unit, held[0].per_days, stated, low, high)


def _range(scenario: Scenario, held: Sequence[Number], words: str) -> tuple[float, float]:
    first = held[0]
    if words:
        ends = words.split("..")
        if len(ends) != 2:
            raise UsageError(f"a range is written LOW..HIGH, not '{words}'")
        low, high = (value_in_words(scenario, first, end.strip()) for end in ends)
    elif all(number.low is not None and number.high is not None for number in held):
        low, high = min(number.low or 0.0 for number in held), max(number.high or 0.0 for number in held)
    elif first.path.endswith(".precision") and first.value > 0.0:
        low, high = min(n.value for n in held) / AROUND, max(n.value for n in held) * AROUND
    else:
        raise UsageError(f"{first.path} has no range: say where to look, as in {first.path}=LOW..HIGH")
    if not low < high:
        raise UsageError(f"{first.path}: the range must rise, from {low:g} to {high:g} it does not")
    return low, high
