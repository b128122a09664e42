"""The kinds of number a scenario states, and how each is written with its unit."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from parley.files import closest_name
from parley.scenario.reading.saying import described, plain

DAYS = {"day": 1.0, "week": 7.0, "month": 30.4375, "year": 365.25}
LONGEST_DAYS = 200 * DAYS["year"]
LARGEST_POINTS = 1e6
LARGEST_LOG_ODDS = 50.0


@dataclass(frozen=True)
class Kind:
    """A kind of number: what it is called, the unit it is kept in, how it is written, and where it may lie.

    `words` maps each unit word that may follow the figure to its factor; "" stands for no word at all.
    """

    title: str
    unit: str
    example: str
    words: Mapping[str, float]
    lowest: float
    highest: float
    per_time: bool = False
    above_zero: bool = False

    @property
    def expected(self) -> str:
        """What a number of this kind looks like, for messages."""
        return f"{self.title}, such as {self.example}"


_POINTS = {"": 1.0, "point": 1.0, "points": 1.0}
_PARTS = {"": 1.0, "%": 0.01}
POINTS = Kind("points", "points", "5", _POINTS, -LARGEST_POINTS, LARGEST_POINTS)
COST = Kind("points, 0 or more", "points", "0.5", _POINTS, 0.0, LARGEST_POINTS)
FLOW = Kind(
    "points per time", "points", "-0.3 per week", _POINTS, -LARGEST_POINTS, LARGEST_POINTS, per_time=True
)
CHANCE = Kind("a chance from 0 to 100 %", "chance", "25 %", _PARTS, 0.0, 1.0)
CHANCE_TERM = Kind("a chance, up or down by at most 100 %", "chance", "25 %", _PARTS, -1.0, 1.0)
RATE = Kind("a chance per time", "chance", "10 % per round", _PARTS, -1.0, 1.0, per_time=True)
DURATION = Kind("a length of time", "days", "3 months", {}, 0.0, LONGEST_DAYS, above_zero=True)
PRECISION = Kind(
    "a precision above 0, at most 1,000,000, or `perfect`",
    "1/points",
    "0.5",
    {"": 1.0, "per point": 1.0},
    0.0,
    1e6,
    above_zero=True,
)
LOG_ODDS = Kind("log-odds", "log-odds", "-0.4", {"": 1.0}, -LARGEST_LOG_ODDS, LARGEST_LOG_ODDS)
FACTOR = Kind(
    "the part that is left, above 0 and at most 1", "part", "0.8", _PARTS, 0.0, 1.0, above_zero=True
)
TIMES = Kind("a plain number, 0 or more", "times", "1.5", {"": 1.0}, 0.0, 1000.0)


@dataclass(frozen=True)
class Misstated:
    """Why a number was refused: the slug of the fault, what came, and what to do."""

    slug: str
    got: str
    advice: str = ""


_FIGURE = re.compile(
    r"\s*(?P<figure>[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)"
    r"(?:\s*/\s*(?P<divisor>\d+(?:\.\d+)?))?"
    r"\s*(?P<unit>%|[^\d\s%].*?)??"
    r"\s*(?:\bper\s+(?P<period>[\w. ]+?))?\s*"
)


_MINUS = re.compile(r"^\s*[\N{MINUS SIGN}\N{EN DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}](?=\s*[\d.])\s*")
"""What stands for a minus where numbers are printed, in our own pages too."""

_IN_ROUNDS = re.compile(r"\brounds?\s*$", re.IGNORECASE)
_COMMA = re.compile(r"\s*(?P<whole>[-+]?\d+(?:,\d{3})*),(?P<after>\d+)(?P<rest>.*)")
_PERCENT = ("percent", "pct", "per cent")


def _without_comma(text: str, found: re.Match[str]) -> str:
    """Advice on a comma among figures: a decimal one becomes a point, one between thousands is left out."""
    whole, after = found["whole"].replace(",", ""), found["after"]
    decimal = f"'{whole}.{after}{found['rest']}'"
    if len(after) == 3 and whole.strip("-+") != "0":
        return f"write '{whole}{after}{found['rest']}' without the comma, or {decimal} if it marks decimals"
    return f"write a point for the comma: {decimal}"


def stated_number(
    raw: object, kind: Kind, round_days: float, *, alike: bool = True
) -> tuple[float, float | None] | Misstated:
    """Read a bare number or its text; return the canonical value and, for a rate, its period in days.

    Where rounds are not all `alike`, nothing can be stated in rounds.
    """
    if not alike and isinstance(raw, str) and _IN_ROUNDS.search(raw):
        return Misstated("rounds-differ", described(raw), "say it in days, weeks, months or years")
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return Misstated("wrong-type", described(raw))
    if isinstance(raw, str):
        return _from_text(raw, kind, round_days)
    if kind is DURATION:
        return Misstated(
            "unit-missing", described(raw), "write the unit: days, weeks, months, years or rounds"
        )
    return _checked(float(raw), raw, kind, None, round_days)


def _from_text(text: str, kind: Kind, round_days: float) -> tuple[float, float | None] | Misstated:
    figure_text = _MINUS.sub("-", text)
    match = _FIGURE.fullmatch(figure_text) if len(text) <= 80 else None
    if comma := _COMMA.match(figure_text):
        return Misstated("wrong-type", described(text), _without_comma(figure_text, comma))
    if match is None:
        return Misstated("wrong-type", described(text))
    divisor = float(match["divisor"] or 1)
    if divisor == 0:
        return Misstated("out-of-range", described(text), "nothing can be divided by 0")
    figure = float(match["figure"].replace("_", "")) / divisor
    unit = (match["unit"] or "").strip()
    period = (match["period"] or "").strip()
    if unit.lower() in _PERCENT or period.split(" ")[0] == "cent":
        rest = f"per {period}" if unit.lower() in _PERCENT and period else period.removeprefix("cent").strip()
        advice = f"write '{f'{figure:g} % {rest}'.strip()}'" if "%" in kind.words else "leave the unit out"
        return Misstated("unit-absurd", described(text), advice)
    if kind is PRECISION and period in ("point", "points"):
        period = ""
    if not kind.per_time and period:
        return Misstated("unit-absurd", described(text), f"leave out 'per {period}'")
    if kind is DURATION:
        return _duration(figure, unit, text, round_days)
    if unit not in kind.words:
        advice = "leave the unit out" if not near_word(unit, kind.words) else near_word(unit, kind.words)
        return Misstated("unit-absurd", described(text), advice)
    per_days = None
    if period:
        days = period_days(period, round_days)
        if days is None:
            advice = near_word(period, [*DAYS, "round"]) or "say per round, day, week, month or year"
            return Misstated("unit-absurd", described(text), advice)
        per_days = days
    value = figure / 100 if unit == "%" else figure
    return _checked(value, text, kind, per_days, round_days)


def _duration(
    figure: float, unit: str, text: str, round_days: float
) -> tuple[float, float | None] | Misstated:
    if not unit:
        advice = "write the unit: days, weeks, months, years or rounds"
        return Misstated("unit-missing", described(text), advice)
    days = _unit_days(unit, round_days)
    if days is None:
        words = [word + "s" for word in (*DAYS, "round")]
        advice = near_word(unit, words) or "say days, weeks, months, years or rounds"
        return Misstated("unit-absurd", described(text), advice)
    if figure * days > LONGEST_DAYS:
        return Misstated("unit-absurd", described(text), "at most 200 years; is the unit right?")
    return _checked(figure * days, text, DURATION, None, round_days)


def _checked(
    value: float, raw: object, kind: Kind, per_days: float | None, round_days: float
) -> tuple[float, float | None] | Misstated:
    """Refuse a value outside what its kind allows, and a rate without its period (0 needs none)."""
    if kind.per_time and per_days is None:
        if value != 0:
            return Misstated("unit-missing", described(raw), f"say per what: '{plain(raw)} per round'")
        per_days = round_days
    outside = not (kind.lowest <= value <= kind.highest) or (kind.above_zero and value == 0)
    if outside and not (math.isnan(value) and math.isnan(round_days)):
        advice = ""
        if kind.unit in ("chance", "part") and 1 < value <= 100 and "%" not in str(raw):
            advice = f"did you mean '{value:g} %'?"
        elif math.isfinite(value) and kind.unit in ("points", "log-odds", "times"):
            advice = f"write a number from {kind.lowest:,.0f} to {kind.highest:,.0f}"
        return Misstated("out-of-range", described(raw), advice)
    return value, per_days


def period_days(period: str, round_days: float) -> float | None:
    """Return the days in `week`, `2 weeks`, `round`; None if the words name no period."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s+(\w+)", period)
    if match:
        days = _unit_days(match[2], round_days)
        return None if days is None or float(match[1]) == 0 else float(match[1]) * days
    return _unit_days(period, round_days)


def _unit_days(unit: str, round_days: float) -> float | None:
    word = unit.lower()
    word = word[:-1] if word.endswith("s") else word
    return round_days if word == "round" else DAYS.get(word)


def near_word(word: str, words: Mapping[str, float] | list[str]) -> str:
    """Advise the unit word somebody probably meant, or nothing."""
    near = closest_name(word, [w for w in words if w]) if word else None
    return f"did you mean '{near}'?" if near else ""
