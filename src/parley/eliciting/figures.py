"""Numbers of a scenario as an interview writes them: with their range, and with who gave them."""

from __future__ import annotations

from typing import Any

from parley.eliciting.answers import Sheet

Tree = dict[str, Any]
WEEKS_IN_A_MONTH = 365.25 / 12 / 7


def number(
    sheet: Sheet, question: str, value: float, ends: tuple[float, float] | None = None, unit: str = ""
) -> Any:
    """A number with its range and who gave it; bare where nobody was asked for it."""
    if unit == " %" and ends is None:
        ends = sheet.spread(question)
    note = sheet.note(question)
    said: Any = figure(value, unit)
    if not note:
        return said
    long: Tree = {"value": said}
    if ends is not None and ends[0] < ends[1]:
        long["range"] = [figure(min(ends[0], value), unit), figure(max(ends[1], value), unit)]
    long["note"] = note
    return long


def figure(value: float, unit: str) -> Any:
    """A number to four digits, with its unit."""
    rounded = float(f"{value:.4g}")
    return f"{rounded:g}{unit}" if unit else (int(rounded) if rounded.is_integer() else rounded)


def monthly(sheet: Sheet, question: str) -> Any:
    """A chance in per cent a month."""
    value = sheet.number(question)
    return number(sheet, question, value, sheet.spread(question), " % per month")


def points(sheet: Sheet, question: str, sign: float = 1.0) -> Any:
    """Points as they were given, or as their negative."""
    spread = sheet.spread(question)
    ends = (
        None
        if spread is None
        else (min(sign * spread[0], sign * spread[1]), max(sign * spread[0], sign * spread[1]))
    )
    return number(sheet, question, sign * sheet.number(question), ends)


def term(value: Any, **more: object) -> Tree:
    """A number that is added where something holds."""
    return {"add": value, **more}
