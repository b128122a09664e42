"""Who plays a round forward: one player for games with a hidden party, one where nothing is hidden."""

from __future__ import annotations

import numpy as np

from parley.game import Floats
from parley.solver.course import USUAL_RESIDUAL
from parley.solver.general.solving import GeneralSolution, general_log_odds
from parley.solver.kernel import complete_information, private_information
from parley.solver.kernel.numbers.lanes import LANES, lanes_for
from parley.solver.kernel.tally import StrategyBuffer, Tally, blank_sheet
from parley.solver.solution import Solution
from parley.solver.solving import QuickSolution

SHEET_BYTES = 4_000_000
"""What one worker's sheet of strategies may take, so that it stays in the processor's cache."""


class OpenPlayer:
    """Plays rounds in which nothing is hidden; theatre states come in shares, one workspace for each."""

    def __init__(self, solution: QuickSolution, shares: list[tuple[int, int]]):
        self.solution, self.shares = solution, shares
        self.workspaces = [
            complete_information.set_up_workspace(solution.game.structure, counting=True) for _ in shares
        ]

    def play_share(self, t: int, i: int, mass: Floats, fought: Floats, tally: Tally) -> float:
        """Play round t on one share: `mass` [h, s, l] becomes `fought`; returns the belief residual, none."""
        later = self.solution.worths[t + 1, :, :, 0]
        tables, workspace = self.solution.tables, self.workspaces[i]
        complete_information.play_round(
            tables, workspace, t, self.shares[i], later, mass[0, :, 0], fought[0, :, 0], tally
        )
        return 0.0

    def move(self, t: int, fought: Floats, mass: Floats, tally: Tally) -> None:
        """Let nature move on all shares."""
        complete_information.move(self.solution.tables, t, fought[0, :, 0], mass[0, :, 0], tally)

    def off_path(self) -> float:
        """The largest belief residual at nodes that one deviation leads to: there is none."""
        return 0.0

    def resting(self) -> Floats:
        """The probability in each round of standing at an unsettled node: there are none."""
        return np.zeros(self.solution.game.structure.rounds)

    def regret(self) -> tuple[Floats, Floats]:
        """The largest regret of each party met so far, and the most that logit allows."""
        return np.max([d.gap for d in self.workspaces], axis=0), np.max(
            [d.slack for d in self.workspaces], axis=0
        )


class HiddenPlayer:
    """Plays rounds of a game with a hidden party, a few theatre states at a time.

    Their strategies are written to a sheet first and played from there: that way the same compiled code
    serves solving and playing. Where some node of the solution is not settled, those that one deviation leads
    to are followed besides.
    """

    def __init__(self, solution: QuickSolution, shares: list[tuple[int, int]], prior: Floats):
        s, tables = solution.game.structure, solution.tables
        self.solution, self.shares, self.prior = solution, shares, prior
        self.workspaces = [
            private_information.set_up_workspace(s, tables.slots, tables.questions, counting=True)
            for _ in shares
        ]
        self.at_once = theatres_at_once(solution)
        nodes = play_log_odds(solution)
        self.grid, self.nearby = private_information.grid_of(nodes), nearby(solution.log_odds, nodes)
        self.sheets = [blank_sheet(s, s.postures * min(self.at_once, last - first)) for first, last in shares]
        self.unsettled = np.zeros((len(shares), s.rounds))
        self.spaces = [np.zeros((5 + len(s.packages) + 2 * len(s.parties), LANES)) for _ in shares]
        self.strays = [Strays(solution, shares)] if solution.residual > USUAL_RESIDUAL else []

    def play_share(self, t: int, i: int, mass: Floats, fought: Floats, tally: Tally) -> float:
        """Play round t on one share: `mass` [h, s, l] becomes `fought`; returns the belief residual."""
        first, last = self.shares[i]
        tables, sheet, residual = self.solution.tables, self.sheets[i], 0.0
        for w in range(first, last, self.at_once):
            theatres = (w, min(w + self.at_once, last))
            live = reached(mass, theatres, self.solution.game.structure.postures, self.nearby)
            if live.any():
                gap = read_strategies(self.solution, self.workspaces[i], t, theatres, live, sheet)
                residual = max(residual, gap)
                if not gap <= USUAL_RESIDUAL:
                    self.unsettled[i, t] += self._resting(mass, theatres, live, sheet)
                private_information.play_round(
                    tables, self.grid, sheet, t, theatres, mass, fought, tally, self.prior, self.spaces[i]
                )
            for strays in self.strays:
                strays.follow(t, i, theatres, live, sheet)
        return residual

    def _resting(self, mass: Floats, theatres: tuple[int, int], live: Floats, sheet: StrategyBuffer) -> float:
        """The probability, to the analyst, of standing where strategies rest on an unsettled node."""
        postures = self.solution.game.structure.postures
        here = np.tensordot(self.prior, mass[:, theatres[0] * postures : theatres[1] * postures], axes=1)
        # A sheet keeps what it last held at nodes that nobody comes near.
        unsettled = (live > 0.0) & ~(sheet.arrays["gap"][: len(live)] <= USUAL_RESIDUAL)
        return float(here[(unsettled.astype(np.float64) @ self.nearby.T) > 0.0].sum())

    def move(self, t: int, fought: Floats, mass: Floats, tally: Tally) -> None:
        """Let nature move on all shares."""
        private_information.move(self.solution.tables, self.grid, t, fought, mass, tally, self.spaces[0])
        for strays in self.strays:
            strays.move(t)

    def off_path(self) -> float:
        """The largest belief residual at nodes that one deviation leads to."""
        return max((max(strays.residual) for strays in self.strays), default=self.solution.residual)

    def resting(self) -> Floats:
        """The probability, to the analyst, in each round of standing where an unsettled node decides."""
        return np.asarray(self.unsettled.sum(axis=0))

    def regret(self) -> tuple[Floats, Floats]:
        """The largest regret of each party met so far, and the most that logit allows."""
        gaps, slacks = ([d.arrays[name] for d in self.workspaces] for name in ("gap", "slack"))
        return np.max(gaps, axis=(0, 2)), np.max(slacks, axis=(0, 2))


