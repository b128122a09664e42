"""Reading single cells: lists, numbers, and the periods of facts."""

from __future__ import annotations

import re
from datetime import date

_LIST_MARKS = re.compile(r"[;,\s]+")


def read_list(text: str) -> tuple[str, ...]:
    """The words of a cell that lists several: `U14; U15`, `U14 U15`, `aid;intel`."""
    if not text:
        return ()
    return tuple(part for part in _LIST_MARKS.split(text) if part)


def read_number(text: str) -> float | None:
    """A number, or nothing for an empty cell; raises ValueError for anything else."""
    return float(text.replace("\u2212", "-").replace("\u2013", "-")) if text else None


def known_from(as_of: str) -> date | None:
    """The earliest day the last part of a fact's period can mean; nothing if it names none.

    Periods are written `2025-03`, `2024-05..2025-02`, `2025-03-03..11`, `1951-53`.
    """
    first, _, last = as_of.partition("..")
    start = _period(first.strip())
    if start is None or not last.strip():
        return _as_date(start)
    tail = [int(part[:9]) for part in re.findall(r"\d+", last)]
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
    except (ValueError, OverflowError):
        return None
