"""Numbers that follow from others: what chances leave to the last of them, and defaults taken over."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from parley.scenario.parts import Scenario
from parley.scenario.quantities import Number


def chances_that_sum(scenario: Scenario) -> list[tuple[Number, ...]]:
    """Return the groups of chances that must sum to one: the analyst's weights, and each party's beliefs."""
    groups = [tuple(one.weight for one in side.kinds) for side in scenario.sides]
    groups += [tuple(chances.values()) for p in scenario.parties.values() for chances in p.beliefs.values()]
    return [group for group in groups if group]


def with_followers(scenario: Scenario, values: Mapping[str, float]) -> dict[str, float]:
    """Return the values with those added that follow from them."""
    found = dict(values)
    for group in chances_that_sum(scenario):
        _leave_the_rest(group, found)
    weights = {side.id: [one.weight for one in side.kinds] for side in scenario.sides}
    for party in scenario.parties.values():
        for side, chances in party.beliefs.items():
            _take_over_weights(tuple(chances.values()), weights[side], found)
    _take_over_precision(scenario, found)
    return found


def _leave_the_rest(group: Sequence[Number], found: dict[str, float]) -> None:
    """Give the chances that are not named what the named ones leave, shared in the proportions stated.

    Where nothing was stated of any of them, nothing follows; nor where all are named.
    """
    absent = [number for number in group if number.path not in found]
    if not absent or len(absent) == len(group):
        return
    left = 1 - sum(found[number.path] for number in group if number.path in found)
    if len(absent) == 1:
        found[absent[0].path] = left
        return
    stated = sum(number.value for number in absent)
    if math.isclose(left, stated, rel_tol=1e-12):
        return
    for number in absent:
        found[number.path] = left * number.value / stated if stated > 0 else left / len(absent)


def _take_over_weights(beliefs: Sequence[Number], weights: Sequence[Number], found: dict[str, float]) -> None:
    """Give beliefs that were not stated the analyst's weights, where those have changed."""
    if any(number.stated or number.path in found for number in beliefs):
        return
    for number, weight in zip(beliefs, weights, strict=False):
        if weight.path in found:
            found[number.path] = found[weight.path]


def _take_over_precision(scenario: Scenario, found: dict[str, float]) -> None:
    """Give an aftermath without a precision of its own that of the opportunist."""
    aftermath = scenario.aftermath
    if aftermath is None or aftermath.precision is None or aftermath.precision.stated:
        return
    own = scenario.parties[aftermath.opportunist].precision
    if own is not None and own.path in found:
        found.setdefault(aftermath.precision.path, found[own.path])
