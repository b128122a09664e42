"""Equilibrium play as single histories: drawn as they come, or with a person in one party's chair."""

from parley.playing.histories import sample_histories
from parley.playing.seat import MODEL, REST, Decision, Seat, SeatRequest, sit
from parley.playing.table import LaidTable
from parley.playing.walk import History, Step

__all__ = [
    "MODEL",
    "REST",
    "Decision",
    "History",
    "LaidTable",
    "Seat",
    "SeatRequest",
    "Step",
    "sample_histories",
    "sit",
]
