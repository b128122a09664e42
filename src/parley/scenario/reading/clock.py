"""Read the dates of a scenario: the day it speaks from, the length of a round, the horizon."""

from __future__ import annotations

import math
from datetime import date

from parley.scenario.forms import ScenarioForm
from parley.scenario.reading.desk import Clock, Desk
from parley.scenario.reading.numbers.amounts import plain_day
from parley.scenario.reading.numbers.units import DURATION, Misstated, stated_number
from parley.scenario.reading.saying import described

MOST_ROUNDS = 10_000
LONGEST_ROUND = 366.0


def read_clock(desk: Desk, form: ScenarioForm) -> Clock:
    """Read as_of, round and horizon; the number of rounds is rounded up to whole ones."""
    as_of = plain_day(desk, form.as_of, ("as_of",))
    clock = Clock(as_of, _round_days(desk, form.round))
    clock.horizon_moved = any(desk.is_changed((key,)) for key in ("as_of", "round", "horizon"))
    clock.rounds = _rounds(desk, form.horizon, clock)
    return clock


def _round_days(desk: Desk, raw: object) -> float:
    """Read the length of a round in days."""
    expected = "the length of a round, such as 7 days"
    figure = stated_number(raw, DURATION, float("nan"))
    if isinstance(figure, Misstated):
        desk.fault(("round",), figure.slug, expected, figure.got, figure.advice)
        return float("nan")
    days = figure[0]
    if math.isnan(days):
        desk.fault(("round",), "unit-absurd", expected, described(raw), "a round cannot be stated in rounds")
    elif not 1 / 24 <= days <= LONGEST_ROUND:
        desk.fault(("round",), "out-of-range", "an hour to a year", described(raw))
        return float("nan")
    return days


def _rounds(desk: Desk, raw: object, clock: Clock) -> int | None:
    """Read the horizon, a date or a length of time, as a number of rounds."""
    expected = "a date after as_of, or a length such as '40 rounds' or '18 months'"
    place = ("horizon",)
    if _looks_like_date(raw):
        day = plain_day(desk, raw, place)
        if day is None or clock.as_of is None:
            return None
        days = float((day - clock.as_of).days)
    else:
        figure = stated_number(raw, DURATION, clock.round_days)
        if isinstance(figure, Misstated):
            desk.fault(place, figure.slug, expected, figure.got, figure.advice)
            return None
        days = figure[0]
    if days <= 0:
        desk.fault(place, "date-before-as-of", expected, f"{described(raw)}, with as_of {clock.as_of}")
        return None
    if math.isnan(days) or math.isnan(clock.round_days):
        return None
    # A horizon a whole number of rounds away must not gain one by the rounding of a product.
    rounds = max(1, math.ceil(days / clock.round_days - 1e-9))
    if rounds > MOST_ROUNDS:
        desk.fault(place, "out-of-range", f"at most {MOST_ROUNDS:,} rounds", f"{rounds:,} rounds")
        return None
    if clock.as_of and days > (date.max - clock.as_of).days:
        desk.fault(place, "out-of-range", "a day before the year 10000", described(raw))
    return rounds


def _looks_like_date(raw: object) -> bool:
    return isinstance(raw, str) and raw[:4].isdigit() and raw[4:5] == "-"
