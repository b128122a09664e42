"""facts.csv, readouts.csv and assessments.csv -> their rows, with the faults each row shows by itself."""

from __future__ import annotations

import math
from datetime import date

from parley.files.table import Row, Table
from parley.record.reading.cells import UnreadableDateError, known_from, read_date, read_list, read_number
from parley.record.reading.columns import ASSESSMENTS, FACTS, READOUTS, FileShape
from parley.record.reading.findings import Findings
from parley.record.rows import Account, Assessment, Fact, ReadoutItem
from parley.vocabulary import (
    ASSESSMENT_CONFIDENCES,
    ASSESSMENT_KINDS,
    FACT_KINDS,
    LIKELIHOOD_BANDS,
    READOUT_CELLS,
    VERIFICATIONS,
)


def read_facts(table: Table, findings: Findings) -> list[Fact]:
    """Figures with their ranges, in file order."""
    facts = []
    for row in table.rows:
        if row.blank or table.overflows(row):
            continue
        values = _values(table, row, FACTS, findings)
        _known(row, "kind", values["kind"], FACT_KINDS, findings)
        _known(row, "verification", values["verification"], VERIFICATIONS, findings)
        low, high = (_number(row, column, values[column], findings) for column in ("low", "high"))
        if low is not None and high is not None and high < low:
            got = f"{values['low']} to {values['high']}"
            findings.add(row, "high", "range-order", "a number not below low", got)
        since = known_from(values["as_of"])
        if since is None and values["as_of"]:
            expected = "a day, month, year or a span such as 2024-05..2025-02"
            findings.add(row, "as_of", "bad-period", expected, values["as_of"])
        facts.append(_fact(row, values, low, high, since))
    return facts


def _fact(
    row: Row, values: dict[str, str], low: float | None, high: float | None, since: date | None
) -> Fact:
    return Fact(
        id=values["id"],
        kind=values["kind"],
        parameter=values["parameter"],
        low=low,
        high=high,
        unit=values["unit"],
        as_of=values["as_of"],
        known_from=since,
        source=values["source"],
        url=values["url"],
        verification=values["verification"],
        note=values["note"],
        line=row.line,
    )


def read_readouts(table: Table, meetings: dict[str, date], findings: Findings) -> list[ReadoutItem]:
    """The item-by-side matrices; `meetings` gives the date of each MEET by its id."""
    sides = _sides(table, findings)
    items = []
    for row in table.rows:
        if row.blank or table.overflows(row):
            continue
        values = _values(table, row, READOUTS, findings)
        _known(row, "verification", values["verification"], VERIFICATIONS, findings)
        day = meetings.get(values["meeting"])
        if day is None and values["meeting"]:
            expected = "the id of a MEET of moves.csv"
            findings.add(row, "meeting", "link-nowhere", expected, values["meeting"])
        accounts = []
        for name, side, given in sides:
            cell = table.cell(row, name)
            if cell:
                _known(row, name, cell, READOUT_CELLS, findings)
                accounts.append(Account(side, given or day or date.max, cell))
        items.append(
            ReadoutItem(
                meeting=values["meeting"],
                item=values["item"],
                issue=values["issue"],
                accounts=tuple(accounts),
                note=values["note"],
                source=values["source"],
                verification=values["verification"],
                line=row.line,
            )
        )
    return items


def _sides(table: Table, findings: Findings) -> list[tuple[str, str, date | None]]:
    """Column name, side, and the date in the column's name, of every column that is a side."""
    sides: list[tuple[str, str, date | None]] = []
    for name in table.names:
        if not name or name in READOUTS.columns:
            continue
        side, _, day = name.partition("@")
        try:
            sides.append((name, side, read_date(day) if day else None))
        except UnreadableDateError as error:
            expected = "a side and the day of its account, such as kyiv@2025-03-19"
            findings.add(table.header, name, "bad-date", expected, error.got, error.advice)
    return sides


def read_assessments(table: Table, findings: Findings) -> list[Assessment]:
    """Claims about motive, belief and the future, in file order."""
    claims = []
    for row in table.rows:
        if row.blank or table.overflows(row):
            continue
        values = _values(table, row, ASSESSMENTS, findings)
        _known(row, "kind", values["kind"], ASSESSMENT_KINDS, findings)
        _known(row, "likelihood", values["likelihood"], tuple(LIKELIHOOD_BANDS), findings)
        _known(row, "confidence", values["confidence"], ASSESSMENT_CONFIDENCES, findings)
        claims.append(
            Assessment(
                id=values["id"],
                holder=values["holder"],
                date=_day(row, values["date"], findings),
                about=read_list(values["about"]),
                kind=values["kind"],
                text=values["text"],
                likelihood=values["likelihood"],
                confidence=values["confidence"],
                basis=values["basis"],
                resolves_on=values["resolves_on"],
                source=values["source"],
                line=row.line,
            )
        )
    return claims


def _values(table: Table, row: Row, shape: FileShape, findings: Findings) -> dict[str, str]:
    values = {name: table.cell(row, name) for name in shape.columns}
    for column in shape.filled:
        if not values[column]:
            findings.add(row, column, "missing-cell", "a value in every row", "an empty cell")
    return values


def _known(row: Row, column: str, got: str, known: tuple[str, ...], findings: Findings) -> None:
    if got and got not in known:
        findings.word(row, column, "unknown-word", got, known)


def _number(row: Row, column: str, text: str, findings: Findings) -> float | None:
    try:
        number = read_number(text)
    except ValueError:
        number = math.nan
    if number is not None and not math.isfinite(number):
        advice = f"write {text.replace(',', '.')}" if text.count(",") == 1 else ""
        findings.add(row, column, "bad-number", "a number such as 3.8, or nothing", text, advice)
        return None
    return number


def _day(row: Row, text: str, findings: Findings) -> date | None:
    try:
        return read_date(text) if text else None
    except UnreadableDateError as error:
        findings.add(row, "date", "bad-date", "a day such as 2025-03-18", error.got, error.advice)
        return None
