"""The outlook at points along a number, and the tipping points between them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial

from parley.compiler import compile_game, date_of
from parley.errors import ParleyError, UsageError
from parley.files.results import Result
from parley.game.size import DEFAULT_LIMIT
from parley.outlook import DrawsCheck, Head, draws_check
from parley.scenario import restate
from parley.scenario.parts import Scenario
from parley.sensitivity.tipping.point import Point, point
from parley.sensitivity.tipping.refining import TippingPoint, Unsolved, refined
from parley.sensitivity.tipping.stretch import Stretch
from parley.sensitivity.what_if.redoing import Solved
from parley.solver import solve_and_play

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Failed(Result):
    """A value that could not be solved."""

    value: float
    """the value, in the number's own unit"""
    reason: str
    """why"""


@dataclass(frozen=True)
class Along(Head):
    """A number, the points solved along its stretch in order, and where the answer tips."""

    horizon: date
    """the last date looked at"""
    path: str
    """the number's path in the scenario"""
    unit: str
    """its unit"""
    per_days: float | None
    """the days a rate is per; null for what is no rate"""
    stated: float
    """its value as stated"""
    points: tuple[Point, ...]
    """what comes out, value by value, lowest first"""
    tipping_points: tuple[TippingPoint, ...]
    """where the answer tips"""
    failed: tuple[Failed, ...]
    """the values that could not be solved"""
    certificate: DrawsCheck | None = None
    """how nearly beliefs follow from choices at the values solved; null in what earlier versions kept"""


def along(
    stated: Solved,
    stretch: Stretch,
    points: int,
    memory_limit: int = DEFAULT_LIMIT,
    progress: Progress = lambda done, of: None,
) -> Along:
    """Solve a scenario at evenly spread values of a number, and find where between them the answer tips.

    Two values are solved at a time. A value that makes no valid scenario, or whose solution is not good
    enough, is left out and reported.
    """
    if points < 3:
        raise UsageError(f"expected 3 points or more along the number, got {points}")
    number = stretch.number
    step = (stretch.high - stretch.low) / (points - 1)
    values = [stretch.low + step * k for k in range(points - 1)] + [stretch.high]
    if stretch.low < number.value < stretch.high:
        values = sorted({*values, number.value})
    solver = _Points(stated.scenario, number.path, memory_limit)
    with ThreadPoolExecutor(2) as pool:
        for done, _ in enumerate(pool.map(partial(solver.at, workers=1), values), start=1):
            progress(done, len(values))
    known = [solver.known[value] for value in sorted(solver.known)]
    tipping = refined(known, solver.solved_at, (stretch.high - stretch.low))
    return Along(
        **stated.outlook.head,
        horizon=stated.outlook.horizon,
        path=number.path,
        unit=number.unit,
        per_days=number.per_days,
        stated=number.value,
        points=tuple(solver.known[value] for value in sorted(solver.known)),
        tipping_points=tipping,
        failed=tuple(Failed(value, reason) for value, reason in sorted(solver.failed.items())),
        certificate=draws_check(solver.residuals),
    )


class _Points:
    """Solves a scenario at values of one number, and remembers what came out and what could not be solved."""

    def __init__(self, scenario: Scenario, path: str, memory_limit: int):
        self.scenario, self.path, self.memory_limit = scenario, path, memory_limit
        self.known: dict[float, Point] = {}
        self.failed: dict[float, str] = {}
        self.residuals: list[float] = []

    def at(self, value: float, workers: int = 2) -> None:
        """Solve at one value."""
        try:
            scenario = restate(self.scenario, {self.path: value})
            game = compile_game(scenario, self.memory_limit)
            found = solve_and_play(game, workers)
        except ParleyError as problem:
            self.failed[value] = " ".join(str(problem).split())
            return
        days = [(date_of(scenario, t) - scenario.as_of).days for t in range(scenario.rounds + 1)]
        self.residuals.append(found.residual)
        self.known[value] = point(value, found.solution, found.course, days)

    def solved_at(self, value: float) -> Point:
        """The point at a value, solved if it is not known; raises Unsolved if it cannot be."""
        if value not in self.known:
            self.at(value)
        if value not in self.known:
            raise Unsolved
        return self.known[value]
