"""A solved game laid out to be played: strategies, once read off, are kept by round and situation."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

import numpy as np

from parley.dealing.fighting import grid_position, move_news
from parley.game import NONE, Floats
from parley.playing.extended import ExtendedStand
from parley.playing.plain import PlainStand
from parley.playing.standing import Place, Stand
from parley.scenario.parts import Scenario
from parley.solver import GeneralSolution, Policy, Solution, policy, quick_solution
from parley.solver.general.sight import Sight
from parley.solver.kernel.general.tables import shifts


@dataclass(frozen=True)
class LaidTable:
    """A scenario with its solution, at which histories are played one after another; `lock` keeps them so."""

    scenario: Scenario
    solution: Solution
    plans: dict[tuple[int, int], Policy] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    @cached_property
    def turns(self) -> tuple[str, ...]:
        """The turns of a round, in order."""
        solution = self.solution
        return solution.form.turns if isinstance(solution, GeneralSolution) else ("round",)

    @cached_property
    def limits(self) -> Floats:
        """Where the log-odds of every axis [d] end."""
        solution = self.solution
        if isinstance(solution, GeneralSolution):
            return solution.form.beliefs.limit
        hidden = solution.game.structure.hidden != NONE
        return np.array([solution.game.structure.belief_limit] if hidden else [])

    @cached_property
    def sight(self) -> Sight | None:
        """Strategies at any log-odds, for a game of the extended form."""
        return Sight(self.solution) if isinstance(self.solution, GeneralSolution) else None

    def stand(self, place: Place) -> Stand:
        """The strategies at a place."""
        if self.sight is not None:
            return ExtendedStand(self.sight, place)
        key = (place.round, place.situation)
        if key not in self.plans:
            self.plans[key] = policy(self.solution, place.round, np.array([place.situation]))
        node = int(np.argmin(np.abs(self.solution.log_odds - place.log_odds))) if place.log_odds.size else 0
        return PlainStand(quick_solution(self.solution), place, self.plans[key], node)

    def landed(self, log_odds: Floats, random: np.random.Generator) -> Floats:
        """Log-odds a history goes on from.

        A plain game stands on the solver's belief nodes, as the deal table does: between two it goes to one
        of them by chance, so that its log-odds are right on average.
        """
        if self.sight is not None or not log_odds.size:
            return np.clip(log_odds, -self.limits, self.limits)
        grid = self.solution.log_odds
        lower, part = grid_position(log_odds, grid)
        up = random.random() < float(part[0])
        return np.array([grid[min(int(lower[0]) + int(up), len(grid) - 1)]])

    def news(self, t: int, moves: slice) -> Floats:
        """What each move of nature in round t tells, in log-odds [m, d]."""
        if self._shifts is not None:
            return np.asarray(self._shifts[self.solution.game.structure.law_of[t], moves])
        return move_news(self.solution, t, moves)[:, None][:, : len(self.limits)]

    @cached_property
    def _shifts(self) -> Floats | None:
        if not isinstance(self.solution, GeneralSolution):
            return None
        return shifts(self.solution.form, self.solution.game.numbers.move_chance)
