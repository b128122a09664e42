"""Dates and lengths of time, turned into rounds and amounts per round."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol

import numpy as np

from parley.game import Ints
from parley.scenario.parts import Patience, Scenario
from parley.scenario.quantities import Number

YEAR_DAYS = 365.25


def date_of(scenario: Scenario, round_index: int) -> date:
    """The date on which a round starts."""
    return scenario.as_of + timedelta(days=scenario.pace.until(round_index))


class Dated(Protocol):
    """What holds from a day to before another; None leaves that side open."""

    @property
    def starts(self) -> date | None:
        """The first day it holds."""

    @property
    def ends(self) -> date | None:
        """The day from which it holds no more."""


def is_active(scenario: Scenario, term: Dated, round_index: int) -> bool:
    """Whether a dated term counts in a round; a term without dates always does."""
    day = date_of(scenario, round_index)
    return (term.starts is None or term.starts <= day) and (term.ends is None or day < term.ends)


def stretches(
    scenario: Scenario, terms: Iterable[Dated], apart: frozenset[int] = frozenset()
) -> tuple[Ints, tuple[int, ...]]:
    """Stretches of equally long rounds in which the same terms count; a round `apart` is one of its own.

    Returns the stretch of every round, shape [t], and one representative round for each stretch.
    """
    dated = [term for term in terms if term.starts or term.ends]
    seen: dict[tuple[bool | float, ...], int] = {}
    pace = scenario.pace
    representatives: list[int] = []
    index = np.zeros(scenario.rounds, dtype=np.int64)
    for t in range(scenario.rounds):
        active = (is_active(scenario, term, t) for term in dated)
        signature = (*active, pace.length(t), *((t,) if t in apart else ()))
        if signature not in seen:
            seen[signature] = len(representatives)
            representatives.append(t)
        index[t] = seen[signature]
    return index, tuple(representatives)


def flow_per_round(scenario: Scenario, number: Number, t: int) -> float:
    """A flow of points, as points in round t."""
    days = scenario.pace.length(t)
    return number.value * days / (number.per_days or days)


def stated_periods(scenario: Scenario, numbers: Sequence[Number]) -> tuple[float, ...]:
    """The periods, in days, in which these rates are stated, the shortest first; a rate of 0 has none."""
    found = {n.per_days or scenario.round_days for n in numbers if n.value}
    return tuple(sorted(found)) or (scenario.round_days,)


def discount_per_round(scenario: Scenario, patience: Patience, t: int) -> float:
    """The share of a worth that remains after round t."""
    days, number = scenario.pace.length(t), patience.number
    if number is None:
        return 1.0
    if patience.kind == "half_life":
        return float(0.5 ** (days / number.value))
    if patience.kind == "yearly":
        return float(number.value ** (days / YEAR_DAYS))
    return float(number.value ** (days / (number.per_days or days)))
