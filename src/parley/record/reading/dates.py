"""Days as people and spreadsheets write them, and the order a whole column settles."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

EARLIEST, LATEST = 1000, 2999
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})$")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)$")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?: [\d:]+)?$")
_SHORT_YEAR = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})[./-]\s?(\d{2})$")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?$")
_EXCEL_EPOCH = date(1899, 12, 30)


class Order(StrEnum):
    """In which order a column with slashes has day and month."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


class UnreadableDateError(ValueError):
    """A cell that is no date; carries why, and what to write instead where that can be told."""

    def __init__(self, got: str, advice: str, reason: str = "no day that can be read"):
        super().__init__(got)
        self.got = got
        self.advice = advice
        self.reason = reason


@dataclass(frozen=True)
class Settled:
    """What the cells of a column say about their order: the order, and the cell that settles it."""

    order: Order | None = None
    by: str = ""


def settle(texts: Iterable[str]) -> Settled:
    """The order of day and month in a column: settled by a cell that can be read one way only.

    Nothing is settled where no cell does, or where two contradict each other.
    """
    found: dict[Order, str] = {}
    for text in texts:
        if parts := _SLASHED.match(text):
            first, second = int(parts[1]), int(parts[2])
            if first > 12 >= second:
                found.setdefault(Order.DAY_FIRST, text)
            elif second > 12 >= first:
                found.setdefault(Order.MONTH_FIRST, text)
            if len(found) > 1:
                return Settled()
    return Settled(*next(iter(found.items()))) if found else Settled()


def is_slashed(text: str) -> bool:
    """Whether a cell is written so that day and month may change places."""
    return bool(_SLASHED.match(text))


def read_date(text: str, order: Order | None = None) -> date:
    """A day: ISO, year first, or day first with dots; slashes where day and month cannot be confused.

    Where they can, `order` decides, as the rest of the column settles it. Raises UnreadableDateError, with
    the ISO form to write, for serial numbers, years of two digits, ambiguous slashes and impossible years.
    """
    found = _read(text, order)
    if not EARLIEST <= found.year <= LATEST:
        raise UnreadableDateError(
            f"{text}, in the year {found.year}", "is the year right?", "a year that cannot be right"
        )
    return found


def _read(text: str, order: Order | None) -> date:
    for form, places in (
        (_ISO, (1, 2, 3)),
        (_YEAR_FIRST, (1, 2, 3)),
        (_DOTTED, (3, 2, 1)),
        (_COMPACT, (1, 2, 3)),
    ):
        if found := form.match(text):
            return _day(text, *(int(found[place]) for place in places))
    if found := _SLASHED.match(text):
        return _slashed(text, int(found[1]), int(found[2]), int(found[3]), order)
    if found := _SHORT_YEAR.match(text):
        raise _short_year(text, found)
    if _SERIAL.match(text):
        meant = _EXCEL_EPOCH + timedelta(days=int(float(text)))
        raise UnreadableDateError(
            f"{text}, a spreadsheet's day number",
            f"write {meant.isoformat()} (days counted from 1900)",
            "a spreadsheet's day number",
        )
    raise UnreadableDateError(text, "write the day as 2025-03-18")


def _slashed(text: str, first: int, second: int, year: int, order: Order | None) -> date:
    if first > 12:
        return _day(text, year, second, first)
    if second > 12 or first == second:
        return _day(text, year, first, second)
    if order is not None:
        month, day = (second, first) if order is Order.DAY_FIRST else (first, second)
        return _day(text, year, month, day)
    either = f"{year}-{second:02d}-{first:02d} (day first) or {year}-{first:02d}-{second:02d} (month first)"
    raise UnreadableDateError(
        f"{text}, which can be read two ways", f"write {either}", "a day that can be read two ways"
    )


def _short_year(text: str, found: re.Match[str]) -> UnreadableDateError:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    month, day = (second, first) if found[2] == "." or first > 12 else (first, second)
    either = " or ".join(f"{century + year}-{month:02d}-{day:02d}" for century in (1900, 2000))
    advice = f"write the year in full, as {either}"
    return UnreadableDateError(f"{text}, a year of two digits", advice, "a year of two digits")


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise UnreadableDateError(text, "there is no such day") from None


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])
