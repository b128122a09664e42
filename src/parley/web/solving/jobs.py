"""Long work that goes on while pages are looked at: how far it is, how it ended, and how to stop it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock, Thread

from parley.errors import ParleyError
from parley.watching import watched

SOLVES = "solves"
"""The stage of work that solves several games, and counts them."""


class StoppedError(Exception):
    """Somebody asked for the work to stop."""


@dataclass
class Job:
    """One piece of long work.

    `done` of `of` steps of it are done; `stage` is what is being done of the present one, with the `part` of
    that which is behind. It goes on while it is `wanted`, and nobody has asked it to stop.
    """

    name: str
    started: float = field(default_factory=time.monotonic)
    begun: bool = False
    done: int = 0
    of: int = 0
    stage: str = ""
    part: float = 0.0
    wanted: Callable[[], bool] = lambda: True
    problem: str = ""
    ended: bool = False
    stopping: bool = False

    def tell(self, done: int, of: int) -> None:
        """Hear how far the work has come; raise StoppedError where it is to stop."""
        self.done, self.of, self.part = done, of, 0.0
        self._go_on()

    def hear(self, stage: str, done: int, of: int) -> None:
        """Hear from within the work, as `watching` has it; raise StoppedError where it is to stop."""
        if stage == SOLVES:
            self.tell(done, of)
        self.stage, self.part = ("" if stage == SOLVES else stage), (done / of if of else 0.0)
        self._go_on()

    def begin(self) -> None:
        """Have it begin; raise StoppedError where nobody wants it any more."""
        self.started, self.begun = time.monotonic(), True
        self._go_on()

    def _go_on(self) -> None:
        if self.stopping or not self.wanted():
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


@dataclass(frozen=True)
class JobShown:
    """A job as a page and its script show it: where it stands, how far it is, and what went wrong."""

    state: str = ""
    done: int = 0
    of: int = 0
    left: str = ""
    problem: str = ""

    @classmethod
    def of_job(cls, job: Job | None) -> JobShown:
        """A job, or that there is none."""
        return cls() if job is None else cls(job.state, job.done, job.of, _left(job), job.problem)


def _left(job: Job) -> str:
    seconds = job.seconds_left
    if seconds is None:
        return ""
    if seconds > 5400:
        return f"about {seconds / 3600:.0f} h left"
    return f"about {max(1, round(seconds / 60))} min left" if seconds > 50 else f"about {seconds:.0f} s left"


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
            job = self._jobs[name] = Job(name, begun=True)
        Thread(target=_do, args=(job, work), daemon=True, name=name).start()
        return job

    def stop_all(self) -> None:
        """Ask every job to stop at its next step."""
        for job in self._jobs.values():
            job.stopping = True

    def stop(self, name: str) -> None:
        """Ask a job to stop at its next step; what it has kept stays."""
        job = self._jobs.get(name)
        if job is not None:
            job.stopping = True


def _do(job: Job, work: Callable[[Job], object]) -> None:
    try:
        with watched(job.hear):
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
