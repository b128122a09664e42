"""From the record to the game: which recorded move counts as which action, by rule and by exception.

`read_coding` reads a case's coding.yaml and raises every fault at once; `code_record` applies it to the
record as it stood on a day. Nothing here infers anything: it is the analyst who says what a move is.
"""

from parley.scenario.coding.applying import code_record
from parley.scenario.coding.checking import coding_advice, coding_end
from parley.scenario.coding.coded import Answer, CodedMove, CodedRecord, CodedRound, Deed, Fall, Reading
from parley.scenario.coding.coding_reader import coding_with_faults, read_coding
from parley.scenario.coding.coding_schema import coding_schema
from parley.scenario.coding.menu import coding_choices, menus
from parley.scenario.coding.parts import ANSWERS, CODING_FILE, Coding

__all__ = [
    "ANSWERS",
    "CODING_FILE",
    "Answer",
    "CodedMove",
    "CodedRecord",
    "CodedRound",
    "Coding",
    "Deed",
    "Fall",
    "Reading",
    "code_record",
    "coding_advice",
    "coding_choices",
    "coding_end",
    "coding_schema",
    "coding_with_faults",
    "menus",
    "read_coding",
]
