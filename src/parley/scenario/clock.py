"""Read the dates of a scenario: the day it speaks from, the length of a round, the horizon."""

from __future__ import annotations

import math
from datetime import date

from parley.scenario.parts.whole import ScenarioForm
from parley.scenario.quantities.amounts import plain_day
from parley.scenario.quantities.units import DURATION, Misstated, stated_number
from parley.scenario.reading.diagnostics import Clock, Diagnostics
from parley.scenario.reading.saying import described

MOST_ROUNDS = 10_000
LONGEST_ROUND = 366.0


def read_clock(diag: Diagnostics, form: ScenarioForm) -> Clock:
    """Read as_of, round and horizon; the number of rounds is rounded up to whole ones."""
    as_of = plain_day(diag, form.as_of, ("as_of",))
    clock = Clock(as_of, _round_days(diag, form.round))
    clock.horizon_moved = any(diag.is_changed((key,)) for key in ("as_of", "round", "horizon"))
    clock.rounds = _rounds(diag, form.horizon, clock)
    return clock


def _round_days(diag: Diagnostics, raw: object) -> float:
    """Read the length of a round in days."""
    expected = "the length of a round, such as 7 days"
    figure = stated_number(raw, DURATION, float("nan"))
    if isinstance(figure, Misstated):
        diag.fault(("round",), figure.slug, expected, figure.got, figure.advice)
        return float("nan")
    days = figure[0]
    if math.isnan(days):
        diag.fault(("round",), "unit-absurd", expected, described(raw), "a round cannot be stated in rounds")
    elif not 1 / 24 <= days <= LONGEST_ROUND:
        diag.fault(("round",), "out-of-range", "an hour to a year", described(raw))
        return float("nan")
    return days


def _rounds(diag: Diagnostics, raw: object, clock: Clock) -> int | None:
    """Read the horizon, a date or a length of time, as a number of rounds."""
    expected = "a date after as_of, or a length such as '40 rounds' or '18 months'"
    place = ("horizon",)
    if _looks_like_date(raw):
        day = plain_day(diag, raw, place)
        if day is None or clock.as_of is None:
            return None
        days = float((day - clock.as_of).days)
        clock.stated_horizon = day
    else:
        figure = stated_number(raw, DURATION, clock.round_days)
        if isinstance(figure, Misstated):
            diag.fault(place, figure.slug, expected, figure.got, figure.advice)
            return None
        days = figure[0]
    if days <= 0:
        diag.fault(place, "date-before-as-of", expected, f"{described(raw)}, with as_of {clock.as_of}")
        return None
    if math.isnan(days) or math.isnan(clock.round_days):
        return None
    # A horizon a whole number of rounds away must not gain one by the rounding of a product.
    rounds = max(1, math.ceil(days / clock.round_days - 1e-9))
    if rounds > MOST_ROUNDS:
        diag.fault(place, "out-of-range", f"at most {MOST_ROUNDS:,} rounds", f"{rounds:,} rounds")
        return None
    if clock.as_of and days > (date.max - clock.as_of).days:
        diag.fault(place, "out-of-range", "a day before the year 10000", described(raw))
    return rounds


def _looks_like_date(raw: object) -> bool:
    return isinstance(raw, str) and raw[:4].isdigit() and raw[4:5] == "-"