class Strays:
    """Nodes off the path that one deviation leads to, whoever deviates: what is worth reaching rests on them.

    `off` and `fought` [s, l] flag them at the start of a round and of its fighting.
    """

    def __init__(self, solution: QuickSolution, shares: list[tuple[int, int]]):
        s, tables = solution.game.structure, solution.tables
        self.solution, self.residual = solution, [0.0 for _ in shares]
        self.workspaces = [
            private_information.set_up_workspace(s, tables.slots, tables.questions, counting=False)
            for _ in shares
        ]
        self.off = np.zeros((s.situations, solution.worths.shape[3]))
        self.on, self.fought = np.zeros_like(self.off), np.zeros_like(self.off)

    def follow(self, t: int, i: int, theatres: tuple[int, int], live: Floats, sheet: StrategyBuffer) -> None:
        """Go on from nodes `live` [n, l] on the path and from those off it; what a sheet holds is spent."""
        s, solution = self.solution.game.structure, self.solution
        first, last = theatres[0] * s.postures, theatres[1] * s.postures
        off = np.where(live > 0.0, 0.0, self.off[first:last])
        if off.any():
            gap = read_strategies(solution, self.workspaces[i], t, theatres, off, sheet)
            self.residual[i] = max(self.residual[i], gap)
        if off.any() or live.any():
            self.on[first:last], self.off[first:last] = live, off
            private_information.leave_path(
                solution.tables, sheet, solution.told[t], t, theatres, self.on, self.off, self.fought
            )

    def move(self, t: int) -> None:
        """Let nature move."""
        private_information.move_flags(self.solution.tables, t, self.fought, self.off)
        self.fought[:] = 0.0


def theatres_at_once(solution: QuickSolution) -> int:
    """How many theatre states' strategies fit into one sheet."""
    s = solution.game.structure
    one = sum(array.nbytes for array in blank_sheet(s, s.postures).arrays.values())
    return max(1, SHEET_BYTES // max(one, 1))


def play_log_odds(solution: Solution) -> Floats:
    """Public log-odds that play distinguishes: the solver's nodes, and some between them."""
    if isinstance(solution, GeneralSolution):
        return general_log_odds(solution)
    return private_information.finer_nodes(solution.log_odds)


def nearby(coarse: Floats, fine: Floats) -> Floats:
    """Ones where a node of the solver is read at a node of play, shape [fine l, coarse l] in whole rows."""
    between = np.stack([np.interp(fine, coarse, unit) for unit in np.eye(len(coarse))], axis=1)
    rows, columns = lanes_for(len(fine)) - len(fine), lanes_for(len(coarse)) - len(coarse)
    return np.pad(np.asarray(between > 0.0, dtype=np.float64), [(0, rows), (0, columns)])


def reached(mass: Floats, theatres: tuple[int, int], postures: int, near: Floats) -> Floats:
    """The solver's nodes next to any probability, as ones and zeros [s, l], in these theatre states."""
    here = mass[:, theatres[0] * postures : theatres[1] * postures].sum(axis=0)
    return np.asarray(here @ near > 0.0, dtype=np.float64)


def read_strategies(
    solution: QuickSolution,
    workspace: private_information.Workspace,
    t: int,
    theatres: tuple[int, int],
    live: Floats,
    sheet: StrategyBuffer,
) -> float:
    """Write the strategies of round t at live nodes [n, l] of theatre states to a sheet; their residual."""
    nothing = np.zeros((0, *solution.worths.shape[2:]))
    told = solution.told[t]
    worths = solution.worths[t + 1], nothing
    news = told, told, nothing
    return float(
        private_information.solve_round(solution.tables, workspace, t, theatres, live, worths, news, sheet)
    )
