"""Ours beside C, numpy and plain Python on the common game; and the way from scenario to game."""

from __future__ import annotations

import numpy as np
from benchmarks.speed.common_game.in_c import c_loop
from benchmarks.speed.common_game.plainly import solve_by_reference
from benchmarks.speed.common_game.sizes import SCALES, SMALL, VAST, Scale, game_at, scenario_at
from benchmarks.speed.common_game.with_numpy import solve_with_numpy
from benchmarks.speed.measuring import Race, Row, Work, on_two_cores

from parley.compiler import compile_game
from parley.game import Game
from parley.solver import solve
from parley.solver.kernel.complete_information import set_up_workspace, solve_rounds
from parley.solver.tables import lay_out

BENCH = "common game"


def measure(runs: int) -> list[Row]:
    """Every way of solving each size, in turn; ratios are to C where there is a compiler, else to numpy."""
    rows = [row for scale in SCALES for row in (*_solved(scale, runs), *_made(scale, runs))]
    game, race = game_at(VAST), Race(f"{BENCH} {VAST.name}, two cores")
    race.add("ours, one worker", lambda: solve(game, workers=1))
    race.add("ours, two workers", lambda: solve(game, workers=2))
    return [*rows, *on_two_cores(*race.run(runs))]


def _solved(scale: Scale, runs: int) -> list[Row]:
    race = Race(f"{BENCH} {scale.name}")
    loop = c_loop()
    game = game_at(scale)
    if loop is not None:
        race.add("C, one core", lambda: loop(scale))
    race.add("our kernel alone, one core", _kernel_alone(game))
    race.add("ours, two workers", lambda: solve(game, workers=2))
    race.add("ours, one worker", lambda: solve(game, workers=1))
    race.add("numpy", lambda: solve_with_numpy(scale))
    if scale is SMALL:
        race.add("plain Python", lambda: solve_by_reference(scale))
    return race.run(runs, against="C, one core" if loop is not None else "numpy")


def _kernel_alone(game: Game) -> Work:
    """All rounds in compiled code, with tables laid out and work space set up beforehand."""
    structure = game.structure
    tables, _ = lay_out(game)
    workspace = set_up_workspace(structure, counting=False)
    worths = np.zeros((structure.rounds + 1, structure.situations, len(structure.parties)))
    return lambda: solve_rounds(tables, workspace, (0, structure.theatres), worths)


def _made(scale: Scale, runs: int) -> list[Row]:
    """From the file to a scenario, and from that to a game: against solving it."""
    scenario = scenario_at(scale)
    game = compile_game(scenario)
    race = Race(f"{BENCH} {scale.name}, made")
    race.add("solve", lambda: solve(game, workers=2))
    race.add("read the scenario", lambda: scenario_at(scale))
    race.add("compile it to a game", lambda: compile_game(scenario))
    return race.run(runs, against="solve")
