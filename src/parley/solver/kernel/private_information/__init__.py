"""Games in which one party's disposition is hidden: eight belief nodes of a situation at a time."""

from parley.solver.kernel.private_information.backward import begin_at_horizon, solve_round
from parley.solver.kernel.private_information.forward import move, play_round
from parley.solver.kernel.private_information.grid import Grid, finer_nodes, grid_of
from parley.solver.kernel.private_information.off_path import leave_path, move_flags
from parley.solver.kernel.private_information.workspace import Workspace, set_up_workspace

__all__ = [
    "Grid",
    "Workspace",
    "begin_at_horizon",
    "finer_nodes",
    "grid_of",
    "leave_path",
    "move",
    "move_flags",
    "play_round",
    "set_up_workspace",
    "solve_round",
]
