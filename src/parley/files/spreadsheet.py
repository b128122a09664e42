"""Cells as a spreadsheet can be given them: none that it would work out as a formula."""

from __future__ import annotations

import re

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes a UTF-8 file for one of its own encoding and garbles what is not ASCII."""

_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?$")


def harmless(cell: str | int | float | None) -> str | int | float:
    """A cell for a spreadsheet: text that would be taken for a formula gets an apostrophe before it."""
    if not isinstance(cell, str):
        return "" if cell is None else cell
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.match(cell) else cell


def without_apostrophe(cell: str) -> str:
    """The text of a cell that was made harmless."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
