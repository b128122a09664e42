"""Read numbers, numbers by disposition, and sums of terms, at the places where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from parley.files import Place, closest_name, dotted
from parley.scenario.quantities.forms import ForEachForm, LongNumber, TermForm
from parley.scenario.quantities.stated import Basis, ForEach, Number, Quantity, Term, Terms
from parley.scenario.quantities.units import DURATION, Kind, Misstated, stated_number
from parley.scenario.quantities.when import read_when
from parley.scenario.reading.diagnostics import Diagnostics
from parley.scenario.reading.saying import described
from parley.scenario.reading.shape import shaped

LONG_KEYS = frozenset(LongNumber.keys())
TERM_KEYS = frozenset(TermForm.keys()) - LONG_KEYS
BASE = "base"
NEARLY_THE_SAME = 80.0


def default_number(value: float, place: Place, kind: Kind, diag: Diagnostics) -> Number:
    """Make the number that holds where the file states none."""
    per_days = diag.clock.round_days if kind.per_time else None
    return Number(value, dotted(place), kind.unit, per_days, stated=False)


def read_number(
    diag: Diagnostics, raw: object, place: Place, kind: Kind, default: float | None = None
) -> Number:
    """Read a bare or long number; None gives the default where there is one."""
    if raw is None and default is not None and place not in diag.document.keys:
        return default_number(default, place, kind, diag)
    if isinstance(raw, dict):
        if TERM_KEYS & raw.keys():
            return _misplaced_term(diag, raw, place, kind)
        return _long_number(diag, raw, place, kind)
    value, per_days = _figure(diag, raw, place, kind)
    return Number(value, dotted(place), kind.unit, per_days)


def _misplaced_term(diag: Diagnostics, raw: Mapping[str, object], place: Place, kind: Kind) -> Number:
    """Refuse a term with situations or dates where one number holds throughout."""
    keys = [key for key in raw if key in TERM_KEYS]
    expected = f"{kind.title}, the same in every situation and on every day"
    got = "a term with " + ", ".join(f"'{key}'" for key in keys)
    diag.fault(place, "term-misplaced", expected, got, "state one number here", at_key=True)
    return Number(float("nan"), dotted(place), kind.unit)


def _figure(diag: Diagnostics, raw: object, place: Place, kind: Kind) -> tuple[float, float | None]:
    """Read the figure itself; a fault gives NaN."""
    figure = stated_number(raw, kind, diag.clock.round_days, alike=diag.clock.pace.alike)
    if isinstance(figure, Misstated):
        expected = kind.expected
        if figure.slug == "rounds-differ":
            expected = f"{kind.title}, not in rounds, which differ in length"
        diag.fault(place, figure.slug, expected, figure.got, figure.advice)
        return float("nan"), diag.clock.round_days if kind.per_time else None
    return figure


def _long_number(diag: Diagnostics, raw: Mapping[str, object], place: Place, kind: Kind) -> Number:
    form = shaped(diag, LongNumber, raw, place)
    if form is None or form.value is None:
        if form is not None:
            diag.fault((*place, "value"), "wrong-type", kind.expected, "nothing")
        return Number(float("nan"), dotted(place), kind.unit)
    value, per_days = _figure(diag, form.value, (*place, "value"), kind)
    low, high = _range(diag, form.range, (*place, "range"), kind, per_days)
    if low is not None and high is not None and (value < low or value > high):
        if diag.is_changed((*place, "value")):
            low = high = None
        else:
            expected = "a value inside its own range"
            diag.fault((*place, "value"), "bad-range", expected, described(form.value), "widen the range")
    return Number(
        value,
        dotted(place),
        kind.unit,
        per_days,
        low,
        high,
        form.spread,
        tuple(form.sources),
        form.note,
        said=Basis(form.basis) if form.basis else None,
    )


def _range(
    diag: Diagnostics, raw: object, place: Place, kind: Kind, per_days: float | None
) -> tuple[float | None, float | None]:
    """Read [lowest, highest]; for a rate a bare end has the period of the value."""
    if raw is None:
        return None, None
    if not isinstance(raw, list) or len(raw) != 2:
        diag.fault(place, "bad-range", "a list of two: [lowest, highest]", described(raw))
        return None, None
    ends: list[float] = []
    for index, end in enumerate(raw):
        here = (*place, index)
        words = f"{end} per {per_days!r} days" if kind.per_time and _bare(end) else end
        value, period = _figure(diag, words, here, kind)
        if kind.per_time and period != per_days and value == value and value != 0:
            diag.fault(here, "bad-range", "the period of the value", described(end))
        ends.append(value)
    if ends[0] > ends[1]:
        diag.fault(
            place, "bad-range", "the lowest before the highest", f"{raw[0]} before {raw[1]}", "swap them"
        )
    return ends[0], ends[1]


def _bare(end: object) -> bool:
    if isinstance(end, str):
        return " per " not in f" {end} "
    return isinstance(end, int | float) and not isinstance(end, bool)


def read_quantity(
    diag: Diagnostics, raw: object, place: Place, kind: Kind, default: float | None = None
) -> Quantity:
    """Read a number, or a mapping with one number for each disposition of the hidden party."""
    if isinstance(raw, dict) and TERM_KEYS & raw.keys():
        return Quantity((_misplaced_term(diag, raw, place, kind),))
    if isinstance(raw, dict) and not LONG_KEYS & raw.keys():
        return _split(diag, raw, place, kind)
    return Quantity((read_number(diag, raw, place, kind, default),))


def _split(diag: Diagnostics, raw: Mapping[str, object], place: Place, kind: Kind) -> Quantity:
    """Read one number for each kind of a hidden side, in the order the kinds are declared."""
    nothing = Quantity((Number(float("nan"), dotted(place), kind.unit),))
    if not diag.names.sides:
        advice = "state two dispositions for one party, or give a single number"
        diag.fault(place, "wrong-type", kind.expected, described(raw), advice)
        return nothing
    side = _side_of(diag, raw, place)
    if side is None:
        return nothing
    kinds = diag.names.sides[side]
    keys = {word.removeprefix(f"{side}."): word for word in raw}
    for word in raw:
        diag.resolve(word.removeprefix(f"{side}."), kinds, (*place, word), "a disposition", at_key=True)
    absent = [name for name in kinds if name not in keys]
    if absent:
        expected = "a number for each disposition: " + ", ".join(kinds)
        diag.fault(place, "missing-key", expected, "none for " + ", ".join(absent), at_key=True)
    numbers = tuple(
        read_number(diag, raw[keys[name]], (*place, keys[name]), kind)
        if name in keys
        else Number(float("nan"), dotted(place), kind.unit)
        for name in kinds
    )
    return Quantity(numbers, side, named=any(word.startswith(f"{side}.") for word in raw))


def _side_of(diag: Diagnostics, raw: Mapping[str, object], place: Place) -> str | None:
    """The hidden side whose kinds a mapping names: in a party's section its own, else the one it fits."""
    sides = diag.names.sides
    own = str(place[1]) if place[0] == "parties" and len(place) > 1 else ""
    named = {word.partition(".")[0] for word in raw if "." in word}
    if len(named) == 1 and named <= sides.keys():
        return named.pop()
    fitting = [side for side, kinds in sides.items() if all(word in kinds for word in raw)]
    if own in fitting or len(fitting) == 1:
        return own if own in fitting else fitting[0]
    if len(fitting) > 1:
        first = next(iter(raw))
        expected = f"whose {first}: {' or '.join(fitting)}"
        advice = f"write {fitting[0]}.{first} and so on"
        diag.fault(place, "split-misplaced", expected, described(raw), advice, at_key=True)
        return None
    near = [side for side, kinds in sides.items() if any(word in kinds for word in raw)]
    return next(iter(near or ([own] if own in sides else sides)))


