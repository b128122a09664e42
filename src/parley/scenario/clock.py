"""Read the dates of a scenario: the day it speaks from, the length of a round, the horizon."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta

from parley.files import Place
from parley.scenario.pace import Longer, Pace
from parley.scenario.parts.whole import RoundsForm, ScenarioForm
from parley.scenario.quantities.amounts import plain_day
from parley.scenario.quantities.units import DURATION, Misstated, stated_number
from parley.scenario.reading.diagnostics import Clock, Diagnostics
from parley.scenario.reading.saying import described
from parley.scenario.reading.shape import shaped

MOST_ROUNDS = 10_000
LONGEST_ROUND = 366.0
_COUNTED = re.compile(r"\s*(\d{1,6})\s*rounds?\s*", re.IGNORECASE)


def read_clock(diag: Diagnostics, form: ScenarioForm) -> Clock:
    """Read as_of, round and horizon; the number of rounds is rounded up to whole ones."""
    as_of = plain_day(diag, form.as_of, ("as_of",))
    clock = Clock(as_of)
    if isinstance(form.round, list):
        clock.round_days, clock.longer = _lengths(diag, form.round, as_of)
    else:
        clock.round_days = _round_days(diag, form.round, ("round",))
    clock.horizon_moved = any(diag.is_changed((key,)) for key in ("as_of", "round", "horizon"))
    clock.rounds = _rounds(diag, form.horizon, clock)
    return clock


def _round_days(diag: Diagnostics, raw: object, place: Place) -> float:
    """Read the length of a round in days."""
    expected = "the length of a round, such as 7 days"
    figure = stated_number(raw, DURATION, float("nan"))
    if isinstance(figure, Misstated):
        diag.fault(place, figure.slug, expected, figure.got, figure.advice)
        return float("nan")
    days = figure[0]
    if math.isnan(days):
        diag.fault(place, "unit-absurd", expected, described(raw), "a round cannot be stated in rounds")
    elif not 1 / 24 <= days <= LONGEST_ROUND:
        diag.fault(place, "out-of-range", "an hour to a year", described(raw))
        return float("nan")
    return days


def _lengths(diag: Diagnostics, raw: list[object], as_of: date | None) -> tuple[float, tuple[Longer, ...]]:
    """Read rounds that grow: each length but the last says how long it holds."""
    place: Place = ("round",)
    if not raw:
        diag.fault(place, "wrong-type", "a length of a round at least", described(raw))
        return float("nan"), ()
    pace = Pace(float("nan"))
    start, sound = 0, True
    for index, one in enumerate(raw):
        here = (*place, index)
        form = shaped(diag, RoundsForm, one, here) if isinstance(one, dict) else RoundsForm(length=one)
        if form is None:
            sound = False
            continue
        days = _round_days(diag, form.length, (*here, "length") if isinstance(one, dict) else here)
        # A length that holds for no round, since as_of was moved past its end, gives way to the next.
        before = tuple(other for other in pace.later if other.start < start)
        pace = Pace(days) if start == 0 else Pace(pace.days, (*before, Longer(start, days)))
        last = index == len(raw) - 1
        stated = [key for key, said in (("until", form.until), ("for", form.lasting)) if said is not None]
        if len(stated) != (0 if last else 1):
            expected = "no end: the last length goes on to the horizon" if last else "one of until and for"
            diag.fault(here, "round-end", expected, " and ".join(stated) or "neither")
            sound = False
        elif not last:
            held = _held(diag, form, here, pace, start, as_of)
            # Further lengths are read, to find what is wrong with them too.
            start, sound = start + (held or 0), sound and held is not None
    if not sound or any(math.isnan(days) for days in pace.lengths):
        return float("nan"), ()
    return pace.days, pace.later


def _held(
    diag: Diagnostics, form: RoundsForm, place: Place, pace: Pace, start: int, as_of: date | None
) -> int | None:
    """For how many rounds a length holds: up to the end of the round that a day or a time ends in."""
    if form.until is not None:
        day = plain_day(diag, form.until, (*place, "until"))
        if day is None or as_of is None:
            return None
        days = (day - as_of).days - pace.until(start)
        if days <= 0 and not any(diag.is_changed((key,)) for key in ("as_of", "round")):
            before = f"a day after {as_of + timedelta(days=pace.until(start))}, when these rounds begin"
            diag.fault((*place, "until"), "date-before-as-of", before, str(day))
            return None
    else:
        figure = stated_number(form.lasting, DURATION, pace.length(start))
        if isinstance(figure, Misstated):
            expected = "a length of time or a number of rounds, such as 26 rounds"
            diag.fault((*place, "for"), figure.slug, expected, figure.got, figure.advice)
            return None
        days = figure[0]
    if math.isnan(days) or math.isnan(pace.length(start)):
        return None
    return max(0, math.ceil(days / pace.length(start) - 1e-9))


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
    elif not clock.pace.alike and isinstance(raw, str) and (found := _COUNTED.fullmatch(raw)):
        days = clock.pace.until(int(found[1]))
    else:
        figure = stated_number(raw, DURATION, clock.round_days, alike=clock.pace.alike)
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
    rounds = (
        max(1, math.ceil(days / clock.round_days - 1e-9)) if clock.pace.alike else clock.pace.rounds_in(days)
    )
    if rounds > MOST_ROUNDS:
        diag.fault(place, "out-of-range", f"at most {MOST_ROUNDS:,} rounds", f"{rounds:,} rounds")
        return None
    if clock.as_of and days > (date.max - clock.as_of).days:
        diag.fault(place, "out-of-range", "a day before the year 10000", described(raw))
    return rounds


def _looks_like_date(raw: object) -> bool:
    return isinstance(raw, str) and raw[:4].isdigit() and raw[4:5] == "-"
