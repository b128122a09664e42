"""The general engine: what a third kind or a second hidden side costs, how that grows, what a core adds.

python benchmarks/speed/report.py --only talks

One core is measured in processor time, which others on the machine move little; two cores need it to be idle.
"""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
from benchmarks.speed.measuring import Race, Row, on_two_cores

from parley.compiler import compile_game
from parley.game import Game
from parley.scenario import read_scenario
from parley.solver.general.solving import solve_general

WAR = Path(__file__).parent / "long_war"
BENCH, SLOPES, CORES = "talks", "talks, fitted exponents", "talks, two cores"
TWO, THREE, SIDES = "two kinds on 7 nodes", "three kinds on 7x7 nodes", "three kinds and two on 5x5x5 nodes"
THIRD: dict[str, object] = {
    "parties.norland.dispositions": {
        "limited": {"weight": "40 %"},
        "opportunist": {"weight": "30 %"},
        "conqueror": {"weight": "30 %"},
    },
    "parties.norland.values.border.old_line": {"limited": 40, "opportunist": 25, "conqueror": 10},
    "parties.norland.values.border.front_line": {"limited": 65, "opportunist": 45, "conqueror": 25},
    "theatre.reserves.step.down": {
        "limited": "4 % per week",
        "opportunist": "5 % per week",
        "conqueror": "6 % per week",
    },
}
SECOND: dict[str, object] = {
    "parties.suderia.dispositions": {"weary": {"weight": "50 %"}, "steady": {"weight": "50 %"}},
    "parties.suderia.flow.fighting": {"weary": "-0.5 per week", "steady": "-0.1 per week"},
}
AXES = {
    "levels of the front": ("theatre.front.to", (4, 9, 19)),
    "rounds": ("horizon", (3, 6, 12)),
    "belief nodes": ("belief_grid", (3, 5, 7)),
}


def war(changes: dict[str, object], nodes: int = 7) -> Game:
    """The long war with changes, on so many nodes for each log-odds, six rounds long."""
    grid: dict[str, object] = {"belief_grid": {"nodes": nodes, "limit": 6}, "horizon": "6 rounds"}
    return compile_game(read_scenario(WAR, {**grid, **changes}), memory_limit=10**13)


def along(axis: str, length: int) -> Game:
    """The war with two hidden sides and three kinds, so long on one axis."""
    path, _ = AXES[axis]
    value: object = length
    if path == "horizon":
        value = f"{length} rounds"
    if path == "belief_grid":
        value = {"nodes": length, "limit": 6}
    short: dict[str, object] = {"theatre.reserves.to": 1, "theatre.reserves.start": 1}
    return war({**THIRD, **SECOND, **short, path: value}, 3)


def measure(runs: int) -> list[Row]:
    """Kinds and sides against one another, one core against two, and exponents along each axis."""
    race = Race(BENCH, clock=time.process_time)
    games = {TWO: war({}), THREE: war(THIRD), SIDES: war({**THIRD, **SECOND}, 5)}
    for name, game in games.items():
        race.add(name, lambda game=game: solve_general(game, 1))  # type: ignore[misc]
    rows = race.run(min(runs, 3), TWO)
    cores = Race(CORES)
    for workers in (1, 2):
        cores.add(f"{workers} of them", lambda workers=workers: solve_general(games[SIDES], workers))  # type: ignore[misc]
    rows += on_two_cores(*cores.run(min(runs, 3), "1 of them"))
    for axis, (_, lengths) in AXES.items():
        growth = Race(SLOPES, clock=time.process_time)
        made = {f"{axis}: {length}": along(axis, length) for length in lengths}
        for name, game in made.items():
            growth.add(name, lambda game=game: solve_general(game, 1))  # type: ignore[misc]
        found = growth.run(min(runs, 2))
        size = np.log([float(game.size.nodes) for game in made.values()])
        slope = float(np.polyfit(size, np.log([min(row.values) for row in found]), 1)[0])
        told = "of time in situations times nodes times rounds; 1 is linear"
        rows.append(Row(SLOPES, axis, "power", (slope,), told=told, figures={"time": slope}))
    return rows
