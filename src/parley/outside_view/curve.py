"""From hazards by age to the probability of each kind of ending by date, given how old the war is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from parley.files.results import Result
from parley.outside_view.classes import KINDS, Band, ReferenceClass
from parley.outside_view.hazards import LEVEL, weighted_interval

MONTH_DAYS = 365.25 / 12
ANY = "any"


@dataclass(frozen=True)
class Incidence(Result):
    """Probability, by date, that a war that has lasted until the first date has ended in some way."""

    middle: Mapping[str, tuple[float, ...]]
    """kind, and `any` -> the probability, for each date"""
    low: Mapping[str, tuple[float, ...]]
    """kind, and `any` -> the lower end of its interval"""
    high: Mapping[str, tuple[float, ...]]
    """kind, and `any` -> the upper end of its interval"""


@dataclass(frozen=True)
class _Stretch:
    """A stretch of months within one band of age."""

    months: float
    band: Band


def age_in_months(began: date, day: date) -> float:
    """How old a war that began on one day is on another."""
    return (day - began).days / MONTH_DAYS


def incidence(
    reference: ReferenceClass, began: date, as_of: date, days: Sequence[date], level: float = LEVEL
) -> Incidence:
    """Cumulative incidence of each kind of ending from `as_of` to each day, with its interval.

    Hazards are constant within a band; kinds compete. An interval moves one kind's hazard between the ends
    of the interval of its sum over the bands crossed (Fay and Feuer 1997; exact where that is one band) and
    leaves the others at their rates.
    """
    series: dict[str, tuple[list[float], list[float], list[float]]] = {
        kind: ([], [], []) for kind in (*KINDS, ANY)
    }
    start = age_in_months(began, as_of)
    for day in days:
        stretches = _crossed(reference, start, age_in_months(began, day))
        rates = {kind: [s.band.ended[kind] / s.band.exposure for s in stretches] for kind in KINDS}
        for kind in (*KINDS, ANY):
            for at, value in zip(series[kind], _at(stretches, rates, kind, level), strict=True):
                at.append(value)
    middle, low, high = ({kind: tuple(found[at]) for kind, found in series.items()} for at in range(3))
    return Incidence(middle, low, high)


def hazards_at(reference: ReferenceClass, age: float) -> Band:
    """The band an age in months lies in; the last where a war is older than all."""
    for band in reference.bands:
        if band.upto is None or age < band.upto:
            return band
    return reference.bands[-1]


def _crossed(reference: ReferenceClass, start: float, stop: float) -> list[_Stretch]:
    found = []
    last = reference.bands[-1]
    for band in reference.bands:
        upto = math.inf if band is last or band.upto is None else band.upto
        months = min(stop, upto) - max(start, band.start)
        if months > 0:
            found.append(_Stretch(months, band))
    return found


def _at(
    stretches: list[_Stretch], rates: Mapping[str, list[float]], kind: str, level: float
) -> tuple[float, float, float]:
    """Middle, low and high cumulative incidence of one kind at the end of the stretches."""
    if not stretches:
        return 0.0, 0.0, 0.0
    months = [s.months for s in stretches]
    weights = [s.months / s.band.exposure for s in stretches]
    if kind == ANY:
        counts = [s.band.any_end for s in stretches]
        sums = weighted_interval(counts, weights, level)
        return tuple(-math.expm1(-total) for total in sums)  # type: ignore[return-value]
    counts = [s.band.ended[kind] for s in stretches]
    others = [sum(rates[k][n] for k in KINDS if k != kind) for n in range(len(stretches))]
    middle, low, high = weighted_interval(counts, weights, level)
    own = rates[kind]

    def moved(total: float) -> float:
        # A class in which nothing of the kind was seen has no shape to scale: the rate is taken as constant.
        scaled = [r * total / middle for r in own] if middle else [total / sum(months)] * len(own)
        return _competing(months, scaled, others)

    return moved(middle), moved(low), moved(high)


def _competing(months: list[float], own: list[float], others: list[float]) -> float:
    """Cumulative incidence of one cause among competing ones, hazards constant on each stretch."""
    surviving, ended = 1.0, 0.0
    for length, rate, rest in zip(months, own, others, strict=True):
        total = rate + rest
        if total > 0:
            gone = -math.expm1(-total * length)
            ended += surviving * rate / total * gone
            surviving *= 1.0 - gone
    return ended
