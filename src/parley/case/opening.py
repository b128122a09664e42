"""Open a case: find it, read its files once, and refuse it with every fault of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from parley.case.checking import CheckedCase, checked_case
from parley.case.keeping import kept_record
from parley.case.opened import NO_CHANGES, README, Case, RecordedCase
from parley.errors import CaseError
from parley.files import Folder
from parley.files.cases import find_case


def open_case(case: str | Path | Case, changes: Mapping[str, object] | None = None) -> Case:
    """Find, read and check a case, with changes by path made to its scenario; CaseError with all faults.

    A case that is open already is not read again; `changes` then take the place of those it had.
    """
    if isinstance(case, Case):
        return case if changes is None else case.with_changes(changes)
    folder = Folder(find_case(case))
    opened = _opened(folder, checked_case(folder))
    assert isinstance(opened, Case), "a case that must have a scenario is at fault without one"
    return opened.with_changes(changes) if changes else opened


def open_recorded(case: str | Path | RecordedCase) -> RecordedCase:
    """Find, read and check a case, which may be a record without a scenario; CaseError with all faults."""
    if isinstance(case, RecordedCase):
        return case
    folder = Folder(find_case(case))
    return _opened(folder, checked_case(folder, record_alone=True))


def _opened(folder: Folder, checked: CheckedCase) -> RecordedCase:
    if checked.faults:
        raise CaseError(list(checked.faults))
    if checked.scenario is None:
        return RecordedCase(folder, checked.record)
    folder.prose(README)
    return Case(
        files=folder,
        record=checked.record,
        stated=checked.scenario,
        scenario=checked.scenario,
        changes=NO_CHANGES,
        stated_coding=checked.coding,
        outside=checked.outside,
    )


def open_record(case: str | Path | RecordedCase) -> RecordedCase:
    """Find a case and read its record alone, whatever is wrong with a scenario; CaseError for its faults."""
    if isinstance(case, RecordedCase):
        return case
    folder = Folder(find_case(case))
    record, faults = kept_record(folder)
    if faults:
        raise CaseError(faults)
    return RecordedCase(folder, record)
