"""Check every file of a case: the scenario, the record, and what one says of the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from parley.errors import CaseError, Fault
from parley.files import Document, Place, closest_name, compose_yaml, read_text
from parley.files.document import WIDEST_SHOWN
from parley.record import Record, check_record, record_with_faults, source_ids
from parley.scenario.coding import CODING_FILE, coding_with_faults
from parley.scenario.parts import Scenario
from parley.scenario.reader import LARGEST_SCENARIO, SCENARIO_FILE, read_document

RECORD_FILES = ("facts.csv", "moves.csv")
SIDE_FILES = ("readouts.csv", "assessments.csv")


@dataclass(frozen=True)
class CheckedCase:
    """What checking a case found: its faults, and the scenario if there is one without any."""

    faults: tuple[Fault, ...]
    scenario: Scenario | None


def check_case(case_dir: Path) -> list[Fault]:
    """Return every fault of every file of a case, in file and line order; a record alone is a case."""
    return list(checked_case(case_dir, record_alone=True).faults)


def checked_case(case_dir: Path, *, record_alone: bool = False) -> CheckedCase:
    """Check every file of a case and return its faults with the scenario.

    A folder with files of a record and no scenario is at fault, unless a `record_alone` will do.
    """
    if names := _record_alone(case_dir):
        missing = () if record_alone else (_scenario_missing(case_dir, names),)
        return CheckedCase((*missing, *_quoted(check_record(case_dir))), None)
    try:
        document = compose_yaml(read_text(case_dir / SCENARIO_FILE, LARGEST_SCENARIO))
    except CaseError as problem:
        of_record = check_record(case_dir) if case_dir.is_dir() else []
        return CheckedCase((*problem.faults, *_quoted(of_record)), None)
    scenario, faults = read_document(document)
    sound = None if faults else scenario
    record, of_record = record_with_faults(case_dir)
    faults = faults + _quoted(of_record)
    if any((case_dir / name).is_file() for name in RECORD_FILES):
        as_of = scenario.as_of if scenario else None
        dates = {} if of_record else _dates(record)
        faults = faults + _source_faults(document, source_ids(case_dir), dates, as_of)
    # What a coding says can be told only where the record itself can be read.
    if sound is not None and not of_record and (case_dir / CODING_FILE).is_file():
        faults = faults + coding_with_faults(case_dir, sound, record)[1]
    return CheckedCase(tuple(sorted(set(faults))), sound)


def _record_alone(case_dir: Path) -> list[str]:
    """The files of a record in a folder that has no scenario; none where there is one."""
    if (case_dir / SCENARIO_FILE).exists():
        return []
    return [name for name in (*RECORD_FILES, *SIDE_FILES) if (case_dir / name).is_file()]


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


def _quoted(faults: list[Fault]) -> list[Fault]:
    """Give faults that have a place but quote no line the line they are about."""
    lines: dict[str, list[str]] = {}
    for fault in faults:
        if fault.line and not fault.source_line and fault.file not in lines:
            lines[fault.file] = _lines(Path(fault.file))
    return [replace(fault, source_line=_line(lines.get(fault.file, []), fault)) for fault in faults]


def _lines(path: Path) -> list[str]:
    """Return the lines of a file as far as they are text; none if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return []


def _line(lines: list[str], fault: Fault) -> str:
    if fault.source_line or not 0 < fault.line <= len(lines) or fault.column > WIDEST_SHOWN:
        return fault.source_line
    return lines[fault.line - 1][:WIDEST_SHOWN]


def _dates(record: Record) -> Mapping[str, date]:
    """Return the day from which each row of the record could be known."""
    known = {move.id: move.date for move in record.moves}
    return known | {fact.id: fact.known_from for fact in record.facts if fact.known_from is not None}


def _source_faults(
    document: Document, ids: set[str], dates: Mapping[str, date], as_of: date | None
) -> list[Fault]:
    """Report sources that are no row of the record, or were not known yet at as_of."""
    faults: list[Fault] = []
    for place, source in _cited(document.data, ()):
        mark = document.mark(place)
        if source not in ids:
            near = closest_name(source, ids)
            expected = "the id of a row of " + " or ".join(RECORD_FILES)
            advice = f"did you mean '{near}'?" if near else ""
            faults.append(document.fault_at(mark, "source-unknown", expected, f"'{source}'", advice))
        elif as_of is not None and source in dates and dates[source] > as_of:
            expected = f"a source known by as_of, {as_of}"
            got = f"'{source}', of {dates[source]}"
            faults.append(document.fault_at(mark, "date-after-as-of", expected, got, "cite nothing later"))
    return faults


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
