"""How probable numbers make a record: a game solved for each set of them, the record weighed under it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from parley.compiler import compile_game
from parley.errors import CaseError
from parley.game.size import DEFAULT_LIMIT
from parley.inference.estimation.parameters import Parameter
from parley.inference.weighing import CodedRecord, Strategies, weigh
from parley.scenario import restate
from parley.scenario.parts import Scenario
from parley.solver import solve

IMPOSSIBLE = -np.inf
Progress = Callable[[int], None]
"""Called with how many solves are done."""


@dataclass(frozen=True)
class Settings:
    """`level` of the intervals, `points` of each profile, `workers` solving side by side, memory in bytes."""

    level: float = 0.95
    points: int = 17
    workers: int = 2
    memory_limit: int = DEFAULT_LIMIT


@dataclass
class Models:
    """A scenario solved under values of its parameters; solutions are kept as far as memory allows."""

    scenario: Scenario
    parameters: Sequence[Parameter]
    settings: Settings = field(default_factory=Settings)
    progress: Progress = lambda done: None
    solved: int = 0
    residuals: list[float] = field(default_factory=list)
    kept: OrderedDict[tuple[float, ...], Strategies | None] = field(default_factory=OrderedDict)
    held: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def at(self, places: Sequence[float]) -> Strategies | None:
        """The solved game at places of the parameters; None where they make no valid scenario."""
        key = tuple(float(place) for place in places)
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
        found = self._solved(self.values(key))
        with self.lock:
            self.solved += 1
            self.progress(self.solved)
            if found is not None:
                self.residuals.append(found.solution.residual)
            self._keep(key, found)
        return found

    def values(self, places: Sequence[float]) -> dict[str, float]:
        """Values by path at places of the parameters."""
        pairs = zip(self.parameters, places, strict=True)
        return {path: parameter.value(place) for parameter, place in pairs for path in parameter.paths}

    def _solved(self, values: Mapping[str, float]) -> Strategies | None:
        try:
            game = compile_game(restate(self.scenario, values), self.settings.memory_limit)
        except CaseError:
            return None
        return Strategies(solve(game, workers=1))

    def _keep(self, key: tuple[float, ...], found: Strategies | None) -> None:
        self.kept[key] = found
        self.held += _size(found)
        while self.held > self.settings.memory_limit // 4 and len(self.kept) > 1:
            _, dropped = self.kept.popitem(last=False)
            self.held -= _size(dropped)


def _size(found: Strategies | None) -> int:
    return 0 if found is None else found.solution.game.size.bytes


@dataclass
class Likelihood:
    """The log-likelihood of coded records, in nats, by places of the parameters; what was found is kept.

    Several records are of wars that are alike and of which none tells of another. Values that rule out more
    moments than others do are as good as impossible: `fewest` is the least number of moments that any place
    tried so far rules out.
    """

    models: Models
    records: Sequence[CodedRecord]
    found: dict[tuple[float, ...], tuple[float, int]] = field(default_factory=dict)
    fewest: int | None = None

    def at(self, places: Sequence[float]) -> float:
        """The log-likelihood at places; -inf where they make no valid scenario or rule out too much."""
        log_likelihood, impossible = self._weighed(places)
        if self.fewest is None or impossible < self.fewest:
            self.fewest = impossible
        return log_likelihood if impossible == self.fewest else IMPOSSIBLE

    def all(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """The log-likelihoods at many places, solved side by side."""
        with ThreadPoolExecutor(self.models.settings.workers) as pool:
            list(pool.map(self._weighed, rows))
        for row in rows:
            self.at(row)
        return [self.at(row) for row in rows]

    def _weighed(self, places: Sequence[float]) -> tuple[float, int]:
        key = tuple(float(place) for place in places)
        if key not in self.found:
            strategies = self.models.at(key)
            each = [weighed_under(strategies, coded) for coded in self.records]
            self.found[key] = sum(one[0] for one in each), sum(one[1] for one in each)
        return self.found[key]


def weighed_under(strategies: Strategies | None, coded: CodedRecord) -> tuple[float, int]:
    """The log-likelihood of what a solved game allows of a record, and how many moments it rules out."""
    if strategies is None:
        return IMPOSSIBLE, 1_000_000
    weighed = weigh(strategies.solution, coded, strategies=strategies)
    return weighed.log_likelihood, len(weighed.impossible)
