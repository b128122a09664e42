"""Game to solution: a plain reference, a fast kernel that agrees with it, and a certificate."""

from parley.solver.kernel.packages import TIE
from parley.solver.play import Beginning, Course, analyst_prior, first_round, play
from parley.solver.players import play_log_odds
from parley.solver.policy import Policy, policy
from parley.solver.solution import Solution, solve
from parley.solver.stack import solve_each, solve_stack

__all__ = [
    "TIE",
    "Beginning",
    "Course",
    "Policy",
    "Solution",
    "analyst_prior",
    "first_round",
    "play",
    "play_log_odds",
    "policy",
    "solve",
    "solve_each",
    "solve_stack",
]
