"""The numbers of the common game, its three sizes, and its scenario at each of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from parley.compiler import compile_game
from parley.game import Game
from parley.scenario import read_scenario
from parley.scenario.parts import Scenario

FOLDER = Path(__file__).parent

UP, DOWN = 0.35, 0.30
COST = (0.03, 0.05)
DISCOUNT = 0.95
PRECISION = 10.0


@dataclass(frozen=True)
class Scale:
    """How large the common game is: positions of the front, divisions of the pie, rounds."""

    name: str
    positions: int
    divisions: int
    rounds: int

    @property
    def exponentials(self) -> int:
        """Exponentials that a straightforward loop takes: an answer and a choice for every offer."""
        return (self.positions - 2) * self.divisions * self.rounds * 2

    @property
    def changes(self) -> dict[str, object]:
        """What this size changes in the scenario, by path."""
        last = self.positions - 1
        return {
            "horizon": f"{self.rounds} rounds",
            "issues.pie.steps": self.divisions - 1,
            "theatre.front.to": last,
            "theatre.front.start": last // 2,
            "endings.horizon.ann.won.add": 1 / last,
            "endings.horizon.bob.won.add": 1 / last,
            "endings.horizon.bob.won.for_each.below": last,
        }


SMALL = Scale("SMALL", 11, 21, 40)
LARGE = Scale("LARGE", 11, 216, 400)
HUGE = Scale("HUGE", 101, 216, 400)
SCALES = (SMALL, LARGE, HUGE)
VAST = Scale("VAST", 801, 216, 100)
"""So large that two workers share it."""


def scenario_at(scale: Scale) -> Scenario:
    """The common game as a scenario."""
    return read_scenario(FOLDER, scale.changes)


def game_at(scale: Scale) -> Game:
    """The common game, compiled from its scenario."""
    return compile_game(scenario_at(scale))