def read_terms(diag: Diagnostics, raw: object, place: Place, kind: Kind) -> Terms:
    """Read a sum: one number (a term named `base`), or a mapping of named terms; nothing stated is 0."""
    if raw is None and place not in diag.document.keys:
        return (Term(BASE, Quantity((default_number(0.0, place, kind, diag),))),)
    if not isinstance(raw, dict) or _is_amount(diag, raw) or TERM_KEYS & raw.keys():
        return (_term(diag, BASE, raw, place, kind),)
    return tuple(_term(diag, name, amount, (*place, name), kind) for name, amount in raw.items())


def _is_amount(diag: Diagnostics, raw: Mapping[str, object]) -> bool:
    """Tell a long number or a split by disposition (misspelt ones too) from named terms."""
    if LONG_KEYS & raw.keys():
        return True
    kinds = diag.names.kinds
    if any(word in kinds for word in raw):
        return True
    return bool(raw) and all(closest_name(word, kinds, NEARLY_THE_SAME) for word in raw)


def _term(diag: Diagnostics, name: str, raw: object, place: Place, kind: Kind) -> Term:
    """Read one summand, which may state when and how often it counts."""
    if not isinstance(raw, dict) or not TERM_KEYS & raw.keys():
        return Term(name, read_quantity(diag, raw, place, kind))
    form = shaped(diag, TermForm, raw, place)
    if form is None:
        return Term(name, Quantity((Number(float("nan"), dotted(place), kind.unit),)))
    amount = read_quantity(diag, form.add, (*place, "add"), kind)
    if form.note:
        amount = replace(amount, numbers=tuple(_noted(number, form.note) for number in amount.numbers))
    when = read_when(diag, form.when, (*place, "when"))
    starts, ends = read_window(diag, form.starts, form.until, place)
    return Term(name, amount, when, _for_each(diag, form.for_each, (*place, "for_each")), starts, ends)


