"""A case as of another date: a folder `as-of-YYYY-MM-DD` inside the case, which shares the case's tables.

What an analyst assumes of one date (scenario, coding, theses, outside view) stands in a folder of its own;
what happened (the tables of the record) stands once, in the case.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

PREFIX = "as-of-"
SHARED = (".csv", ".xlsx")
"""Endings of the files that a case as of another date has from the case: its tables."""

_DATED = re.compile(PREFIX + r"(\d{4}-\d{2}-\d{2})")


def day_of(folder: Path) -> date | None:
    """The day in the name of a folder that is a case as of another date; None for any other."""
    named = _DATED.fullmatch(folder.resolve().name)
    try:
        return date.fromisoformat(named.group(1)) if named else None
    except ValueError:
        return None


def case_above(folder: Path) -> Path | None:
    """The case whose tables a case as of another date shares; None for any other folder."""
    return None if day_of(folder) is None else folder.resolve().parent


def case_name(folder: Path) -> str:
    """What the case in a folder is called: the name of the folder; of a date, after that of the case."""
    above = case_above(folder)
    own = folder.resolve().name
    return own if above is None else f"{above.name}-{own}"


def dated_in(folder: Path) -> list[Path]:
    """The folders of a case that are the case as of another date, in order of the days."""
    return [entry for entry in sorted(folder.glob(f"{PREFIX}*")) if entry.is_dir() and day_of(entry)]


def shared_tables(folder: Path) -> dict[str, Path]:
    """The tables that a case as of another date has from the case, by name: those it has not itself."""
    above = case_above(folder)
    if above is None or not folder.is_dir() or not above.is_dir():
        return {}
    own = {entry.stem for entry in folder.iterdir() if entry.suffix in SHARED}
    return {
        entry.name: entry
        for entry in sorted(above.iterdir())
        if entry.suffix in SHARED and entry.stem not in own and entry.is_file()
    }


def kept_at(folder: Path, name: str) -> Path:
    """Where a file of a case is kept: in its folder, or in the case's where that is shared."""
    return shared_tables(folder).get(name, folder / name)
