"""Between what the spread of the outcomes is shared out, as far as the draws go."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parley.game import Floats
from parley.scenario.quantities import Number
from parley.sensitivity.influence.evidence import Group, group_of
from parley.sensitivity.influence.screening import Screening
from parley.sensitivity.influence.sobol import Together

ENOUGH_BASES, MOST_BASES = (64, 32, 16), 1024
LEAST_SHARED, MOST_SHARED = 6, 10
MOST_GROUPED = 6

SLIGHT, SLIGHT_GROUP = 0.02, 0.05
"""A number, or a group, whose effect is below this part of the largest is not worth its draws."""


@dataclass(frozen=True)
class Sharing:
    """Single numbers by their places, groups of several numbers by name with the places of theirs, and the
    base draws that can be had. Each number and each group takes one solve of every base draw, which takes
    two more of its own.
    """

    numbers: tuple[int, ...]
    groups: dict[str, Together]
    bases: int

    @property
    def swapped(self) -> tuple[Together, ...]:
        """What is swapped together: each number by itself, then each group."""
        return (*((n,) for n in self.numbers), *self.groups.values())


def by_effect(screening: Screening) -> list[int]:
    """The numbers by their effect on any outcome, beside the largest effect on that outcome."""
    return [int(n) for n in np.argsort(-_beside_largest(screening.size), kind="stable")]


def members(numbers: Sequence[Number]) -> dict[Group, Together]:
    """The places of the numbers that are about the same party, lever, track and so on."""
    found: dict[Group, Together] = {}
    for n, number in enumerate(numbers):
        group = group_of(number.path)
        found[group] = (*found.get(group, ()), n)
    return found


def to_share(screening: Screening, numbers: Sequence[Number], left: int) -> Sharing | None:
    """Choose the numbers and groups that matter for any outcome, and how many base draws the rest affords.

    Fewer numbers and enough draws go before more numbers: shares from a handful of draws say nothing. Where
    the rest is too little for numbers and groups, groups go first.
    """
    weight = _beside_largest(screening.size)
    ranked = [n for n in by_effect(screening) if weight[n] >= SLIGHT]
    groups = _to_group(screening, numbers)
    for together in (groups, {}) if groups else ({},):
        for enough in ENOUGH_BASES:
            for count in range(min(MOST_SHARED, len(ranked)), min(LEAST_SHARED, len(ranked)) - 1, -1):
                bases = left // (count + len(together) + 2)
                if count and bases >= enough:
                    # Sobol's sequence is balanced at powers of two.
                    bases = min(MOST_BASES, 2 ** int(math.log2(bases)))
                    return Sharing(tuple(ranked[:count]), together, bases)
    return None


def _to_group(screening: Screening, numbers: Sequence[Number]) -> dict[str, Together]:
    """The groups of several numbers that matter most; none where all numbers are about the same."""
    groups = members(numbers)
    if len(groups) < 2:
        return {}
    weight = _beside_largest(np.stack([screening.size[list(m)].sum(axis=0) for m in groups.values()]))
    order = sorted(zip(weight, groups, strict=True), key=lambda one: -one[0])
    several = [name for heavy, name in order if heavy >= SLIGHT_GROUP and len(groups[name]) > 1]
    return {name: groups[name] for name in several[:MOST_GROUPED]}


def _beside_largest(size: Floats) -> Floats:
    """Effects [any, outcome] beside the largest on each outcome, the largest over outcomes."""
    return np.asarray((size / np.maximum(size.max(axis=0), 1e-300)).max(axis=1))
