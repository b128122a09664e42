"""A model's outlook beside the outside view: the same kinds of ending, by the same dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from parley.game.names import Ending, EndingKind
from parley.outside_view.classes import KINDS, SETTLEMENT, VICTORY
from parley.outside_view.curve import ANY, Incidence, age_in_months, hazards_at, incidence
from parley.outside_view.hazards import LEVEL, Hazard, exact_interval
from parley.outside_view.pooling import Pooled, pooled
from parley.outside_view.stated import StatedView

COUNTED = {EndingKind.SETTLEMENT: SETTLEMENT, EndingKind.COLLAPSE: VICTORY}
"""What an ending of the model counts as where nothing else is stated."""


@dataclass(frozen=True)
class BandRow:
    """A band of age of the class: wars at risk, and the rate of each kind with its exact interval."""

    start: float
    upto: float | None
    at_risk: int
    hazards: Mapping[str, Hazard]


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
class OutsideView:
    """How wars of a class have ended, from `as_of` on, beside what the model says of this one.

    `age` is that of the war at as_of, in months; `now` the band it is in. `days` are the dates of all series.
    `model` maps each kind, and `any`, to the model's cumulative probability; `outside` has the class's, with
    its interval at `level`; `pooled` is there where a weight is stated.
    """

    name: str
    source: str
    note: str
    war_began: date
    as_of: date
    age: float
    level: float
    bands: tuple[BandRow, ...]
    now: int
    days: tuple[date, ...]
    kinds: Mapping[str, str | None]
    outside: Incidence
    model: Mapping[str, tuple[float, ...]]
    weight: float
    pooled: Pooled | None
    reason: str

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
