"""What happened: dated, sourced moves, and the ledgers made of them.

The record holds no probability and no inference. `read_record` reads a case's files, `check_record`
lists what is wrong with them, `record_with_faults` does both, `record_of` makes one of tables read
elsewhere, `source_ids` names what a scenario may cite; `parley.record.ledgers` works out who gave what
for what.
"""

from parley.record.as_of import day_to_read, known_on, no_moves, read_day
from parley.record.cast import Actor, Cast
from parley.record.reading import (
    check_record,
    read_record,
    record_of,
    record_with_faults,
    source_ids,
    with_later_moves,
)
from parley.record.rows import Account, Assessment, Fact, Move, ReadoutItem, Record
from parley.record.source import CsvFolder, RecordSource, source_of

__all__ = [
    "Account",
    "Actor",
    "Assessment",
    "Cast",
    "CsvFolder",
    "Fact",
    "Move",
    "ReadoutItem",
    "Record",
    "RecordSource",
    "check_record",
    "day_to_read",
    "known_on",
    "no_moves",
    "read_day",
    "read_record",
    "record_of",
    "record_with_faults",
    "source_ids",
    "source_of",
    "with_later_moves",
]
