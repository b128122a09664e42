"""Ground that changed hands, from dated facts: how much in a stretch of days, by series of facts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from parley.languages import worded, written
from parley.record.rows import Fact

_AREA_RATE = re.compile(r"(km2|km²|sq km|square (?:kilometres|miles)) per (day|week|month|year)")
_PERIOD = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_DAYS_IN = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}


@dataclass(frozen=True)
class Ground:
    """Area gained a day, low and high, on average over those `days` that a fact covers; their ids."""

    series: str
    unit: str
    low: float
    high: float
    days: int
    facts: tuple[str, ...]

    @property
    def middle(self) -> float:
        """Half way between low and high."""
        return 0.5 * (self.low + self.high)

    def __str__(self) -> str:
        span = (
            f"{self.low:.1f}"
            if self.low == self.high
            else worded("{low} to {high}", low=written(self.low, ".1f"), high=written(self.high, ".1f"))
        )
        days = worded("1 day") if self.days == 1 else worded("{days} days", days=self.days)
        return worded(
            "{series}: {span} {unit} a day over {days} ({list})",
            series=self.series,
            span=span,
            unit=self.unit,
            days=days,
            list=" ".join(self.facts),
        )


@dataclass(frozen=True)
class _Measured:
    """A fact that measures ground, spread evenly over the days of its period."""

    fact: str
    series: str
    unit: str
    first: date
    last: date
    low: float
    high: float
    fits: bool
    """whether the rate is that of just this period, so that nothing is averaged"""

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1


def ground_on(facts: Iterable[Fact], days: Iterable[date]) -> tuple[Ground, ...]:
    """Ground gained on these days by series, where any fact covers one; of several the shortest period wins.

    A fact measures ground if its unit is an area per day, week, month or year and its `as_of` a year, a
    month or a day. Its series is its parameter up to the first comma.
    """
    measured = [one for fact in facts if (one := _measured(fact))]
    asked = sorted(set(days))
    found = []
    for series, unit in dict.fromkeys((one.series, one.unit) for one in measured):
        of_it = sorted(
            (one for one in measured if one.series == series), key=lambda one: (one.length, not one.fits)
        )
        covering = [
            one
            for day in asked
            if (one := next((m for m in of_it if m.first <= day <= m.last), None)) is not None
        ]
        if covering:
            count = len(covering)
            low, high = (sum(getattr(one, end) for one in covering) / count for end in ("low", "high"))
            named = tuple(sorted({one.fact for one in covering}))
            found.append(Ground(series, unit, low, high, count, named))
    return tuple(found)


def measured_days(fact: Fact) -> Iterable[date]:
    """The days of which a fact says how much ground was gained; none where it measures none."""
    one = _measured(fact)
    return () if one is None else (one.first + timedelta(days=n) for n in range(one.length))


def days_of(first: date, last: date) -> Iterable[date]:
    """Every day from the first on and before the last, or the day itself where they are one."""
    return (first + timedelta(days=n) for n in range(max(1, (last - first).days)))


def _measured(fact: Fact) -> _Measured | None:
    unit, period = _AREA_RATE.fullmatch(fact.unit.strip()), _PERIOD.fullmatch(fact.as_of.strip())
    if unit is None or period is None or (fact.low is None and fact.high is None):
        return None
    try:
        first, last, whole = _ends(period)
    except ValueError:
        return None
    low = fact.high if fact.low is None else fact.low
    high = low if fact.high is None else fact.high
    assert low is not None
    assert high is not None
    # What was gained in a month is spread over the days of that very month.
    per = float((last - first).days + 1) if unit[2] == whole else _DAYS_IN[unit[2]]
    series = fact.parameter.split(",")[0].strip()
    return _Measured(fact.id, series, unit[1], first, last, low / per, high / per, unit[2] == whole)


def _ends(period: re.Match[str]) -> tuple[date, date, str]:
    year, month, day = (int(part) if part else 0 for part in period.groups())
    if day:
        return date(year, month, day), date(year, month, day), "day"
    if month:
        after = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), after - timedelta(days=1), "month"
    return date(year, 1, 1), date(year, 12, 31), "year"
