"""Reading single cells: dates as people and spreadsheets write them, lists, numbers."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+Z?)?$")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})$")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})$")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?$")
_EXCEL_EPOCH = date(1899, 12, 30)
_LIST_MARKS = re.compile(r"[;,\s]+")


class UnreadableDateError(ValueError):
    """A cell that is no date; carries what to write instead, where that can be told."""

    def __init__(self, got: str, advice: str):
        super().__init__(got)
        self.got = got
        self.advice = advice


def read_date(text: str) -> date:
    """A day: ISO, year first, or day first with dots; slashes only where day and month cannot be confused.

    Raises UnreadableDateError, with the ISO form to write, for serial numbers and ambiguous slashes.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    for form, order in ((_ISO, (0, 1, 2)), (_YEAR_FIRST, (0, 1, 2)), (_DOTTED, (2, 1, 0))):
        if found := form.match(text):
            parts = [int(part) for part in found.groups()]
            return _day(text, parts[order[0]], parts[order[1]], parts[order[2]])
    if found := _SLASHED.match(text):
        return _slashed(text, *(int(part) for part in found.groups()))
    if _SERIAL.match(text):
        meant = _EXCEL_EPOCH + timedelta(days=int(float(text)))
        raise UnreadableDateError(
            f"{text}, a spreadsheet's day number", f"write {meant.isoformat()} (days counted from 1900)"
        )
    raise UnreadableDateError(text, "write the day as 2025-03-18")


def _slashed(text: str, first: int, second: int, year: int) -> date:
    if first > 12:
        return _day(text, year, second, first)
    if second > 12 or first == second:
        return _day(text, year, first, second)
    either = f"{year}-{second:02d}-{first:02d} (day first) or {year}-{first:02d}-{second:02d} (month first)"
    raise UnreadableDateError(f"{text}, which can be read two ways", f"write {either}")


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise UnreadableDateError(text, "there is no such day") from None


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def read_list(text: str) -> tuple[str, ...]:
    """The words of a cell that lists several: `U14; U15`, `U14 U15`, `aid;intel`."""
    if not text:
        return ()
    return tuple(part for part in _LIST_MARKS.split(text) if part)


def read_number(text: str) -> float | None:
    """A number, or nothing for an empty cell; raises ValueError for anything else."""
    return float(text.replace("\u2212", "-")) if text else None


def known_from(as_of: str) -> date | None:
    """The earliest day the last part of a fact's period can mean; nothing if it names none.

    Periods are written `2025-03`, `2024-05..2025-02`, `2025-03-03..11`, `1951-53`.
    """
    first, _, last = as_of.partition("..")
    start = _period(first.strip())
    if start is None or not last.strip():
        return _as_date(start)
    tail = [int(part) for part in re.findall(r"\d+", last)]
    if not tail or tail[0] > 999:
        return _as_date(_period(last.strip()))
    return _as_date(start[: len(start) - len(tail)] + tuple(tail))


def _period(text: str) -> tuple[int, ...] | None:
    found = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$", text)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if month > 12:  # a span of years: 1951-53
        return (year // 100 * 100 + month,)
    return tuple(part for part in (year, month, day) if part)


def _as_date(parts: tuple[int, ...] | None) -> date | None:
    if not parts:
        return None
    year, month, day = (*parts, 1, 1)[:3]
    try:
        return date(year, month, day)
    except ValueError:
        return None
