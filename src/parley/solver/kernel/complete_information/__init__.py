"""Games in which nothing is hidden: one node a situation, the offers of a party side by side."""

from parley.solver.kernel.complete_information.backward import (
    begin_at_horizon,
    solve_round,
    solve_rounds,
    solve_stack,
)
from parley.solver.kernel.complete_information.forward import move, play_round, read_strategies
from parley.solver.kernel.complete_information.workspace import set_up_workspace

__all__ = [
    "begin_at_horizon",
    "move",
    "play_round",
    "read_strategies",
    "set_up_workspace",
    "solve_round",
    "solve_rounds",
    "solve_stack",
]
