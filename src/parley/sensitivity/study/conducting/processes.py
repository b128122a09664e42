"""Worker processes on this machine, each with one thread of work."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection

from parley.errors import OutputError
from parley.sensitivity.study.conducting.executors import Batch, Made, make
from parley.sensitivity.study.outcome import Found, Recipe

_recipe: list[Recipe] = []


class ProcessExecutor:
    """A pool of worker processes that ends when this process does, however it ends."""

    def __init__(self, recipe: Recipe, workers: int):
        self.recipe, self.workers = recipe, workers
        self.begun: dict[Future[tuple[tuple[Found, ...], float]], Batch] = {}
        self._open()

    def _open(self) -> None:
        # Workers hold the reading end; with this process the writing end goes, and they notice.
        leash, self.end = Pipe(duplex=False)
        self.pool = ProcessPoolExecutor(
            self.workers, get_context("spawn"), initializer=_begin, initargs=(self.recipe, leash)
        )

    @property
    def room(self) -> int:
        """Two batches for each worker: one at work, one at hand."""
        return 2 * self.workers

    def take(self, batch: Batch) -> None:
        """Give a batch to the pool; a pool that broke is replaced once its batches are handed back."""
        try:
            self.begun[self.pool.submit(_make, batch)] = batch
        except BrokenProcessPool as problem:
            lost: Future[tuple[tuple[Found, ...], float]] = Future()
            lost.set_exception(problem)
            self.begun[lost] = batch

    def give(self) -> Sequence[Made]:
        """Hand back what is done; if a worker died, the pool is opened again and its batches are lost."""
        done, _ = wait(self.begun, return_when=FIRST_COMPLETED)
        broken = any(isinstance(future.exception(), BrokenProcessPool) for future in done)
        if broken:
            done, _ = wait(self.begun)
            self.close_pool()
            self._open()
        return [self._made(future, self.begun.pop(future)) for future in done]

    def _made(self, future: Future[tuple[tuple[Found, ...], float]], batch: Batch) -> Made:
        problem = future.exception()
        if isinstance(problem, MemoryError):
            raise OutputError(
                f"memory ran out at draw {batch[0][0]}. What was acknowledged is kept: "
                "go on with --resume and fewer --workers."
            )
        if isinstance(problem, BrokenProcessPool):
            return Made(batch, None)
        return Made(batch, *future.result())

    def close_pool(self) -> None:
        """Let go of the leash, so that workers end at once, whatever they are at."""
        self.end.close()
        self.pool.shutdown(wait=True, cancel_futures=True)

    def close(self) -> None:
        """End every worker."""
        self.begun.clear()
        self.close_pool()


def _begin(recipe: Recipe, leash: Connection) -> None:
    """Set up a worker: it knows the recipe, leaves Ctrl-C to its parent, and ends when the leash does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _recipe[:] = [recipe]
    threading.Thread(target=_end_with, args=(leash,), daemon=True).start()


def _end_with(leash: Connection) -> None:
    leash.poll(None)
    os._exit(1)


def _make(batch: Batch) -> tuple[tuple[Found, ...], float]:
    return make(_recipe[0], batch)
