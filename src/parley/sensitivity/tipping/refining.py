"""Bracket and refine the values of a number at which the answer tips."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from parley.files.results import Result
from parley.game.names import Name
from parley.sensitivity.tipping.point import Point

NARROW = 1 / 256
"""A bracket is narrow enough at this part of the whole stretch."""


class Unsolved(Exception):  # noqa: N818 - no fault of the case, but the end of a search
    """No point could be solved where one was looked for."""


class Tipping(StrEnum):
    """What can tip along a number."""

    LEADING_ENDING = "leading_ending"
    BARGAINING_RANGE = "bargaining_range"


@dataclass(frozen=True)
class TippingPoint(Result):
    """Between two values the answer tips, going up."""

    kind: Tipping
    """what tips"""
    low: float
    """the value up to which it is as before"""
    high: float
    """the value from which it is as after"""
    before: tuple[str, ...]
    """the ending; or the packages in range, each as plan, or plan:disposition where it is in range under that
    disposition alone"""
    after: tuple[str, ...]
    """the same, after"""


Label = Callable[[Point], tuple[str, ...]]


def refined(
    points: Sequence[Point], solved_at: Callable[[float], Point], width: float
) -> tuple[TippingPoint, ...]:
    """Find every change between neighbouring points and halve its bracket until it is narrow.

    Changes that lie between two neighbouring points and back again are not seen.
    """
    found: list[TippingPoint] = []
    labels: dict[Tipping, Label] = {Tipping.LEADING_ENDING: _leading, Tipping.BARGAINING_RANGE: _range}
    for kind, label in labels.items():
        for left, right in itertools.pairwise(points):
            found += _between(kind, label, left, right, solved_at, NARROW * width)
    return tuple(found)


def _between(
    kind: Tipping, label: Label, left: Point, right: Point, solved_at: Callable[[float], Point], narrow: float
) -> Iterator[TippingPoint]:
    """Halve the bracket; where something else holds in the middle there are two tipping points."""
    if label(left) == label(right):
        return
    middle = 0.5 * (left.value + right.value)
    if right.value - left.value > narrow:
        try:
            between = solved_at(middle)
        except Unsolved:
            # The bracket stays as wide as it is, and is told as such.
            pass
        else:
            yield from _between(kind, label, left, between, solved_at, narrow)
            yield from _between(kind, label, between, right, solved_at, narrow)
            return
    yield TippingPoint(kind, left.value, right.value, label(left), label(right))


def _leading(point: Point) -> tuple[str, ...]:
    return (point.leading,)


def _range(point: Point) -> tuple[str, ...]:
    return tuple(
        Name.joined(plan, disposition) if disposition else plan
        for plan, dispositions in sorted(point.in_range.items())
        for disposition in dispositions
    )
