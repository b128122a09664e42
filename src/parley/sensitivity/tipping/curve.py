"""The outlook at points along a number, and the tipping points between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from parley.compiler import compile_game
from parley.errors import ParleyError, UsageError
from parley.game.size import DEFAULT_LIMIT
from parley.scenario import restate
from parley.scenario.parts import Scenario
from parley.sensitivity.tipping.point import Point, point
from parley.sensitivity.tipping.refining import TippingPoint, Unsolved, refined
from parley.sensitivity.tipping.stretch import Stretch
from parley.sensitivity.what_if.redoing import Solved
from parley.solver import solve_and_play

Progress = Callable[[int, int], None]

HEAD = ("case", "title", "as_of", "version", "input_hashes", "parties", "plans", "hidden", "dispositions")


@dataclass(frozen=True)
class Along:
    """A number, the points solved along its stretch in order, and where the answer tips.

    `failed` maps values that could not be solved to the reason.
    """

    path: str
    unit: str
    per_days: float | None
    stated: float
    points: tuple[Point, ...]
    tipping: tuple[TippingPoint, ...]
    failed: Mapping[float, str]
    outlook: Mapping[str, Any]

    def as_dict(self) -> dict[str, Any]:
        """The curve as `along.json` holds it."""
        return {
            **{key: self.outlook[key] for key in HEAD},
            "horizon": self.outlook["rounds"][-1],
            "path": self.path,
            "unit": self.unit,
            "per_days": self.per_days,
            "stated": self.stated,
            "points": [asdict(point) | {"leading": point.leading} for point in self.points],
            "tipping_points": [asdict(one) for one in self.tipping],
            "failed": [{"value": value, "reason": reason} for value, reason in self.failed.items()],
        }

    @staticmethod
    def from_dict(kept: Mapping[str, Any]) -> Along:
        """The curve that a file holds."""
        return Along(
            **{key: kept[key] for key in ("path", "unit", "per_days", "stated")},
            points=tuple(_point(one) for one in kept["points"]),
            tipping=tuple(
                TippingPoint(**{**one, "before": tuple(one["before"]), "after": tuple(one["after"])})
                for one in kept["tipping_points"]
            ),
            failed={one["value"]: one["reason"] for one in kept["failed"]},
            outlook={**{key: kept[key] for key in HEAD}, "rounds": [kept["as_of"], kept["horizon"]]},
        )


def _point(kept: Mapping[str, Any]) -> Point:
    held = {plan: tuple(names) for plan, names in kept["in_range"].items()}
    return Point(**{**{k: v for k, v in kept.items() if k != "leading"}, "in_range": held})


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
        path=number.path,
        unit=number.unit,
        per_days=number.per_days,
        stated=number.value,
        points=tuple(solver.known[value] for value in sorted(solver.known)),
        tipping=tipping,
        failed=dict(sorted(solver.failed.items())),
        outlook=stated.outlook,
    )


class _Points:
    """Solves a scenario at values of one number, and remembers what came out and what could not be solved."""

    def __init__(self, scenario: Scenario, path: str, memory_limit: int):
        self.scenario, self.path, self.memory_limit = scenario, path, memory_limit
        self.known: dict[float, Point] = {}
        self.failed: dict[float, str] = {}

    def at(self, value: float, workers: int = 2) -> None:
        """Solve at one value."""
        try:
            game = compile_game(restate(self.scenario, {self.path: value}), self.memory_limit)
            found = solve_and_play(game, workers)
        except ParleyError as problem:
            self.failed[value] = " ".join(str(problem).split())
            return
        self.known[value] = point(value, found.solution, found.course)

    def solved_at(self, value: float) -> Point:
        """The point at a value, solved if it is not known; raises Unsolved if it cannot be."""
        if value not in self.known:
            self.at(value)
        if value not in self.known:
            raise Unsolved
        return self.known[value]
