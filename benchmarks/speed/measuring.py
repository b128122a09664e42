"""What is measured, and how: things in turn, over and over, so that a busy machine slows all alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

Work = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One thing measured: `values` are what each run took, in `unit`.

    `ratios` are these values run by run over those of the row named `against`, taken in the same breath.
    `told` is what else there is to say, `figures` what of it is numbers; `peak` the most memory the
    process held, in MB.
    """

    bench: str
    name: str
    unit: str
    values: tuple[float, ...]
    against: str = ""
    ratios: tuple[float, ...] = ()
    told: str = ""
    peak: float | None = None
    figures: Mapping[str, float] = field(default_factory=dict)

    @property
    def median(self) -> float:
        """The middle value."""
        return statistics.median(self.values)

    @property
    def ratio(self) -> float | None:
        """The middle ratio, if there is one."""
        return statistics.median(self.ratios) if self.ratios else None

    def as_data(self) -> dict[str, Any]:
        """The row as plain data."""
        return {**asdict(self), "values": list(self.values), "ratios": list(self.ratios)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Row:
        """A row kept as plain data."""
        return cls(**{**data, "values": tuple(data["values"]), "ratios": tuple(data["ratios"])})


@dataclass
class Race:
    """Several ways of doing the same, run in turn; `unit` is s, ms or us.

    The `clock` is that of the wall, or of the processor where one worker is measured on a busy machine.
    """

    bench: str
    unit: str = "ms"
    clock: Callable[[], float] = time.perf_counter
    works: dict[str, Work] = field(default_factory=dict)
    spent: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, work: Work) -> None:
        """Let one more take part."""
        self.works[name] = work

    def run(self, runs: int, against: str = "") -> list[Row]:
        """Each once uncounted, then all in turn, `runs` times; quick ones are repeated within a run."""
        times = {name: _repeats(work) for name, work in self.works.items()}
        self.spent = {name: [] for name in self.works}
        for _ in range(runs):
            for name, work in self.works.items():
                self.spent[name].append(seconds(work, times[name], self.clock))
        return [self._row(name, against) for name in self.works]

    def _row(self, name: str, against: str) -> Row:
        values = tuple(scaled(value, self.unit) for value in self.spent[name])
        if not against or name == against or against not in self.spent:
            return Row(self.bench, name, self.unit, values)
        pairs = zip(self.spent[name], self.spent[against], strict=True)
        return Row(self.bench, name, self.unit, values, against, tuple(one / other for one, other in pairs))


def seconds(work: Work, times: int = 1, clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds by a clock that one doing of some work takes, over some times in a row."""
    gc.collect()
    gc.disable()
    try:
        began = clock()
        for _ in range(times):
            work()
        return (clock() - began) / times
    finally:
        gc.enable()


def on_two_cores(alone: Row, shared: Row) -> list[Row]:
    """What one worker takes, and what two take, with their efficiency: one is twice as fast as before."""
    pairs = zip(alone.values, shared.values, strict=True)
    efficiency = statistics.median(one / (2 * two) for one, two in pairs)
    said = f"efficiency {efficiency:.0%}"
    return [alone, replace(shared, told=said, figures={"efficiency": efficiency})]


def scaled(value: float, unit: str) -> float:
    """Seconds in a unit: s, ms or us."""
    return value * {"s": 1.0, "ms": 1e3, "us": 1e6}[unit]


def _repeats(work: Work) -> int:
    """How often to do some work within one run, so that the run takes some hundredths of a second."""
    work()
    once = seconds(work)
    return max(1, min(1000, round(0.02 / max(once, 1e-9))))
