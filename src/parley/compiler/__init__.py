"""Scenario to game: the only room that reads a scenario and writes a game."""

from parley.compiler.build import compile_game, estimate_size
from parley.compiler.calendar import date_of

__all__ = ["compile_game", "date_of", "estimate_size"]
