"""Games in which nothing is hidden: one node a situation, the offers of a party side by side."""

from parley.solver.kernel.open.backward import begin_at_horizon, solve_round, solve_rounds, solve_stack
from parley.solver.kernel.open.desk import set_up_desk
from parley.solver.kernel.open.forward import move, play_round, read_strategies

__all__ = [
    "begin_at_horizon",
    "move",
    "play_round",
    "read_strategies",
    "set_up_desk",
    "solve_round",
    "solve_rounds",
    "solve_stack",
]
