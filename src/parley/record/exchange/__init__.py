"""Other people's event codings: out with a list of what is lost, in as candidates for a person."""

from parley.record.exchange.candidates import CANDIDATES, Candidate, Saved, save_candidates
from parley.record.exchange.events import Events, Filter, read_events
from parley.record.exchange.export import EXPORTS, Export
from parley.record.exchange.schemes import SCHEMES

__all__ = [
    "CANDIDATES",
    "EXPORTS",
    "SCHEMES",
    "Candidate",
    "Events",
    "Export",
    "Filter",
    "Saved",
    "read_events",
    "save_candidates",
]
