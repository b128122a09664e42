"""Games in the files of other programs: a small game as an extensive form that Gambit reads."""

from parley.exchange.gambit import MOST_NODES, gambit_text

__all__ = ["MOST_NODES", "gambit_text"]
