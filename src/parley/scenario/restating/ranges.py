"""Numbers that carry a range, and where along it a value lies."""

from __future__ import annotations

import math

from parley.errors import UsageError
from parley.scenario.listing import all_numbers
from parley.scenario.parts import Scenario
from parley.scenario.quantities import Number
from parley.scenario.quantities.units import Misstated, stated_number
from parley.scenario.restating.faults import kind_of
from parley.scenario.restating.following import chances_that_sum


def ranged_numbers(scenario: Scenario) -> tuple[Number, ...]:
    """Return the numbers that carry a range, in the order of the file, each path once.

    Of chances that sum to one (the weights of the dispositions, a party's beliefs) the last is left out
    where all of them have a range: it is what the others leave.
    """
    followers = {
        group[-1].path
        for group in chances_that_sum(scenario)
        if group and all(number.low is not None for number in group)
    }
    return tuple(
        number
        for number in all_numbers(scenario)
        if number.low is not None
        and number.high is not None
        and number.low < number.high
        and number.path not in followers
    )


def at_quantile(number: Number, u: float) -> float:
    """Return the value, in the number's own unit, below which a part `u` of its stated spread lies.

    The spread is uniform over the range, or triangular over it with its peak at the stated value. Raises
    UsageError if the number has no range or `u` is not in 0..1.
    """
    low, high = number.low, number.high
    if low is None or high is None:
        raise UsageError(f"expected a number with a range; {number.path} has none")
    if not 0.0 <= u <= 1.0:
        raise UsageError(f"expected a part from 0 to 1, got {u}")
    if number.spread != "triangular" or low == high:
        return low * (1.0 - u) + high * u
    rising = (number.value - low) / (high - low)
    if u < rising:
        return low + math.sqrt(u * (high - low) * (number.value - low))
    return high - math.sqrt((1.0 - u) * (high - low) * (high - number.value))


def value_in_words(scenario: Scenario, number: Number, words: str) -> float:
    """Read a value for a number in the words of the file; a bare figure of a rate has the number's period.

    Raises UsageError for words that are no such value.
    """
    kind = kind_of(number)
    said = f"{words} per {number.per_days!r} days" if kind.per_time and " per " not in words else words
    figure = stated_number(said, kind, scenario.round_days, alike=scenario.pace.alike)
    if isinstance(figure, Misstated):
        advice = f"; {figure.advice}" if figure.advice else ""
        raise UsageError(f"{number.path}: expected {kind.expected}; got '{words}'{advice}")
    value, per_days = figure
    if kind.per_time and value != 0 and per_days != number.per_days:
        raise UsageError(f"{number.path}: expected the period it is stated in; got '{words}'")
    return value
