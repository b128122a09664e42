"""Readers of public war lists: wars with their first and last day and how they ended.

Three lists are known, by their columns: inter-state wars (Correlates of War 4.0, one row a participant),
intra-state wars (Correlates of War 4.1 and 5.1, one row a war, up to four spells), and conflict terminations
(UCDP 3-2021, one row an episode and year). None is shipped: `WHERE` says where each is to be had.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from parley.errors import CaseError, Fault
from parley.files.table import Row, Table, read_table
from parley.outside_view.classes import OTHERWISE, SETTLEMENT, VICTORY

WHERE = {
    "cow_inter_state": "correlatesofwar.org, COW War Data, Inter-StateWarData_v4.0.csv",
    "cow_intra_state": "correlatesofwar.org, COW War Data, INTRA-STATE WARS v5.1 CSV.csv (or version 4.1)",
    "ucdp_termination": "ucdp.uu.se/downloads, UCDP Conflict Termination Dataset 3-2021, conflict level "
    "(ucdp-term-acd-3-2021), saved as CSV",
}
_COW_ENDINGS = {
    1: VICTORY,
    2: VICTORY,
    3: SETTLEMENT,
    4: OTHERWISE,
    6: SETTLEMENT,
    7: OTHERWISE,
    8: OTHERWISE,
}
_COW_ONGOING = 5
_UCDP_ENDINGS = {1: SETTLEMENT, 2: SETTLEMENT, 3: VICTORY, 4: VICTORY, 5: OTHERWISE, 6: OTHERWISE}
MOST_FAULTS = 20


@dataclass(frozen=True)
class War:
    """A war of a list: `ended` is its last day, or the last day it is known of where `kind` is None: ongoing.

    `columns` are the cells of its first row, for a filter.
    """

    id: str
    name: str
    began: date
    ended: date
    kind: str | None
    columns: Mapping[str, str]


@dataclass
class _Reading:
    """A table that is read, and the faults found on the way."""

    table: Table
    faults: list[Fault]

    def cell(self, row: Row, *names: str) -> str:
        """The first of these columns that there is."""
        return next((self.table.cell(row, name) for name in names if self.table.position(name) >= 0), "")

    def number(self, row: Row, *names: str) -> int | None:
        """A whole number; None where the cell is empty or says that it is unknown or does not apply."""
        text = self.cell(row, *names)
        if not text or text in ("NA", "."):
            return None
        try:
            value = int(float(text))
        except ValueError:
            self.fault(row, f"a whole number under {names[0]}", f"'{text}'")
            return None
        return None if value < 0 else value

    def fault(self, row: Row, expected: str, got: str) -> None:
        """Note what is wrong with a row, up to a number of them."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(
                Fault(
                    str(self.table.path), row.line, 1, "war-list", expected, got, "", row.raw.rstrip()[:200]
                )
            )


def read_wars(path: Path, form: str) -> list[War]:
    """The wars of a list in one of the `FORMATS`, in its order; CaseError with every fault found."""
    return wars_in(read_table(path, fallback="cp1252"), form)


def wars_in(table: Table, form: str) -> list[War]:
    """The wars of a table in one of the `FORMATS`, in its order; CaseError with every fault found."""
    needed = _NEEDED[form]
    missing = [names[0] for names in needed if not any(table.position(name) >= 0 for name in names)]
    if missing:
        raise CaseError(
            [
                Fault(
                    str(table.path),
                    table.header.line,
                    1,
                    "war-list",
                    f"the columns of {form}: {', '.join(names[0] for names in needed)}",
                    f"no {', '.join(missing)}",
                    f"the list is to be had from {WHERE[form]}",
                    table.header.raw.rstrip()[:200],
                )
            ]
        )
    reading = _Reading(table, [])
    wars = FORMATS[form](reading)
    if reading.faults:
        raise CaseError(reading.faults)
    # A war that was not over when the list was closed is known of until then.
    closed = max((war.ended for war in wars), default=date.min)
    return [replace(war, ended=closed) if war.kind is None else war for war in wars]


def _day(reading: _Reading, row: Row, spell: int, end: str) -> date | None:
    """A day of a Correlates of War list; an unknown day is the middle of its month, a month of its year."""
    year = reading.number(row, f"{end}year{spell}", f"{end}yr{spell}")
    if year is None:
        return None
    month = reading.number(row, f"{end}month{spell}", f"{end}mo{spell}")
    day = reading.number(row, f"{end}day{spell}", f"{end}dy{spell}")
    if not month or month > 12:
        return date(year, 7, 1)
    return date(year, month, min(day, calendar.monthrange(year, month)[1]) if day else 15)


def _spells(reading: _Reading, row: Row) -> tuple[date, date] | None:
    """First and last day over all spells of a row."""
    days = [(_day(reading, row, spell, "start"), _day(reading, row, spell, "end")) for spell in range(1, 5)]
    starts, ends = [s for s, _ in days if s], [e for _, e in days if e]
    if not starts:
        reading.fault(row, "the year of a first day", "none")
        return None
    # Where only the year of an end is known, its middle may come before the start.
    return min(starts), max([*ends, min(starts)])


