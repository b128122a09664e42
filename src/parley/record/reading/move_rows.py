"""moves.csv -> moves, with every fault that one row shows by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from parley.files.table import Table
from parley.record.cast import WHOLE_CODES, Cast
from parley.record.reading.cells import read_list
from parley.record.reading.columns import MOVES
from parley.record.reading.dates import Order, UnreadableDateError, is_slashed, month_end, read_date, settle
from parley.record.reading.findings import Findings
from parley.record.reading.problems import Problem, word_problem
from parley.record.rows import Move
from parley.vocabulary import (
    ACTS,
    CAMEO_CODES,
    CEASEFIRE_CLASSES,
    CONFIDENCES,
    EXTENTS,
    JUSTIFICATIONS,
    NOBODY,
    NONE_ASKED,
    PAX_STAGES,
    POLARITIES,
    PRECISIONS,
    VERIFICATIONS,
    Act,
)

NO_ORDERS: Mapping[str, Order | None] = MappingProxyType({})
_CODE = re.compile(r"[A-Z][A-Z0-9]{2,11}$")
_GATE = re.compile(r"\b(IF|UNTIL|UNLESS)\b")
_KNOWN_ACTS = {act.value: act for act in Act}
_DAYS = ("date", "date_end")
# Words that a cell may hold, by column; an act has its own extents.
_WORDS = (
    ("polarity", POLARITIES),
    ("precision", PRECISIONS),
    ("verification", VERIFICATIONS),
    ("confidence", CONFIDENCES),
    ("pax_stage", PAX_STAGES),
    ("ceasefire_class", CEASEFIRE_CLASSES),
    ("justification", JUSTIFICATIONS),
)

Values = Mapping[str, str]
Orders = Mapping[str, Order | None]


def read_moves(table: Table, findings: Findings, cast: Cast = WHOLE_CODES) -> list[Move]:
    """Moves in file order; a row with a fault that leaves it unreadable is noted and left out."""
    at = {name: table.position(name) for name in MOVES.columns}
    orders = column_orders(table, _DAYS, findings)
    moves = []
    for row in table.rows:
        if row.blank or table.overflows(row):
            continue
        cells, width = row.cells, len(row.cells)
        values = {n: cells[i].strip() if 0 <= i < width else "" for n, i in at.items()}
        move, problems = move_of(values, cast, orders, row.line)
        for problem in problems:
            findings.problem(row, problem)
        if move is not None:
            moves.append(move)
    return moves


def column_orders(table: Table, columns: Iterable[str], findings: Findings) -> dict[str, Order | None]:
    """Day first or month first, column by column, as its own cells settle it; what was settled is noted."""
    orders: dict[str, Order | None] = {}
    for name in columns:
        cells = [text for row in table.rows if is_slashed(text := table.cell(row, name))]
        settled = settle(cells)
        orders[name] = settled.order
        if settled.order and any(_two_ways(text) for text in cells):
            findings.notes.append(
                f"{table.path.name}: column {name} is read {settled.order}, as {settled.by} settles it"
            )
    return orders


def _two_ways(text: str) -> bool:
    try:
        read_date(text)
    except UnreadableDateError:
        return True
    return False


def move_of(
    values: Values, cast: Cast = WHOLE_CODES, orders: Orders = NO_ORDERS, line: int = 0
) -> tuple[Move | None, list[Problem]]:
    """The move that a row's cells say, and all that is wrong with them by themselves.

    A row of whatever file or event set goes through here; there is no move where act or day cannot be read.
    """
    problems = list(_problems(values))
    act = _KNOWN_ACTS.get(values["act"])
    start, end, wrong = _dates(values, orders)
    problems += wrong
    if act is None or start is None:
        return None, problems
    return _built(values, act, start, end, cast, line), problems


def _problems(values: Values) -> Iterator[Problem]:
    for column in MOVES.filled:
        if not values[column] and not (values["act"] == Act.CONTEXT and column == "actor"):
            advice = "a move without a source is an assessment" if column == "source" else ""
            yield Problem(column, "missing-cell", "a value in every row", "an empty cell", advice)
    act = _KNOWN_ACTS.get(values["act"])
    if act is None and values["act"]:
        yield word_problem("act", "unknown-act", values["act"], ACTS)
    yield from _words(values, act)
    yield from code_problems(values)
    if act is not None:
        yield from _gate(values, act)


def _built(values: Values, act: Act, start: date, end: date | None, cast: Cast, line: int) -> Move:
    return Move(
        id=values["id"],
        date=start,
        date_end=end,
        act=act,
        precision=values["precision"] or "day",
        actor=read_list(values["actor"]),
        voice=values["voice"],
        extent=values["extent"],
        polarity=values["polarity"],
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
        justification=values.get("justification", ""),
        weakens=read_list(values.get("weakens", "")),
        line=line,
        cast=cast,
    )


def _words(values: Values, act: Act | None) -> Iterator[Problem]:
    if act is not None and values["extent"] and values["extent"] not in EXTENTS[act]:
        yield word_problem("extent", "unknown-extent", values["extent"], EXTENTS[act], f"for {act} ")
    for column, known in _WORDS:
        word = values.get(column, "")
        if word and word not in known:
            yield word_problem(column, "unknown-word", word, known)
    for column in ("pax_id", "ucdp_id", "pax_stage", "ceasefire_class"):
        if values[column] and act is not None and act is not Act.AGREE:
            expected = "an empty cell unless the act is AGREE"
            yield Problem(column, "only-for-texts", expected, values[column])


def code_problems(values: Values) -> Iterator[Problem]:
    """Codes of actors and of events that are none: names, words for nobody, zeros lost in a spreadsheet."""
    for column in ("actor", "target", "affected", "weakens"):
        for code in read_list(values.get(column, "")):
            if code.upper() in NOBODY:
                advice = "leave the cell empty where there is nobody"
                yield Problem(
                    column, "bad-code", "the code of an actor", f"{code}, a word for nobody", advice
                )
            elif not _CODE.match(code):
                expected = "codes such as RUSGOV or EUR, several joined by ;"
                yield Problem(column, "bad-code", expected, code, "names of persons belong in voice")
    cameo = values["cameo"]
    if cameo and cameo not in CAMEO_CODES:
        advice = "format the column as text; a spreadsheet drops the leading zero of 036"
        if full := with_leading_zero(cameo):
            advice = f"write {full}; format the column as text, for a spreadsheet drops the leading zero"
        yield Problem("cameo", "bad-code", "a CAMEO code of 3 or 4 digits", cameo, advice)


def with_leading_zero(cameo: str) -> str:
    """The code that a spreadsheet made a number of; empty where the digits are no code that lost a zero."""
    return "0" + cameo if cameo not in CAMEO_CODES and "0" + cameo in CAMEO_CODES else ""


def _gate(values: Values, act: Act) -> Iterator[Problem]:
    gate = values["conditionality"]
    if _GATE.search(gate) or gate == NONE_ASKED:
        return
    if act is Act.CONDITION or gate:
        advice = "write the gate as IF ... THEN ..., UNTIL ... or UNLESS ..."
        if act is not Act.CONDITION:
            advice += f", or '{NONE_ASKED}' where nothing was asked in return"
        got = gate or "an empty cell"
        yield Problem("conditionality", "gate-missing", "IF, UNTIL or UNLESS", got, advice)


def _dates(values: Values, orders: Orders) -> tuple[date | None, date | None, list[Problem]]:
    found: dict[str, date | None] = {}
    problems: list[Problem] = []
    for column in _DAYS:
        try:
            text = values[column]
            found[column] = read_date(text, orders.get(column)) if text else None
        except UnreadableDateError as error:
            found[column] = None
            expected = "a day such as 2025-03-18"
            problems.append(Problem(column, "bad-date", expected, error.got, error.advice))
    start, end = found["date"], found["date_end"]
    if start and end and end < start:
        expected = f"a day not before {start.isoformat()}"
        problems.append(
            Problem("date_end", "date-order", expected, values["date_end"], "swap date and date_end?")
        )
    if start and end is None and values["precision"] == "month":
        end = month_end(start)
    return start, end, problems
