"""facts.csv, readouts.csv and assessments.csv -> their rows, with the faults each row shows by itself."""

from __future__ import annotations

import math
import re
from datetime import date

from parley.files.table import Row, Table
from parley.record.cast import NO, YES, Actor, Cast
from parley.record.reading.cells import known_from, read_list, read_number
from parley.record.reading.columns import ACTORS, ASSESSMENTS, FACTS, READOUTS, FileShape
from parley.record.reading.dates import Order, UnreadableDateError, read_date
from parley.record.reading.findings import Findings
from parley.record.reading.move_rows import column_orders
from parley.record.rows import Account, Assessment, Fact, ReadoutItem
from parley.vocabulary import (
    ASSESSMENT_CONFIDENCES,
    ASSESSMENT_KINDS,
    FACT_KINDS,
    LIKELIHOOD_WORDS,
    NOBODY,
    READOUT_CELLS,
    VERIFICATIONS,
)

_CODE = re.compile(r"[A-Z][A-Z0-9]{1,11}\*?$")
_PARTY = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}$")


def read_actors(table: Table, findings: Findings) -> Cast:
    """Which codes are one party, what it is called, and on which side it stands."""
    actors: list[Actor] = []
    seen: dict[str, int] = {}
    called: dict[tuple[str, str], str] = {}
    for row in table.rows:
        if row.blank or table.overflows(row):
            continue
        values = _values(table, row, ACTORS, findings)
        for column, form, like in (
            ("code", _CODE, "RUSGOV, or RUS* for all that begin so"),
            ("party", _PARTY, "RUS"),
        ):
            text = values[column]
            if text and (not form.match(text) or text.upper() in NOBODY):
                findings.add(row, column, "bad-code", f"a code such as {like}", text)
        if values["code"] and values["code"] in seen:
            expected = f"a code named once (see line {seen[values['code']]})"
            findings.add(row, "code", "duplicate-id", expected, values["code"])
        seen.setdefault(values["code"], row.line)
        if values["plural"] not in ("", YES, NO):
            findings.word(row, "plural", "unknown-word", values["plural"], (YES, NO))
        for column in ("name", "in_sentence", "plural", "group"):
            if text := values[column]:
                first = called.setdefault((values["party"], column), text)
                if first != text:
                    expected = f"one {column} for {values['party']}, such as {first}"
                    findings.add(row, column, "party-twice", expected, text)
        actors.append(Actor(**values, line=row.line))
    return Cast(tuple(actors))


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
    order = column_orders(table, ("date",), findings)["date"]
    for row in table.rows:
        if row.blank or table.overflows(row):
            continue
        values = _values(table, row, ASSESSMENTS, findings)
        _known(row, "kind", values["kind"], ASSESSMENT_KINDS, findings)
        word = " ".join(values["likelihood"].lower().split())
        if word not in LIKELIHOOD_WORDS:
            _known(row, "likelihood", values["likelihood"], tuple(LIKELIHOOD_WORDS), findings)
        _known(row, "confidence", values["confidence"], ASSESSMENT_CONFIDENCES, findings)
        claims.append(
            Assessment(
                id=values["id"],
                holder=values["holder"],
                date=_day(row, values["date"], order, findings),
                about=read_list(values["about"]),
                kind=values["kind"],
                text=values["text"],
                likelihood=LIKELIHOOD_WORDS.get(word, values["likelihood"]),
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


def _day(row: Row, text: str, order: Order | None, findings: Findings) -> date | None:
    try:
        return read_date(text, order) if text else None
    except UnreadableDateError as error:
        findings.add(row, "date", "bad-date", "a day such as 2025-03-18", error.got, error.advice)
        return None
