"""Check every file of a case: the scenario, the record, and what one says of the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from parley.case.calling import called_as_recorded
from parley.case.keeping import kept_record, record_files, unread_files
from parley.errors import CaseError, Fault
from parley.files import Document, Folder, Place, as_folder, closest_name
from parley.files.document import WIDEST_SHOWN
from parley.outside_view import StatedView, stated_with_faults
from parley.record import Record, check_record, source_ids, source_of
from parley.scenario import LARGEST_SCENARIO, SCENARIO_FILE, read_document
from parley.scenario.coding import CODING_FILE, Coding, coding_with_faults
from parley.scenario.parts import Scenario

RECORD_FILES = ("facts.csv", "moves.csv")
NO_RECORD_ALONE = ("actors.csv", "actors.xlsx")


@dataclass(frozen=True)
class CheckedCase:
    """What checking a case found: its faults, and what is sound in it.

    `scenario` is None where it has faults or there is none, `coding` and `outside` (the outside view) where
    they cannot be read or there are none; `record` is what could be read of it.
    """

    faults: tuple[Fault, ...]
    scenario: Scenario | None
    record: Record
    coding: Coding | None = None
    outside: StatedView | None = None


def check_case(place: Path | Folder) -> list[Fault]:
    """Return every fault of every file of a case, in file and line order; a record alone is a case."""
    return list(checked_case(place, record_alone=True).faults)


def checked_case(place: Path | Folder, *, record_alone: bool = False) -> CheckedCase:
    """Check every file of a case and return its faults with what was read.

    A folder with files of a record and no scenario is at fault, unless a `record_alone` will do.
    """
    folder = as_folder(place)
    outside, of_outside = stated_with_faults(folder)
    kept = source_of(folder)
    if names := _record_alone(folder):
        missing = () if record_alone else (_scenario_missing(folder.path, names),)
        record, of_record = kept_record(folder)
        return CheckedCase((*missing, *of_outside, *_quoted(folder, of_record)), None, record)
    try:
        document = folder.document(SCENARIO_FILE, LARGEST_SCENARIO)
    except CaseError as problem:
        of_record = check_record(kept) if folder.path.is_dir() else []
        faults = [*problem.faults, *of_outside, *_quoted(folder, of_record)]
        return CheckedCase(tuple(faults), None, Record(folder.name))
    scenario, faults = read_document(document)
    sound = None if faults else scenario
    record, of_record = kept_record(folder)
    faults = faults + of_outside + _quoted(folder, of_record)
    # Where a file of the record cannot be read nobody knows its ids: that fault is enough, without echoes.
    # Where there is no record at all, nothing can be looked up; `check` says so.
    if _has_record(folder) and (ids := source_ids(kept)) is not None:
        as_of = scenario.as_of if scenario else None
        dates = {} if of_record else _dates(record)
        faults = faults + _source_faults(document, ids, dates, as_of, _absent(folder))
    if sound is not None:
        sound = called_as_recorded(sound, record.cast)
    coding = None
    # What a coding says can be told only where the record itself can be read.
    if sound is not None and not of_record and folder.holds(CODING_FILE):
        coding, of_coding = coding_with_faults(folder, sound, record)
        faults = faults + of_coding
        if coding is not None:
            coding = replace(coding, scenario=called_as_recorded(coding.scenario, record.cast))
    return CheckedCase(tuple(sorted(set(faults))), sound, record, coding, outside)


def _record_alone(folder: Folder) -> list[str]:
    """The files of a record in a folder that has no scenario; none where there is one."""
    if folder.holds(SCENARIO_FILE):
        return []
    return [name for name in record_files(folder) if name not in NO_RECORD_ALONE]


def _scenario_missing(case_dir: Path, names: list[str]) -> Fault:
    return Fault(
        file=str(case_dir / SCENARIO_FILE),
        line=0,
        column=0,
        slug="file-missing",
        expected="a scenario, for that is what is solved",
        got=f"a record but no scenario ({', '.join(names)})",
        advice=f"see what the record shows with: parley ledger {case_dir}; "
        "a scenario to start from is written by: parley new DIR",
    )


def _quoted(folder: Folder, faults: list[Fault]) -> list[Fault]:
    """Give faults that have a place but quote no line the line they are about."""
    lines: dict[str, list[str]] = {}
    for fault in faults:
        if fault.line and not fault.source_line and fault.file not in lines:
            lines[fault.file] = folder.lines(Path(fault.file).name)
    return [replace(fault, source_line=_line(lines.get(fault.file, []), fault)) for fault in faults]


def _line(lines: list[str], fault: Fault) -> str:
    if fault.source_line or not 0 < fault.line <= len(lines) or fault.column > WIDEST_SHOWN:
        return fault.source_line
    return lines[fault.line - 1][:WIDEST_SHOWN]


def _dates(record: Record) -> Mapping[str, date]:
    """Return the day from which each row of the record could be known."""
    known = {move.id: move.date for move in record.moves}
    return known | {fact.id: fact.known_from for fact in record.facts if fact.known_from is not None}


def _source_faults(
    document: Document, ids: set[str], dates: Mapping[str, date], as_of: date | None, absent: str
) -> list[Fault]:
    """Report sources that are no row of the record, or were not known yet at as_of.

    `absent` says that there is no record at all, and which file is nearly one; empty where there is.
    """
    faults: list[Fault] = []
    for place, source in _cited(document.data, ()):
        mark = document.mark(place)
        if source not in ids:
            near = closest_name(source, ids)
            expected = "the id of a row of " + " or ".join(RECORD_FILES)
            advice = absent or (f"did you mean '{near}'?" if near else "")
            faults.append(document.fault_at(mark, "source-unknown", expected, f"'{source}'", advice))
        elif as_of is not None and source in dates and dates[source] > as_of:
            expected = f"a source known by as_of, {as_of}"
            got = f"'{source}', of {dates[source]}"
            faults.append(document.fault_at(mark, "date-after-as-of", expected, got, "cite nothing later"))
    return faults


def _has_record(folder: Folder) -> bool:
    """Whether there is a record to look rows up in, or a file that was meant to be one."""
    return bool(record_files(folder)) or any(entry.meant in RECORD_FILES for entry in unread_files(folder))


def cited_rows(document: Document) -> list[str]:
    """The ids of rows that numbers of a scenario cite, each once."""
    return list(dict.fromkeys(source for _, source in _cited(document.data, ())))


def _absent(folder: Folder) -> str:
    """Say that a case has no record to cite, and name a file that is not read for its name."""
    if record_files(folder):
        return ""
    near = [str(entry) for entry in unread_files(folder)]
    return "; ".join(["there is neither " + " nor ".join(RECORD_FILES), *near])


def _cited(data: object, place: Place) -> list[tuple[Place, str]]:
    """Find every id under a `sources` key that belongs to a long number."""
    found: list[tuple[Place, str]] = []
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "sources" and "value" in data and isinstance(value, list):
                found += [
                    ((*place, key, index), one) for index, one in enumerate(value) if isinstance(one, str)
                ]
            else:
                found += _cited(value, (*place, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            found += _cited(value, (*place, index))
    return found