def _cow(reading: _Reading) -> list[War]:
    """Correlates of War lists: all rows of one number are one war; a winner or loser makes it a victory."""
    rows: dict[str, list[Row]] = {}
    for row in reading.table.rows:
        if not row.blank:
            rows.setdefault(reading.cell(row, "warnum"), []).append(row)
    wars = []
    for number, of_war in rows.items():
        days = [spells for row in of_war if (spells := _spells(reading, row)) is not None]
        if not days:
            continue
        codes = {code for row in of_war if (code := reading.number(row, "outcome")) is not None}
        kinds = {_COW_ENDINGS[code] for code in codes if code in _COW_ENDINGS}
        ongoing = _COW_ONGOING in codes or not kinds
        kind = None if ongoing else next(k for k in (VICTORY, SETTLEMENT, OTHERWISE) if k in kinds)
        if codes - set(_COW_ENDINGS) - {_COW_ONGOING}:
            reading.fault(of_war[0], "an outcome from 1 to 8", f"{sorted(codes)}")
        began, ended = min(day for day, _ in days), max(day for _, day in days)
        wars.append(
            War(number, reading.cell(of_war[0], "warname"), began, ended, kind, _cells(reading, of_war))
        )
    return wars


def _ucdp(reading: _Reading) -> list[War]:
    """UCDP episodes: from the day fighting reached the threshold to the end of the episode."""
    day_first = _days_come_first(reading)
    rows: dict[str, list[Row]] = {}
    for row in reading.table.rows:
        if not row.blank:
            rows.setdefault(reading.cell(row, "conflictep_id"), []).append(row)
    wars = []
    for episode, of_war in rows.items():
        began = _dated(reading, of_war, ("start_date2",), day_first)
        years = [year for row in of_war if (year := reading.number(row, "year")) is not None]
        codes = [code for row in of_war if (code := reading.number(row, "outcome")) is not None]
        if not began or not years:
            reading.fault(of_war[0], "a start_date2 and a year", "none that can be read")
            continue
        if codes and codes[-1] not in _UCDP_ENDINGS:
            reading.fault(of_war[-1], "an outcome from 1 to 6", str(codes[-1]))
            continue
        last = _dated(reading, of_war, ("ependdate", "ep_end_date"), day_first)
        ended = max(last) if last else date(max(years), 12, 31)
        kind = _UCDP_ENDINGS[codes[-1]] if codes else None
        name = f"{reading.cell(of_war[0], 'location')} ({min(began).year})"
        wars.append(War(episode, name, min(began), max(ended, *began), kind, _cells(reading, of_war)))
    return wars


def _dated(reading: _Reading, rows: list[Row], names: tuple[str, ...], day_first: bool) -> list[date]:
    """The days under a column, written year-month-day or with slashes."""
    days = []
    for row in rows:
        text = reading.cell(row, *names).split(" ")[0]
        if not text or text == "NA":
            continue
        try:
            if "/" in text:
                first, second, year = (int(part) for part in text.split("/"))
                days.append(date(year, *((second, first) if day_first else (first, second))))
            else:
                days.append(date.fromisoformat(text))
        except ValueError:
            reading.fault(row, f"a day such as 1999-12-31 under {names[0]}", f"'{text}'")
    return days


def _days_come_first(reading: _Reading) -> bool:
    """Whether days with slashes are day/month/year, as published, or month/day/year: the column tells."""
    seconds = [
        int(parts[1])
        for row in reading.table.rows
        for name in ("start_date2", "ependdate")
        if len(parts := reading.table.cell(row, name).split("/")) == 3 and parts[1].isdigit()
    ]
    return max(seconds, default=0) <= 12


def _cells(reading: _Reading, rows: list[Row]) -> dict[str, str]:
    """The cells of a war's first row by column; where its rows differ, all of them, parted by `|`."""
    cells = {}
    for name in reading.table.names:
        values = dict.fromkeys(reading.table.cell(row, name) for row in rows)
        cells[name] = "|".join(values)
    return cells


FORMATS: Mapping[str, Callable[[_Reading], list[War]]] = {
    "cow_inter_state": _cow,
    "cow_intra_state": _cow,
    "ucdp_termination": _ucdp,
}
_COW_NEEDED = (
    ("warnum",),
    ("warname",),
    ("startyear1", "startyr1"),
    ("startmonth1", "startmo1"),
    ("startday1", "startdy1"),
    ("endyear1", "endyr1"),
    ("outcome",),
)
_NEEDED = {
    "cow_inter_state": (*_COW_NEEDED, ("ccode",)),
    "cow_intra_state": (*_COW_NEEDED, ("ccodea", "sidea")),
    "ucdp_termination": (("conflictep_id",), ("year",), ("start_date2",), ("outcome",)),
}
