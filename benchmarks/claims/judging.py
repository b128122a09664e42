"""Solve the rows of a claim, read their figures off and hold them against what is expected."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.claims.filing import ROOT, Expectation, Row, Showing
from benchmarks.claims.reading import Solved, read

from parley.compiler import compile_game
from parley.game import Game
from parley.scenario import read_scenario_text
from parley.scenario.parts import Scenario
from parley.solver import play, solve

SCENARIO = "scenario.yaml"
CACHE = ROOT / "out" / "claims.json"

Figures = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Judged:
    """An expectation with the figures it is about; `steps` are the differences from each to the next."""

    expectation: Expectation
    figures: tuple[float, ...]

    @property
    def steps(self) -> tuple[float, ...]:
        """How far the figure moves from each row to the next."""
        return tuple(after - before for before, after in itertools.pairwise(self.figures))

    @property
    def held(self) -> bool:
        """Whether every step is as expected."""
        by = self.expectation.by
        if self.expectation.way == "same":
            return all(abs(step) <= by for step in self.steps)
        sign = 1.0 if self.expectation.way == "rises" else -1.0
        return all(sign * step >= by for step in self.steps)


def solve_row(folder: Path, row: Row) -> Solved:
    """Read, compile, solve and play a scenario with the changes of a row."""
    return _play(*_compiled(folder, row))


def figures(showings: Iterable[Showing], cache: Path | None = None) -> list[Figures]:
    """Every figure of every row; rows that come to the same game are solved once.

    What the cache holds of a game is not solved again.
    """
    showings = list(showings)
    known: dict[str, float] = json.loads(cache.read_text()) if cache and cache.exists() else {}
    wanted: dict[str, tuple[Path, Row, dict[str, Any]]] = {}
    games: dict[tuple[Path, str], str] = {}
    for s in showings:
        for row in s.rows:
            game = games[s.folder, row.name] = _fingerprint(_compiled(s.folder, row)[1])
            _, _, specs = wanted.setdefault(game, (s.folder, row, {}))
            specs |= {_key(game, spec): spec for spec in s.read.values()}
    for folder, row, specs in wanted.values():
        if specs.keys() <= known.keys():
            continue
        played = solve_row(folder, row)
        known |= {key: read(played, spec) for key, spec in specs.items()}
        if cache:
            cache.parent.mkdir(parents=True, exist_ok=True)
            cache.write_text(json.dumps(known, indent=0), encoding="utf-8")
    return [
        {
            row.name: {name: known[_key(games[s.folder, row.name], spec)] for name, spec in s.read.items()}
            for row in s.rows
        }
        for s in showings
    ]


def judge(showing: Showing, found: Figures) -> list[Judged]:
    """Every expectation of a showing with its figures."""
    return [Judged(e, tuple(found[row][figure] for row, figure in e.places)) for e in showing.expect]


def _compiled(folder: Path, row: Row) -> tuple[Scenario, Game]:
    scenario = read_scenario_text((folder / SCENARIO).read_text(encoding="utf-8"), row.changes)
    return scenario, compile_game(scenario)


def _play(scenario: Scenario, game: Game) -> Solved:
    solution = solve(game)
    return Solved(scenario, solution, play(solution))


def _key(game: str, spec: object) -> str:
    return hashlib.sha256(json.dumps([game, spec], sort_keys=True, default=str).encode()).hexdigest()


def _fingerprint(game: Game) -> str:
    """A hash of a game's shape and of all its numbers."""
    whole = hashlib.sha256()
    numbers = game.numbers
    for part in (game.structure, numbers, numbers.aftermath):
        for field in dataclasses.fields(part):
            value = getattr(part, field.name)
            if isinstance(value, np.ndarray):
                whole.update(np.ascontiguousarray(value).tobytes())
            elif isinstance(value, int | float | tuple):
                whole.update(repr(value).encode())
    return whole.hexdigest()
