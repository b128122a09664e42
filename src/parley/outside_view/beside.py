"""A model's outlook beside the outside view: the same kinds of ending, by the same dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from parley.files.results import Result
from parley.game.names import Ending, EndingKind
from parley.outside_view.classes import KINDS, SETTLEMENT, VICTORY
from parley.outside_view.curve import ANY, Incidence, age_in_months, hazards_at, incidence
from parley.outside_view.hazards import LEVEL, Hazard, exact_interval
from parley.outside_view.pooling import Pooled, pooled
from parley.outside_view.stated import StatedView

COUNTED = {EndingKind.SETTLEMENT: SETTLEMENT, EndingKind.COLLAPSE: VICTORY}
"""What an ending of the model counts as where nothing else is stated."""


@dataclass(frozen=True)
class BandRow(Result):
    """A band of age of the class: wars at risk, and the rate of each kind with its exact interval."""

    start: float
    """age from which it counts, in months"""
    upto: float | None
    """age up to which it counts; null where it has no end"""
    at_risk: int
    """how many wars reached it"""
    hazards: Mapping[str, Hazard]
    """kind of ending, and `any` -> its monthly rate"""


@dataclass(frozen=True)
class Disagreement:
    """A date by which the model's probability of a kind lies outside the interval of the class."""

    kind: str
    day: date
    model: float
    low: float
    middle: float
    high: float

    @property
    def above(self) -> bool:
        """Whether the model says more than the class."""
        return self.model > self.high


@dataclass(frozen=True)
class OutsideView(Result):
    """How wars of a class have ended, from `as_of` on, beside what the model says of this one."""

    name: str
    """the reference class"""
    source: str
    """where its counts come from"""
    note: str
    """what the case says of the choice"""
    war_began: date
    """when the war began"""
    as_of: date
    """the first day"""
    age: float
    """how old the war is on that day, in months"""
    level: float
    """the level of all intervals"""
    bands: tuple[BandRow, ...]
    """the class by age of wars"""
    now: int
    """the band this war is in, counted from 0"""
    days: tuple[date, ...]
    """the dates of all series"""
    kinds: Mapping[str, str | None]
    """ending of the model -> the kind it counts as; null where it counts as none"""
    outside: Incidence
    """what the class says of each date"""
    model: Mapping[str, tuple[float, ...]]
    """kind, and `any` -> the model's cumulative probability by date"""
    weight: float
    """the weight of the class where the two are pooled; 0 where they are not"""
    pooled: Pooled | None
    """the two together; null where no weight is stated"""
    reason: str
    """why the case says this war should differ; empty where it does not"""

    def disagreements(self) -> tuple[Disagreement, ...]:
        """By the last date, which of settlement and any ending lie outside the interval of the class."""
        found = []
        for kind in (SETTLEMENT, ANY):
            model, low, high = self.model[kind][-1], self.outside.low[kind][-1], self.outside.high[kind][-1]
            # Readers see whole per cents; what these do not show is no disagreement.
            if not round(low, 2) <= round(model, 2) <= round(high, 2):
                middle = self.outside.middle[kind][-1]
                found.append(Disagreement(kind, self.days[-1], model, low, middle, high))
        return tuple(found)


def kind_of(ending: str, counts_as: Mapping[str, str | None]) -> str | None:
    """What an ending of the model counts as among wars: as stated, or by what it is."""
    if ending in counts_as:
        return counts_as[ending]
    return COUNTED.get(Ending(ending).kind)


def beside(
    view: StatedView,
    endings: Mapping[str, Sequence[float]],
    days: Sequence[date],
    level: float = LEVEL,
) -> OutsideView:
    """Put a model's cumulative probabilities of its endings beside the reference class, date by date."""
    kinds = {name: kind_of(name, view.counts_as) for name in endings}
    model = {
        kind: tuple(
            float(sum(path[t] for name, path in endings.items() if kinds[name] == kind))
            for t in range(len(days))
        )
        for kind in KINDS
    }
    model[ANY] = tuple(sum(model[kind][t] for kind in KINDS) for t in range(len(days)))
    age = age_in_months(view.war_began, days[0])
    reference = view.reference
    bands = tuple(
        BandRow(
            band.start,
            band.upto,
            band.at_risk,
            {kind: exact_interval(band.ended[kind], band.exposure, level) for kind in KINDS}
            | {ANY: exact_interval(band.any_end, band.exposure, level)},
        )
        for band in reference.bands
    )
    together = None
    if view.weight > 0:
        together = pooled(endings, kinds, days, reference=reference, began=view.war_began, weight=view.weight)
    return OutsideView(
        name=reference.name,
        source=reference.source,
        note=reference.note,
        war_began=view.war_began,
        as_of=days[0],
        age=age,
        level=level,
        bands=bands,
        now=reference.bands.index(hazards_at(reference, age)),
        days=tuple(days),
        kinds=kinds,
        outside=incidence(reference, view.war_began, days[0], days, level),
        model=model,
        weight=view.weight,
        pooled=together,
        reason=view.reason,
    )
