"""A case, read and checked once: what every verb is given, and below which nothing opens a file again.

`open_case` gives a `Case` with scenario, record, coding and the hash of the bytes that were read;
`open_recorded` one that may be a record without a scenario; `open_record` the record alone, whatever is
wrong with a scenario; `check_case` lists every fault.
"""

from parley.case.checking import CheckedCase, check_case, checked_case
from parley.case.opened import Case, RecordedCase
from parley.case.opening import open_case, open_record, open_recorded

__all__ = [
    "Case",
    "CheckedCase",
    "RecordedCase",
    "check_case",
    "checked_case",
    "open_case",
    "open_record",
    "open_recorded",
]
