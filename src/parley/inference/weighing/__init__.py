"""The record held against the solved game: beliefs by date, surprises, and what comes next.

`read_coding` and `code_record` bring the record into the game's words; `weigh` runs the exact filter;
`next_moves` looks ahead from where the record ends, `answers_ahead` at how a deed of it will be answered.
"""

from parley.inference.weighing.ahead import NextMoves, answers_ahead, next_moves
from parley.inference.weighing.filtering import weigh
from parley.inference.weighing.strategies import Strategies
from parley.inference.weighing.weighed import Impossible, Seen, Weighed, WeighedRound
from parley.scenario.coding import CodedRecord, Coding, code_record

__all__ = [
    "CodedRecord",
    "Coding",
    "Impossible",
    "NextMoves",
    "Seen",
    "Strategies",
    "Weighed",
    "WeighedRound",
    "answers_ahead",
    "code_record",
    "next_moves",
    "weigh",
]
