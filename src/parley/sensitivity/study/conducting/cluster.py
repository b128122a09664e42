"""Workers of a dask cluster, reached by the address of its scheduler."""

from __future__ import annotations

import pickle
import re
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from parley.errors import OutputError, UsageError
from parley.sensitivity.study.conducting.executors import Batch, Made, make
from parley.sensitivity.study.outcome import Found, Recipe
from parley.sensitivity.study.plan import code_version

if TYPE_CHECKING:
    from distributed import Client, Future

# Seconds: how long a scheduler may take to answer, and its first worker to be there.
_PATIENCE = 30.0
_LOOK_SECONDS = 1.0
# Without a port the library would keep its threads, and with them the process, alive.
_ADDRESS = re.compile(r"(\w+://)?(\[[0-9a-fA-F:.]+\]|[^\s:/]+):\d{1,5}")


class ClusterExecutor:
    """The workers of a cluster; those that come later are used, and those that go are done without.

    Only this process writes: a worker gets a batch and gives back figures, so that doing one twice
    changes nothing.
    """

    def __init__(self, recipe: Recipe, address: str):
        self.address = address
        self.client = _connected(address)
        # The recipe goes with every batch: kept on the workers it would be lost with the last of them.
        self.recipe = pickle.dumps(recipe)
        self.begun: dict[Future[Any], Batch] = {}
        self.done: SimpleQueue[Future[Any]] = SimpleQueue()
        self.threads = self._count_threads()

    @property
    def room(self) -> int:
        """Two batches for each thread of the cluster: one at work, one at hand."""
        return 2 * max(1, self.threads)

    def _count_threads(self) -> int:
        try:
            return sum(self.client.nthreads().values())
        except OSError as problem:
            raise self._gone() from problem

    def take(self, batch: Batch) -> None:
        """Give a batch to the scheduler."""
        future = self.client.submit(make_there, self.recipe, batch, code_version(), pure=False)
        self.begun[future] = batch
        future.add_done_callback(self.done.put)

    def give(self) -> Sequence[Made]:
        """Hand back what is done; a batch whose workers died again and again is lost."""
        future = self._next_done()
        try:
            made = [self._made(future, self.begun.pop(future))]
        except OSError as problem:
            # The scheduler may go between saying that a batch is done and handing over what was made.
            raise self._gone() from problem
        self.threads = self._count_threads()
        return made

    def _next_done(self) -> Future[Any]:
        while self.client.status in ("running", "connecting"):
            with suppress(Empty):
                return self.done.get(timeout=_LOOK_SECONDS)
        raise self._gone()

    def _made(self, future: Future[Any], batch: Batch) -> Made:
        from distributed import KilledWorker

        if future.status == "finished":
            return Made(batch, *future.result())
        if future.status != "error":
            raise self._gone()
        problem = future.exception()
        if isinstance(problem, KilledWorker):
            return Made(batch, None)
        if isinstance(problem, MemoryError):
            raise OutputError(
                f"memory ran out on a worker at draw {batch[0][0]}. What was acknowledged is kept: go on "
                "with --resume, with workers of more memory or fewer threads."
            )
        if isinstance(problem, UsageError):
            raise problem
        raise UsageError(f"a worker cannot make draws: {problem}. Is Parley installed there?")

    def _gone(self) -> OutputError:
        return OutputError(
            f"the cluster at {self.address} is gone. What was acknowledged is kept: go on with --resume."
        )

    def close(self) -> None:
        """Cancel what was begun and leave the cluster, which goes on without us."""
        if self.client.status == "running":
            self.client.cancel(list(self.begun))
        self.begun.clear()
        self.client.close(timeout=5)


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise UsageError(
            "--cluster needs dask.distributed: install it with pip install 'parley-workbench[scale]'."
        ) from None
    if not _ADDRESS.fullmatch(address):
        raise UsageError(
            f"'{address}' is no address of a scheduler: state its host and port, such as tcp://10.0.0.5:8786."
        )
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as problem:
        said = str(problem).splitlines()[0]
        raise UsageError(f"no scheduler answers at {address}: {said}") from None
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        client.close()
        raise UsageError(
            f"the scheduler at {address} has no workers. Start some: dask worker {address} --nthreads 1"
        ) from None
    return client


def make_there(recipe: bytes, batch: Batch, version: str) -> tuple[tuple[Found, ...], float]:
    """Make a batch on a worker; raise UsageError if its code is not that of the study."""
    if code_version() != version:
        raise UsageError(
            f"a worker's code is not ours, and its figures could differ: it has {code_version()}, "
            f"and this study {version}. Install the same versions everywhere."
        )
    return make(_unpacked(recipe), batch)


@lru_cache(maxsize=2)
def _unpacked(recipe: bytes) -> Recipe:
    found: Recipe = pickle.loads(recipe)
    return found
