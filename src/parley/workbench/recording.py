"""What the record of a case says by itself: ledgers, how two codings agree, other schemes in and out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from parley.case import RecordedCase, open_record
from parley.errors import CaseError, UsageError
from parley.files import closest_name
from parley.files.workbook import SUFFIX
from parley.record import Record, known_on, no_moves, read_day, source_of
from parley.record.comparing import Comparison, compare
from parley.record.exchange import EXPORTS, SCHEMES, Filter, read_events, save_candidates
from parley.record.exchange.events import Events
from parley.record.exchange.export import Export
from parley.record.exchange.workbook import BY_SHEET, Taken, from_workbook, has_sheets, to_workbook
from parley.record.ledgers import Ledger, build_ledgers, ledgers_document, read_options
from parley.record.reading import read_moves_file
from parley.record.reading.dates import Order
from parley.record.rows import Move
from parley.workbench.writing import write_named, write_whole


@dataclass(frozen=True)
class LedgersRun:
    """The ledgers of a case, the record they were worked out from, and the day it was read on."""

    case: RecordedCase
    day: date
    ledgers: tuple[Ledger[Any], ...]

    @property
    def record(self) -> Record:
        """The record, whole; ledgers read nothing dated after the day."""
        return self.case.record

    def document(self) -> dict[str, Any]:
        """The ledgers as plain data for JSON."""
        return dict(ledgers_document(self.record, self.day, list(self.ledgers)))


def ledger(
    case: str | Path | RecordedCase,
    names: Sequence[str] = (),
    *,
    as_of: str = "",
    options: Sequence[str] = (),
) -> LedgersRun:
    """Work out ledgers of a case by name, all if none is named, reading nothing dated after a day.

    The day is the scenario's where none is asked for, else the last move's; `options` are rules' settings
    such as `window_days=14`. Raises UsageError for an empty record and for names and settings there are not.
    """
    opened = open_record(case)
    if not opened.record.moves:
        raise UsageError(no_moves(opened.record))
    day = opened.day_to_read(as_of)
    found = build_ledgers(opened.record, day, names, read_options(options))
    return LedgersRun(opened, day, tuple(found))


def compare_codings(first: Path, second: Path, pairs: Mapping[str, str] | None = None) -> Comparison:
    """Align two codings of the same events, and say how far they agree; `pairs` are made by hand.

    Raises CaseError with the faults of the first file that has any.
    """
    return compare(_moves(first), _moves(second), dict(pairs or {}))


def _moves(path: Path) -> list[Move]:
    moves, faults = read_moves_file(path)
    if faults:
        raise CaseError(faults)
    return moves


@dataclass(frozen=True)
class ExportRun:
    """A record in another scheme: how many moves went in, and what came out."""

    moves: int
    export: Export


def export_record(
    case: str | Path | RecordedCase, destination: Path, to: str, *, as_of: str = ""
) -> ExportRun:
    """Write the record in another scheme; what that could not hold is in the result.

    Raises UsageError for a scheme there is not, OutputError where the file cannot be written.
    """
    if to not in EXPORTS:
        near = closest_name(to, EXPORTS)
        raise UsageError(
            f"--to is {', '.join(EXPORTS)}, not {to}" + (f"; did you mean {near}?" if near else "")
        )
    opened = open_record(case)
    record = known_on(opened.record, opened.day_to_read(as_of)) if as_of else opened.record
    export = EXPORTS[to][1](record)
    write_named(destination, export.text)
    return ExportRun(len(record.moves), export)


def export_workbook(case: str | Path | RecordedCase, destination: Path) -> dict[str, int]:
    """Write the record as one Excel workbook, whole or not at all; returns the rows of each sheet.

    Raises UsageError for a record without rows, OutputError for a cell no sheet can hold and where the file
    cannot be written.
    """
    opened = open_record(case)
    source = source_of(opened.files)
    if not has_sheets(source):
        raise UsageError(no_moves(opened.record))
    data, rows = to_workbook(source)
    write_named(destination, data)
    return rows


def import_workbook(file: Path, case: str | Path | RecordedCase) -> Taken:
    """Take the sheets of a workbook as the files of a case's record, all of them or none.

    Sheets are named as files are (`moves`, `facts`, ...); files without a sheet stay as they are, and rows as
    they were keep their very bytes. Raises CaseError with every fault, and nothing is written then.
    """
    opened = open_record(case)
    if (workbooks := sorted(opened.files.names & {f"{stem}{SUFFIX}" for stem in BY_SHEET})) != []:
        raise UsageError(
            f"the record of {opened.name} is kept in {', '.join(workbooks)} itself; change that file instead"
        )
    taken = from_workbook(file, source_of(opened.files))
    if taken.texts:
        write_whole(opened.folder, {opened.folder / name: text for name, text in taken.texts.items()})
    return taken


@dataclass(frozen=True)
class ImportRequest:
    """Which machine-coded events are wanted, as a command line has it; what is empty is the record's own."""

    actors: str = ""
    since: str = ""
    until: str = ""
    either: bool = False
    dates: str = ""
    states: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportRun:
    """Events that became candidates: what was wanted, what was read, and what was new of it."""

    folder: Path
    wanted: Filter
    events: Events
    new: int
    waiting: int
    recorded: int


def import_events(
    file: Path, case: str | Path | RecordedCase, source: str, request: ImportRequest | None = None
) -> ImportRun:
    """Add machine-coded events to a case's candidates, which no ledger reads until a person moves them."""
    if source not in SCHEMES:
        raise UsageError(f"events come from {', '.join(SCHEMES)}, not {source}")
    opened = open_record(case)
    wanted = _wanted(opened, request or ImportRequest())
    events = read_events(file, source, wanted)
    kept = opened.files.shared_from or opened.folder
    saved = save_candidates(kept, events.candidates, opened.record.by_id)
    return ImportRun(kept, wanted, events, saved.new, saved.waiting, saved.recorded)


def _wanted(opened: RecordedCase, asked: ImportRequest) -> Filter:
    """The filter of events that a request means."""
    record = opened.record
    chosen = tuple(word.strip().upper() for word in asked.actors.split(",") if word.strip())
    if not chosen:
        chosen = tuple(sorted({code[:3] for move in record.moves for code in (*move.actor, *move.target)}))
    if not chosen or not (asked.since or record.moves):
        raise UsageError("the record is empty; say which events you want with --actors and --since")
    orders = {"": None, "day-first": Order.DAY_FIRST, "month-first": Order.MONTH_FIRST}
    if asked.dates not in orders:
        raise UsageError(f"--dates is day-first or month-first, not {asked.dates}")
    odd = [entry for entry in asked.states if "=" not in entry]
    if odd:
        raise UsageError(f'--state is written "Name=CODE", not {odd[0]}')
    first = read_day(asked.since, "--since") if asked.since else record.moves[0].date
    last = read_day(asked.until, "--until") if asked.until else opened.day_to_read()
    if first > last:
        of_first = "" if asked.since else ", the record's first move,"
        of_last = "" if asked.until else ", the day the case speaks from,"
        raise UsageError(
            f"the first day asked for, {first}{of_first} lies after the last, {last}{of_last} so nothing "
            "lies between them: say which days you want with --since and --until"
        )
    named = dict(entry.split("=", 1) for entry in asked.states)
    return Filter(chosen, first, last, asked.either, named, orders[asked.dates])
