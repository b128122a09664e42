"""Scenarios from other programs' files: utility spaces of Genius and NegMAS, actors of KTAB."""

from parley.exchange.domains.ktab import ktab_scenario
from parley.exchange.domains.reading import read_spaces
from parley.exchange.domains.spaces import Space
from parley.exchange.domains.writing import domain_scenario

__all__ = ["Space", "domain_scenario", "ktab_scenario", "read_spaces"]
