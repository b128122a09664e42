"""Put numbers back into the words of the file, exactly."""

from __future__ import annotations

import math

from parley.scenario.quantities.stated import Number

DAYS = (("year", 365.25), ("month", 30.4375), ("week", 7.0), ("day", 1.0))


def number_words(number: Number, round_days: float) -> str | int | float:
    """Write a number with its unit so that reading it again gives the same value to the last bit."""
    return figure_words(number.value, number, round_days)


def figure_words(value: float, number: Number, round_days: float) -> str | int | float:
    """Write a value in the unit of a number."""
    if number.unit == "days":
        return _duration(value)
    if number.unit == "chance":
        figure: str | int | float = _percent(value)
    elif number.unit == "part":
        return _percent(value)
    else:
        figure = plain(value)
    if number.per_days is None:
        return figure
    return f"{figure} per {_period(number.per_days, round_days)}"


def plain(value: float) -> int | float:
    """Write a whole number without a decimal point."""
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def _percent(value: float) -> str | float:
    text = f"{value * 100:.12g}"
    return f"{text} %" if float(text) / 100 == value else value


def _duration(days: float) -> str:
    """Write a duration in the largest unit that gives a whole number."""
    for unit, length in DAYS:
        count = round(days / length)
        if count and count * length == days:
            return f"{count} {unit}" + ("" if count == 1 else "s")
    return f"{days!r} days"


def _period(days: float, round_days: float) -> str:
    for unit, length in DAYS:
        if math.isclose(length, days, rel_tol=0, abs_tol=0):
            return unit
    return "round" if days == round_days else f"{plain(days)!r} days"
