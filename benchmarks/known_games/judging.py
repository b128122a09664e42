"""Solve a filed row, read its figures off and set them beside the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.known_games.filing import Filed, Row, Tolerance
from benchmarks.known_games.reading import Played, read_off

from parley.compiler import compile_game
from parley.scenario import read_scenario
from parley.solver import play, solve


@dataclass(frozen=True)
class Judged:
    """One answer beside ours, with the certificate of the solution it was read from.

    `residual` is the largest gap between beliefs and choices at the nodes reached, `anywhere` at all nodes.
    """

    game: Filed
    row: Row
    name: str
    answer: float
    ours: float
    tolerance: Tolerance
    regret: float
    excess: float
    residual: float
    anywhere: float

    @property
    def difference(self) -> float:
        """How far ours is from the answer."""
        return abs(self.ours - self.answer)

    @property
    def right(self) -> bool:
        """Whether ours is within the tolerance."""
        return self.difference <= self.tolerance.amount


def solve_case(folder: Path, changes: Mapping[str, object]) -> Played:
    """Read, compile, solve and play a filed scenario with changes."""
    scenario = read_scenario(folder, changes)
    solution = solve(compile_game(scenario), workers=1)
    return Played(scenario, solution, play(solution))


def judge(game: Filed, row: Row) -> list[Judged]:
    """Every answer of a row beside ours; regret beyond what the precision allows is `excess`."""
    played = solve_case(game.folder, row.changes)
    course = played.course
    return [
        Judged(
            game=game,
            row=row,
            name=name,
            answer=float(answer),
            ours=read_off(played, row.read[name]),
            tolerance=row.tolerance[name],
            regret=float(course.regret.max()),
            excess=float((course.regret - course.allowed).max()),
            residual=course.residual,
            anywhere=played.solution.residual,
        )
        for name, answer in row.answers.items()
    ]
