"""Studies small enough to be made in a blink, and what tests look at in them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from parley.compiler import compile_game
from parley.scenario import read_scenario_text
from parley.sensitivity.study import Method, draw
from parley.sensitivity.study.conducting import Executor, Progress, SerialExecutor, conduct
from parley.sensitivity.study.outcome import Recipe, layout
from parley.sensitivity.study.plan import Plan
from parley.sensitivity.study.store import StudyFolder, open_to_write

DUO = """
title: Ann and Bob split a pie
as_of: 2025-01-06
round: 7 days
horizon: 3 rounds
parties:
  ann:
    patience: {per_round: {value: 0.95, range: [0.7, 0.99], note: judged}}
    precision: {value: 0.5, range: [0.05, 1], spread: triangular, note: judged}
  bob:
    patience: {per_round: {value: 0.90, range: [0.7, 0.99], note: judged}}
issues:
  pie: {split: [ann, bob], steps: 4}
table:
  floor: {ann: {value: 50 % per round, range: [10 %, 60 %], note: judged}, bob: 40 % per round}
  settlement: {signatories: [ann, bob]}
"""
"""Four numbers with a range; every draw can be solved."""

FRAIL = DUO.replace("bob: 40 % per round", "bob: 45 % per round")
"""Where Ann's chance of the floor is drawn above 55 %, the two sum to more than one: no valid scenario."""

MEMORY = 10**9


def plan_of(text: str = DUO, count: int = 40, *, seed: int = 1, method: Method = "sobol") -> Plan:
    """The plan of a small study."""
    scenario = read_scenario_text(text)
    return Plan("duo", scenario, draw(scenario, count, seed=seed, method=method), MEMORY, {})


def opened(place: Path, plan: Plan, *, resume: bool = True) -> AbstractContextManager[StudyFolder]:
    """The folder of a study, open to write."""
    entries = layout(plan.scenario, compile_game(plan.scenario, plan.memory_limit))
    return open_to_write(place, plan, entries, resume=resume)


def recipe_of(plan: Plan) -> Recipe:
    """What workers need for a plan."""
    return Recipe(plan.scenario, plan.draws.paths, plan.memory_limit)


def make(place: Path, plan: Plan, hands: Executor | None = None) -> Progress:
    """Make all that a study lacks."""
    with opened(place, plan) as study:
        return conduct(study, hands or SerialExecutor(recipe_of(plan)), lambda progress: None)


def shards_of(place: Path) -> Mapping[str, bytes]:
    """The files of figures of a study, by name: what two equal studies share to the last bit."""
    return {path.name: path.read_bytes() for path in sorted((place / "shards").iterdir())}
