"""Reference classes: how many wars of a kind ended, how, at what age, and how long they were at risk."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

VICTORY = "victory"
SETTLEMENT = "stalemate_or_compromise"
OTHERWISE = "otherwise"
KINDS = (VICTORY, SETTLEMENT, OTHERWISE)
"""How a war ends, in the words of the war lists."""

KIND_NAMES = {VICTORY: "victory", SETTLEMENT: "stalemate or compromise", OTHERWISE: "otherwise"}

SHIPPED = Path(__file__).with_name("life_table.csv")
SHIPPED_SOURCE = (
    "counts worked out from the list of inter-state wars of the Correlates of War project, version 4.0 "
    "(Sarkees and Wayman 2010, Resort to War): 95 wars of at least 1,000 battle deaths, 1816-2007; the two "
    "spells of a war that paused are one war, unknown days the middle of the month"
)


@dataclass(frozen=True)
class Band:
    """Wars between two ages in months: at risk at its start, ended within it by kind, months spent in it.

    `upto` is None where the band has no end.
    """

    start: float
    upto: float | None
    at_risk: int
    ended: Mapping[str, int]
    exposure: float

    @property
    def any_end(self) -> int:
        """How many ended in any way."""
        return sum(self.ended.values())


@dataclass(frozen=True)
class ReferenceClass:
    """A class of wars by bands of age, with where its counts come from; `note` says what was selected."""

    name: str
    source: str
    bands: tuple[Band, ...]
    note: str = ""

    @property
    def wars(self) -> int:
        """How many wars the class holds."""
        return self.bands[0].at_risk if self.bands else 0


def shipped_classes() -> dict[str, ReferenceClass]:
    """The classes that come with Parley, by name."""
    found: dict[str, list[Band]] = {}
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ended = {
                VICTORY: int(row["ended_by_victory"]),
                SETTLEMENT: int(row["ended_by_stalemate_or_compromise"]),
                OTHERWISE: int(row["ended_otherwise"]),
            }
            upto = float(row["age_to_months"]) if row["age_to_months"] else None
            start, exposure = float(row["age_from_months"]), float(row["exposure_months"])
            band = Band(start, upto, int(row["at_risk"]), ended, exposure)
            found.setdefault(row["population"], []).append(band)
    return {name: ReferenceClass(name, SHIPPED_SOURCE, tuple(bands)) for name, bands in found.items()}


def merged(reference: ReferenceClass, edges: Sequence[float]) -> ReferenceClass:
    """A class with fewer bands, which begin at `edges`; ValueError where one is no edge of the class.

    Few wars grow old: merging late bands trades the shape of the hazard for counts one can say something of.
    """
    known = [band.start for band in reference.bands]
    if strange := [edge for edge in edges if edge not in known]:
        listed = ", ".join(f"{start:g}" for start in known)
        raise ValueError(f"{strange[0]:g} months is no edge of its bands; these are {listed}")
    starts = sorted({known[0], *edges})
    stops = [*starts[1:], float("inf")]
    bands = [
        _together([band for band in reference.bands if start <= band.start < stop])
        for start, stop in zip(starts, stops, strict=True)
    ]
    return ReferenceClass(reference.name, reference.source, tuple(bands), reference.note)


def _together(bands: Sequence[Band]) -> Band:
    ended = {kind: sum(band.ended[kind] for band in bands) for kind in KINDS}
    exposure = round(sum(band.exposure for band in bands), 9)
    return Band(bands[0].start, bands[-1].upto, bands[0].at_risk, ended, exposure)


def bands_between(edges: Iterable[float]) -> list[tuple[float, float | None]]:
    """Bands of age that begin at each edge, the last without an end."""
    starts = sorted({0.0, *edges})
    return [*pairwise(starts), (starts[-1], None)]
