"""Work for a browser that keeps asking: each session's newest request counts, and older ones are dropped."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from parley.errors import ParleyError

AnswerT = TypeVar("AnswerT")
ANSWERS_KEPT = 24
LARGE_KEPT = 2
REFUSALS_KEPT = 24
REFUSAL_SECONDS = 60.0


class SupersededError(Exception):
    """The same session has asked for something newer, so this answer would be stale."""


class Turns:
    """Threads that solve, a queue before them, and the last few answers.

    The solver lets go of the interpreter while it works, so threads keep both cores busy and the server
    answers meanwhile.
    """

    def __init__(self, workers: int) -> None:
        self.pool = ThreadPoolExecutor(workers, thread_name_prefix="solve")
        self._room = asyncio.Semaphore(workers)
        self._newest: dict[Hashable, int] = {}
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._large: OrderedDict[Hashable, Any] = OrderedDict()
        self._refused: OrderedDict[Hashable, tuple[float, ParleyError]] = OrderedDict()
        self._running: dict[Hashable, asyncio.Future[Any]] = {}
        self._waiting: dict[Hashable, list[tuple[Hashable, int]]] = {}

    async def newest(
        self, who: Hashable, what: Hashable, work: Callable[[], AnswerT], *, large: bool = False
    ) -> AnswerT:
        """The answer to a request; raise SupersededError if `who` has asked again before it was there.

        `what` identifies the answer: one that is known is given at once, one being worked out is waited for.
        Of `large` ones fewer are kept.
        """
        number = self._newest[who] = self._newest.get(who, 0) + 1
        self._refuse_again(what)
        known = self.known(what)
        if known is not None:
            answer: AnswerT = known
            return answer
        running = self._running.get(what)
        if running is None or running.done():
            self._waiting[what] = []
            running = self._running[what] = asyncio.ensure_future(self._worked_out(what, work, large))
        self._waiting[what].append((who, number))
        # Whoever turns away leaves the others their answer.
        answer = await asyncio.shield(running)
        self._mind(who, number)
        return answer

    async def _worked_out(self, what: Hashable, work: Callable[[], AnswerT], large: bool) -> AnswerT:
        """Do a piece of work in its turn, once for all who wait for it, and keep the answer."""
        try:
            async with self._room:
                if not any(self._newest[who] == number for who, number in self._waiting[what]):
                    raise SupersededError
                found = await asyncio.get_running_loop().run_in_executor(self.pool, work)
                self.keep(what, found, large=large)
                return found
        except ParleyError as problem:
            # Whoever waits asks again and again, and must hear of it without its being found out anew.
            self._refused[what] = (time.monotonic(), problem)
            while len(self._refused) > REFUSALS_KEPT:
                self._refused.popitem(last=False)
            raise
        finally:
            del self._running[what], self._waiting[what]

    def keep(self, what: Hashable, answer: object, *, large: bool = False) -> None:
        """Keep an answer for whoever asks next; the oldest is forgotten."""
        kept, most = (self._large, LARGE_KEPT) if large else (self._answers, ANSWERS_KEPT)
        kept[what] = answer
        while len(kept) > most:
            kept.popitem(last=False)

    def _refuse_again(self, what: Hashable) -> None:
        """Raise what was refused a moment ago."""
        when, problem = self._refused.get(what, (0.0, None))
        if problem is not None:
            if time.monotonic() - when < REFUSAL_SECONDS:
                raise problem
            del self._refused[what]

    def known(self, what: Hashable) -> Any:
        """An answer that is kept; None if it is not."""
        for kept in (self._answers, self._large):
            if what in kept:
                kept.move_to_end(what)
                return kept[what]
        return None

    def _mind(self, who: Hashable, number: int) -> None:
        if self._newest[who] != number:
            raise SupersededError

    async def within(self, seconds: float, answer: Awaitable[AnswerT]) -> AnswerT | None:
        """An answer, if it comes in time; None where it does not, while work on it goes on."""
        task = asyncio.ensure_future(answer)
        done, _ = await asyncio.wait({task}, timeout=seconds)
        if done:
            return task.result()
        task.add_done_callback(lambda late: late.cancelled() or late.exception())
        return None

    async def aside(self, work: Callable[[], AnswerT]) -> AnswerT:
        """Do work that blocks in a thread of its own, so that no page waits for it."""
        return await asyncio.to_thread(work)

    def close(self) -> None:
        """Begin nothing more."""
        self.pool.shutdown(wait=False, cancel_futures=True)
