"""Published scales of likelihood words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

YardstickName = Literal["icd203", "phia"]


@dataclass(frozen=True)
class Band:
    """One likelihood word and the probabilities, from `low` to `high`, that it stands for."""

    word: str
    low: float
    high: float


@dataclass(frozen=True)
class Yardstick:
    """A published scale of likelihood words, lowest first; `citation` says whose it is.

    A page uses one yardstick only. Where a scale leaves gaps between its bands, a probability in a gap
    takes the word of the nearer band.
    """

    name: str
    citation: str
    bands: tuple[Band, ...]

    def word(self, probability: float) -> str:
        """The likelihood word for a probability in 0..1; on an edge shared by two bands, the higher."""
        for lower, upper in zip(self.bands, self.bands[1:], strict=False):
            if probability < (lower.high + upper.low) / 2:
                return lower.word
        return self.bands[-1].word


YARDSTICKS: dict[YardstickName, Yardstick] = {
    "icd203": Yardstick(
        name="ICD 203",
        citation="Office of the Director of National Intelligence, Intelligence Community Directive 203",
        bands=(
            Band("almost no chance", 0.01, 0.05),
            Band("very unlikely", 0.05, 0.20),
            Band("unlikely", 0.20, 0.45),
            Band("roughly even", 0.45, 0.55),
            Band("likely", 0.55, 0.80),
            Band("very likely", 0.80, 0.95),
            Band("almost certain", 0.95, 0.99),
        ),
    ),
    "phia": Yardstick(
        name="UK probability yardstick",
        citation="Professional Head of Intelligence Assessment, Probability Yardstick",
        bands=(
            Band("remote chance", 0.00, 0.05),
            Band("highly unlikely", 0.10, 0.20),
            Band("unlikely", 0.25, 0.35),
            Band("realistic possibility", 0.40, 0.50),
            Band("likely", 0.55, 0.75),
            Band("highly likely", 0.80, 0.90),
            Band("almost certain", 0.95, 1.00),
        ),
    ),
}
