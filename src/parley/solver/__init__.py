"""Game to solution: a plain reference, a fast kernel that agrees with it, and a certificate."""

from parley.solver.kernel.choice import TIE
from parley.solver.play import Course, analyst_prior, play
from parley.solver.solution import Solution, solve

__all__ = ["TIE", "Course", "Solution", "analyst_prior", "play", "solve"]
