"""Who makes draws: whoever takes batches of them and hands back what came of each."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from parley.sensitivity.study.outcome import Found, Recipe, work_out

Batch = tuple[tuple[int, tuple[float, ...]], ...]
"""Draws to be made: the number and the values of each."""


@dataclass(frozen=True)
class Made:
    """A batch handed back: what came of each draw and the seconds it took, or nothing if it was lost."""

    batch: Batch
    found: tuple[Found, ...] | None
    seconds: float = 0.0


class Executor(Protocol):
    """Takes batches and hands them back, in any order; `room` is how many it should have at once."""

    @property
    def room(self) -> int:
        """How many batches keep all workers busy."""

    def take(self, batch: Batch) -> None:
        """Begin a batch."""

    def give(self) -> Sequence[Made]:
        """Wait until at least one batch is done or lost, and hand back all that are."""

    def close(self) -> None:
        """Let go of everything that was begun; nothing more is handed back."""


def make(recipe: Recipe, batch: Batch) -> tuple[tuple[Found, ...], float]:
    """Make a batch, and say how many seconds that took."""
    started = time.perf_counter()
    found = tuple(work_out(recipe, batch))
    return found, time.perf_counter() - started


class SerialExecutor:
    """Makes the draws in this very process, one batch at a time."""

    room = 1

    def __init__(self, recipe: Recipe):
        self.recipe = recipe
        self.begun: list[Batch] = []

    def take(self, batch: Batch) -> None:
        """Note a batch, to be made when it is asked for."""
        self.begun.append(batch)

    def give(self) -> Sequence[Made]:
        """Make the batches that were noted."""
        batches, self.begun = self.begun, []
        return [Made(batch, *make(self.recipe, batch)) for batch in batches]

    def close(self) -> None:
        """Forget what was noted."""
        self.begun.clear()
