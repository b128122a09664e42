"""The strategies of a solved game, round by round, as arrays."""

from __future__ import annotations

import numpy as np

from parley.game import NONE, Ints
from parley.solver.course import Policy
from parley.solver.general.playing import read_general_policy
from parley.solver.general.solving import GeneralSolution
from parley.solver.kernel import complete_information, private_information
from parley.solver.kernel.tally import StrategyBuffer, blank_sheet
from parley.solver.players import read_strategies
from parley.solver.solution import Solution
from parley.solver.solving import QuickSolution


def policy(solution: Solution, t: int, situations: Ints) -> Policy:
    """The strategies of round t in `situations`, none of them collapsed; IndexError past the horizon."""
    s = solution.game.structure
    if not 0 <= t < s.rounds:
        raise IndexError(f"round {t} of {s.rounds}")
    chosen = np.asarray(situations, dtype=np.int64)
    if isinstance(solution, GeneralSolution):
        return read_general_policy(solution, t, chosen)
    assert isinstance(solution, QuickSolution)
    sheet = _open_sheet(solution, t, chosen) if s.hidden == NONE else _hidden_sheet(solution, t, chosen)
    by_node = [
        np.moveaxis(array[..., : s.belief_nodes], -1, 1) for array in (sheet.chance, sheet.accept, sheet.walk)
    ]
    return Policy(t, chosen, *by_node)


def _open_sheet(solution: QuickSolution, t: int, chosen: Ints) -> StrategyBuffer:
    s = solution.game.structure
    sheet = blank_sheet(s, len(chosen))
    workspace = complete_information.set_up_workspace(s, counting=True)
    later = solution.worths[t + 1, :, :, 0]
    complete_information.read_strategies(solution.tables, workspace, t, chosen, later, sheet)
    return sheet


def _hidden_sheet(solution: QuickSolution, t: int, chosen: Ints) -> StrategyBuffer:
    """The sheets of the theatre states of all chosen situations, those rows that were chosen."""
    s, tables = solution.game.structure, solution.tables
    result = blank_sheet(s, len(chosen))
    workspace = private_information.set_up_workspace(s, tables.slots, tables.questions, counting=False)
    for w in np.unique(chosen // s.postures):
        rows = np.flatnonzero(chosen // s.postures == w)
        live = np.zeros((s.postures, solution.worths.shape[3]))
        live[chosen[rows] % s.postures] = 1.0
        sheet = blank_sheet(s, s.postures)
        read_strategies(solution, workspace, t, (int(w), int(w) + 1), live, sheet)
        for name, array in result.arrays.items():
            array[rows] = sheet.arrays[name][chosen[rows] % s.postures]
    # The workspace keeps what it last held of actions that nobody can take in a situation.
    floor = solution.game.numbers.floor[s.floor_of[t]][s.action_party][:, chosen].T
    result.chance[(s.action_next[chosen] == NONE) | (floor == 0.0)] = 0.0
    return result
