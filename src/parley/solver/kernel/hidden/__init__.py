"""Games in which one party's disposition is hidden: eight belief nodes of a situation at a time."""

from parley.solver.kernel.hidden.backward import begin_at_horizon, solve_round
from parley.solver.kernel.hidden.desk import Desk, set_up_desk
from parley.solver.kernel.hidden.forward import move, play_round
from parley.solver.kernel.hidden.grid import Grid, finer_nodes, grid_of

__all__ = [
    "Desk",
    "Grid",
    "begin_at_horizon",
    "finer_nodes",
    "grid_of",
    "move",
    "play_round",
    "set_up_desk",
    "solve_round",
]
