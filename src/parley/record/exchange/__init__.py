"""Other people's event codings: out with a list of what is lost, in as candidates for a person."""

from parley.record.exchange.candidates import CANDIDATES, Candidate, save_candidates
from parley.record.exchange.events import EVENT_SOURCES, Filter, read_events
from parley.record.exchange.export import EXPORTS, Export

__all__ = [
    "CANDIDATES",
    "EVENT_SOURCES",
    "EXPORTS",
    "Candidate",
    "Export",
    "Filter",
    "read_events",
    "save_candidates",
]
