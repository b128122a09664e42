"""List every number of a scenario, as stated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date

from parley.scenario.parts import Gesture, Scenario
from parley.scenario.parts.instruments.payments import negated
from parley.scenario.quantities import Number, Quantity

_PLAIN = frozenset({str, float, int, bool, type(None), date})
_FIELDS: dict[type, tuple[str, ...]] = {}


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
    """The numbers of the parts in order; a gesture's cost comes with the sign it was stated with."""
    waiting: list[object] = [part]
    while waiting:
        now = waiting.pop()
        kind = type(now)
        # Most of what a scenario holds is words and plain figures.
        if kind in _PLAIN:
            continue
        if isinstance(now, Number):
            yield now
        elif isinstance(now, Gesture):
            waiting.append(_as_stated(now))
        elif isinstance(now, Mapping):
            waiting.extend(reversed(tuple(now.values())))
        elif isinstance(now, tuple):
            waiting.extend(reversed(now))
        else:
            waiting.extend(getattr(now, name) for name in _fields_backward(kind))


def _fields_backward(kind: type) -> tuple[str, ...]:
    """The fields of a part, the last one first; none of what is no part."""
    if kind not in _FIELDS:
        known = fields(kind) if is_dataclass(kind) else ()
        _FIELDS[kind] = tuple(field.name for field in reversed(known))
    return _FIELDS[kind]


def _as_stated(gesture: Gesture) -> dict[str, Quantity]:
    own = gesture.worth[gesture.by]
    return {
        **gesture.worth,
        gesture.by: replace(own, numbers=tuple(negated(number) for number in own.numbers)),
    }
