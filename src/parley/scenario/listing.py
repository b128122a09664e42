"""List every number of a scenario, as stated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace

from parley.scenario.parts import Gesture, Scenario
from parley.scenario.parts.instruments.payments import negated
from parley.scenario.quantities import Number, Quantity


def all_numbers(scenario: Scenario) -> tuple[Number, ...]:
    """Return every number, stated or default, once each, in the order of the file's sections.

    A number that several places share (a pie's worth, one cost for all settings) comes once, whole.
    """
    found: dict[str, Number] = {}
    for number in _numbers(scenario):
        known = found.get(number.path)
        if known is None or _size(number) > _size(known):
            found[number.path] = number
    return tuple(found.values())


def _size(number: Number) -> tuple[float, float]:
    """Tell the whole of a number from its parts, which carry at most a part of its range."""
    return abs(number.value), (number.high or 0.0) - (number.low or 0.0)


def _numbers(part: object) -> Iterator[Number]:
    """Walk the parts in order; a gesture's cost comes with the sign it was stated with."""
    if isinstance(part, Number):
        yield part
    elif isinstance(part, Gesture):
        yield from _numbers(_as_stated(part))
    elif isinstance(part, Mapping):
        for inner in part.values():
            yield from _numbers(inner)
    elif isinstance(part, tuple):
        for inner in part:
            yield from _numbers(inner)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _numbers(getattr(part, field.name))


def _as_stated(gesture: Gesture) -> dict[str, Quantity]:
    own = gesture.worth[gesture.by]
    return {
        **gesture.worth,
        gesture.by: replace(own, numbers=tuple(negated(number) for number in own.numbers)),
    }
