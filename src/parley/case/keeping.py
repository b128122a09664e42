"""The record of a case: until when it is kept, its files, and those not read because of their names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from parley.errors import CaseError, Fault
from parley.files import Folder
from parley.files.nearby import Unread, near_names
from parley.record import Record, record_with_faults, source_of
from parley.record.reading.columns import FILES
from parley.record.reading.dates import UnreadableDateError, read_date
from parley.scenario import LARGEST_SCENARIO, SCENARIO_FILE
from parley.scenario.coding import CODING_FILE

RECORD_UNTIL = "record_until"


def kept_record(folder: Folder) -> tuple[Record, list[Fault]]:
    """What can be read of a case's record, kept until the day its scenario states, and every fault of it."""
    record, faults = record_with_faults(source_of(folder))
    return replace(record, stated_until=stated_until(folder, record)), faults


def stated_until(folder: Folder, record: Record) -> date | None:
    """The day until which the scenario says the record is kept; its last row's where that is later.

    None where it does not say, or where the file has faults, which are reported by who reads it.
    """
    if not folder.holds(SCENARIO_FILE):
        return None
    try:
        data = folder.document(SCENARIO_FILE, LARGEST_SCENARIO).data
        stated = data.get(RECORD_UNTIL) if isinstance(data, dict) else None
        until = None if stated is None else read_date(str(stated))
    except (CaseError, UnreadableDateError):
        return None
    return max([until, *(move.known_on for move in record.moves)]) if until else None


def record_files(folder: Folder) -> list[str]:
    """The files of a record in a folder, in the order they are read."""
    return source_of(folder).kept(shape.name for shape in FILES)


def unread_files(folder: Folder) -> list[Unread]:
    """Files of a case that are not read though their names are nearly those of files that are."""
    known = [*(shape.name for shape in FILES), SCENARIO_FILE, CODING_FILE]
    return near_names(folder.path, known, (folder.path / name for name in record_files(folder)))
