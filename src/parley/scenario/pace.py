"""How long rounds are: all alike, or weeks first and months later."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Longer:
    """From round `start` on, rounds last `days`."""

    start: int
    days: float


@dataclass(frozen=True)
class Pace:
    """The lengths of rounds, in days: `days` from the first one on, and then as each of `later` says."""

    days: float
    later: tuple[Longer, ...] = ()

    @property
    def alike(self) -> bool:
        """Whether all rounds are equally long."""
        return not self.later

    @property
    def unit(self) -> float:
        """What `round` means as a length of time; NaN where rounds differ, so that it means none."""
        return self.days if self.alike else math.nan

    @property
    def lengths(self) -> tuple[float, ...]:
        """Every length there is, in order."""
        return (self.days, *(one.days for one in self.later))

    def length(self, t: int) -> float:
        """The days round t lasts."""
        return next((one.days for one in reversed(self.later) if one.start <= t), self.days)

    def until(self, t: int) -> float:
        """The days from the first round to the start of round t."""
        days, start, passed = self.days, 0, 0.0
        for one in self.later:
            if one.start >= t:
                break
            passed += days * (one.start - start)
            days, start = one.days, one.start
        return passed + days * (t - start)

    def round_of(self, days: float) -> int:
        """The round that a day so many days after the first falls in."""
        length, start, passed = self.days, 0, 0.0
        for one in self.later:
            after = passed + length * (one.start - start)
            if days < after:
                break
            length, start, passed = one.days, one.start, after
        return start + int((days - passed) // length)

    def nearest(self, days: float) -> int:
        """The round whose start lies nearest to so many days after the first."""
        if self.alike:
            return round(days / self.days)
        t = self.round_of(days)
        return t if days - self.until(t) <= self.until(t + 1) - days else t + 1

    def rounds_in(self, days: float) -> int:
        """How many rounds begin before so many days have passed; one at least."""
        t = max(self.round_of(days), 0)
        # A number of whole rounds must not gain one by the rounding of a product.
        return max(1, t + math.ceil((days - self.until(t)) / self.length(t) - 1e-9))

    def stages(self, rounds: int) -> tuple[tuple[int, float], ...]:
        """How many rounds last how long, in order, up to a number of rounds."""
        starts = [0, *(one.start for one in self.later), rounds]
        counts = [max(min(end, rounds) - min(start, rounds), 0) for start, end in pairwise(starts)]
        return tuple((count, days) for count, days in zip(counts, self.lengths, strict=True) if count)

    def scaled(self, by: float) -> Pace:
        """Rounds so many times as long, fewer of them in each stage."""
        later = tuple(Longer(math.ceil(one.start / by - 1e-9), by * one.days) for one in self.later)
        return Pace(by * self.days, later)

    def words(self, rounds: int) -> str:
        """Rounds in words: '26 rounds of 7 days, then 12 of 28 days'."""
        first, *rest = self.stages(rounds)
        said = f"{first[0]:,} {'round' if first[0] == 1 else 'rounds'} of {first[1]:g} days"
        return said + "".join(f", then {count:,} of {days:g} days" for count, days in rest)