def _noted(number: Number, note: str) -> Number:
    return number if number.note else replace(number, note=note)


def _for_each(diag: Diagnostics, form: ForEachForm | None, place: Place) -> ForEach | None:
    if form is None:
        return None
    diag.resolve(form.track, diag.names.tracks, (*place, "track"), "a track of the theatre")
    if (form.above is None) == (form.below is None):
        got = "neither" if form.above is None else "both"
        diag.fault(place, "missing-key", "one of the keys 'above' and 'below'", got, at_key=True)
    return ForEach(form.track, form.above, form.below)


def read_window(
    diag: Diagnostics, first: object, until: object, place: Place
) -> tuple[date | None, date | None]:
    """Read the day something starts to hold (`from`) and the day it holds no more (`until`)."""
    starts = read_day(diag, first, (*place, "from"))
    ends = read_day(diag, until, (*place, "until"))
    if starts and ends and starts >= ends:
        diag.fault((*place, "until"), "dates-reversed", f"a day after {starts}", described(until))
    return starts, ends


def read_day(diag: Diagnostics, raw: object, place: Place) -> date | None:
    """Read a date inside the horizon; None if there is none or it could not be read."""
    if raw is None:
        return None
    day = plain_day(diag, raw, place)
    last = diag.clock.last_day
    if day and last and day > last and not diag.clock.horizon_moved:
        diag.fault(place, "date-beyond-horizon", f"a day up to the horizon, {last}", str(day))
    return day


def plain_day(diag: Diagnostics, raw: object, place: Place) -> date | None:
    """Read a date written as 2025-03-19."""
    advice = ""
    if isinstance(raw, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", raw, re.ASCII):
        try:
            return date.fromisoformat(raw)
        except ValueError as problem:
            advice = str(problem)
    diag.fault(place, "bad-date", "a date such as 2025-03-19", described(raw), advice)
    return None


def read_duration(diag: Diagnostics, raw: object, place: Place) -> Number | None:
    """Read a length of time, or None where the file states none."""
    return None if raw is None else read_number(diag, raw, place, DURATION)


def read_yes(diag: Diagnostics, raw: object, place: Place) -> bool:
    """Read yes or no (in YAML 1.2 plain words), also true or false; nothing stated is no."""
    if raw is None:
        return False
    if isinstance(raw, bool):
        return raw
    if raw not in ("yes", "no"):
        diag.fault(place, "wrong-type", "yes or no", described(raw))
    return raw == "yes"
