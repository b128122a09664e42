"""Long work that goes on while pages are looked at: how far it is, how it ended, and how to stop it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock, Thread

from parley.errors import ParleyError


class StoppedError(Exception):
    """Somebody asked for the work to stop."""


@dataclass
class Job:
    """One piece of long work."""

    name: str
    started: float = field(default_factory=time.monotonic)
    done: int = 0
    of: int = 0
    problem: str = ""
    ended: bool = False
    stopping: bool = False

    def tell(self, done: int, of: int) -> None:
        """Hear how far the work has come; raise StoppedError where it is to stop."""
        self.done, self.of = done, of
        if self.stopping:
            raise StoppedError

    @property
    def seconds_left(self) -> float | None:
        """How long it may still take, judged by how long it has taken; None before anything is done."""
        if not self.done or self.ended:
            return None
        return (time.monotonic() - self.started) / self.done * (self.of - self.done)

    @property
    def state(self) -> str:
        """Where it stands, in a word."""
        if not self.ended:
            return "stopping" if self.stopping else "running"
        return "failed" if self.problem else "stopped" if self.stopping else "done"


class Jobs:
    """At most one job of each name at a time."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = Lock()

    def get(self, name: str) -> Job | None:
        """The job of a name, running or ended."""
        return self._jobs.get(name)

    def start(self, name: str, work: Callable[[Job], object]) -> Job:
        """Begin work unless it is being done; returns its job."""
        with self._lock:
            job = self._jobs.get(name)
            if job is not None and not job.ended:
                return job
            job = self._jobs[name] = Job(name)
        Thread(target=_do, args=(job, work), daemon=True, name=name).start()
        return job

    def stop(self, name: str) -> None:
        """Ask a job to stop at its next step; what it has kept stays."""
        job = self._jobs.get(name)
        if job is not None:
            job.stopping = True


def _do(job: Job, work: Callable[[Job], object]) -> None:
    try:
        work(job)
    except StoppedError:
        # As was asked for; what it has kept stays.
        pass
    except ParleyError as problem:
        job.problem = str(problem)
    except Exception as problem:  # whatever happens in a thread must be seen on the page
        job.problem = f"something went wrong inside ({type(problem).__name__})"
    finally:
        job.ended = True
