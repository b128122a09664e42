"""Many draws of the assumptions, one outlook each: what is not known, beside what is left to chance."""

from parley.sensitivity.study.draws import METHODS, Draws, Method, draw

__all__ = ["METHODS", "Draws", "Method", "draw"]
