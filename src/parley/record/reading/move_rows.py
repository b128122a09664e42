"""moves.csv -> moves, with every fault that one row shows by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from parley.files.table import Row, Table
from parley.record.reading.cells import UnreadableDateError, month_end, read_date, read_list
from parley.record.reading.columns import MOVES
from parley.record.reading.findings import Findings
from parley.record.rows import Move
from parley.vocabulary import (
    ACTS,
    CEASEFIRE_CLASSES,
    CONFIDENCES,
    EXTENTS,
    NONE_ASKED,
    PAX_STAGES,
    PRECISIONS,
    VERIFICATIONS,
    Act,
)

_CODE = re.compile(r"[A-Z][A-Z0-9]{2,11}$")
# At least three digits: a spreadsheet makes 10, a demand, of 010, a statement.
_CAMEO = re.compile(r"(0[1-9]|1\d|20)\d{1,2}$")
_GATE = re.compile(r"\b(IF|UNTIL)\b")
_KNOWN_ACTS = {act.value: act for act in Act}

Getter = Callable[[str], str]


def read_moves(table: Table, findings: Findings) -> list[Move]:
    """Moves in file order; a row with a fault that leaves it unreadable is noted and left out."""
    at = {name: table.position(name) for name in MOVES.columns}
    moves = []
    for row in table.rows:
        if row.blank or table.overflows(row):
            continue
        cells, width = row.cells, len(row.cells)
        values = {n: cells[i].strip() if 0 <= i < width else "" for n, i in at.items()}
        move = _move(row, values, findings)
        if move is not None:
            moves.append(move)
    return moves


def _move(row: Row, values: dict[str, str], findings: Findings) -> Move | None:
    before = len(findings.faults)
    for column in MOVES.filled:
        if not values[column] and not (values["act"] == Act.CONTEXT and column == "actor"):
            advice = "a move without a source is an assessment" if column == "source" else ""
            findings.add(row, column, "missing-cell", "a value in every row", "an empty cell", advice)
    act = _KNOWN_ACTS.get(values["act"])
    if act is None and values["act"]:
        findings.word(row, "act", "unknown-act", values["act"], ACTS)
    _check_words(row, values, act, findings)
    _check_codes(row, values, findings)
    if act is not None:
        _check_gate(row, values, act, findings)
    start, end = _dates(row, values, findings)
    if act is None or start is None:
        if len(findings.faults) == before:  # an unreadable row always carries a fault
            findings.add(row, "date", "bad-date", "a day such as 2025-03-18", values["date"])
        return None
    return _built(row, values, act, start, end)


def _built(row: Row, values: dict[str, str], act: Act, start: date, end: date | None) -> Move:
    return Move(
        id=values["id"],
        date=start,
        date_end=end,
        act=act,
        precision=values["precision"] or "day",
        actor=read_list(values["actor"]),
        voice=values["voice"],
        extent=values["extent"],
        target=read_list(values["target"]),
        affected=read_list(values["affected"]),
        issue=read_list(values["issue"]),
        option=values["option"],
        conditionality=values["conditionality"],
        responds_to=read_list(values["responds_to"]),
        repeat_of=read_list(values["repeat_of"]),
        cameo=values["cameo"],
        plover=values["plover"],
        source=values["source"],
        url=values["url"],
        locator=values["locator"],
        verification=values["verification"],
        confidence=values["confidence"],
        coder=values["coder"],
        paraphrase=values["paraphrase"],
        reported_by=values["reported_by"],
        pax_id=values["pax_id"],
        ucdp_id=values["ucdp_id"],
        pax_stage=values["pax_stage"],
        ceasefire_class=values["ceasefire_class"],
        line=row.line,
    )


def _check_words(row: Row, values: dict[str, str], act: Act | None, findings: Findings) -> None:
    if act is not None and values["extent"] and values["extent"] not in EXTENTS[act]:
        known = EXTENTS[act]
        findings.word(row, "extent", "unknown-extent", values["extent"], known, f"for {act} ")
    for column, known in (
        ("precision", PRECISIONS),
        ("verification", VERIFICATIONS),
        ("confidence", CONFIDENCES),
        ("pax_stage", PAX_STAGES),
        ("ceasefire_class", CEASEFIRE_CLASSES),
    ):
        if values[column] and values[column] not in known:
            findings.word(row, column, "unknown-word", values[column], known)
    for column in ("pax_id", "ucdp_id", "pax_stage", "ceasefire_class"):
        if values[column] and act is not None and act is not Act.AGREE:
            findings.add(
                row, column, "only-for-texts", "an empty cell unless the act is AGREE", values[column]
            )


def _check_codes(row: Row, values: dict[str, str], findings: Findings) -> None:
    for column in ("actor", "target", "affected"):
        for code in read_list(values[column]):
            if not _CODE.match(code):
                expected = "codes such as RUSGOV or EUR, several joined by ;"
                findings.add(row, column, "bad-code", expected, code, "names of persons belong in voice")
    if values["cameo"] and not _CAMEO.match(values["cameo"]):
        advice = "format the column as text; a spreadsheet drops the leading zero of 036"
        findings.add(row, "cameo", "bad-code", "a CAMEO code of 3 or 4 digits", values["cameo"], advice)


def _check_gate(row: Row, values: dict[str, str], act: Act, findings: Findings) -> None:
    gate = values["conditionality"]
    if _GATE.search(gate) or gate == NONE_ASKED:
        return
    if act is Act.CONDITION or gate:
        advice = "write the gate as IF ... THEN ... or UNTIL ..."
        if act is not Act.CONDITION:
            advice += f", or '{NONE_ASKED}' where nothing was asked in return"
        findings.add(row, "conditionality", "gate-missing", "IF or UNTIL", gate or "an empty cell", advice)


def _dates(row: Row, values: dict[str, str], findings: Findings) -> tuple[date | None, date | None]:
    start = _date(row, "date", values, findings)
    end = _date(row, "date_end", values, findings)
    if start and end and end < start:
        expected = f"a day not before {start.isoformat()}"
        findings.add(row, "date_end", "date-order", expected, values["date_end"], "swap date and date_end?")
    if start and end is None and values["precision"] == "month":
        end = month_end(start)
    return start, end


def _date(row: Row, column: str, values: dict[str, str], findings: Findings) -> date | None:
    if not values[column]:
        return None
    try:
        return read_date(values[column])
    except UnreadableDateError as error:
        expected = "a day such as 2025-03-18"
        findings.add(row, column, "bad-date", expected, error.got, error.advice)
        return None
