"""Game to solution: a plain reference, a fast kernel that agrees with it, and a certificate."""

from parley.solver.course import USUAL_RESIDUAL, Beginning, Course, Policy, analyst_prior
from parley.solver.ends import MOST_WITHHELD, BeliefEnds, belief_ends
from parley.solver.equilibrium import MOST_RESIDUAL, Equilibrium, certify, play_certified, solve_and_play
from parley.solver.general.nearby import Near, Origin, near, solve_origin
from parley.solver.general.solving import GeneralSolution
from parley.solver.kernel.packages import TIE
from parley.solver.play import first_round, play
from parley.solver.players import play_log_odds
from parley.solver.policy import policy
from parley.solver.solution import Solution
from parley.solver.solving import quick_solution, solve
from parley.solver.stack import solve_each, solve_stack

__all__ = [
    "MOST_RESIDUAL",
    "MOST_WITHHELD",
    "TIE",
    "USUAL_RESIDUAL",
    "Beginning",
    "BeliefEnds",
    "Course",
    "Equilibrium",
    "GeneralSolution",
    "Near",
    "Origin",
    "Policy",
    "Solution",
    "analyst_prior",
    "belief_ends",
    "certify",
    "first_round",
    "near",
    "play",
    "play_certified",
    "play_log_odds",
    "policy",
    "quick_solution",
    "solve",
    "solve_and_play",
    "solve_each",
    "solve_origin",
    "solve_stack",
]
