"""Work for a browser that keeps asking: each session's newest request counts, and older ones are dropped."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

AnswerT = TypeVar("AnswerT")
ANSWERS_KEPT = 24


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

    async def newest(self, who: Hashable, what: Hashable, work: Callable[[], AnswerT]) -> AnswerT:
        """The answer to a request; raise SupersededError if `who` has asked again before it was there.

        `what` identifies the answer: one that is known is given at once.
        """
        number = self._newest[who] = self._newest.get(who, 0) + 1
        known = self.known(what)
        if known is not None:
            answer: AnswerT = known
            return answer
        async with self._room:
            self._mind(who, number)
            known = self.known(what)
            if known is None:
                known = await asyncio.get_running_loop().run_in_executor(self.pool, work)
                self._answers[what] = known
                while len(self._answers) > ANSWERS_KEPT:
                    self._answers.popitem(last=False)
        self._mind(who, number)
        answer = known
        return answer

    def known(self, what: Hashable) -> Any:
        """An answer that is kept; None if it is not."""
        if what in self._answers:
            self._answers.move_to_end(what)
        return self._answers.get(what)

    def _mind(self, who: Hashable, number: int) -> None:
        if self._newest[who] != number:
            raise SupersededError

    async def aside(self, work: Callable[[], AnswerT]) -> AnswerT:
        """Do work that blocks in a thread of its own, so that no page waits for it."""
        return await asyncio.to_thread(work)

    def close(self) -> None:
        """Begin nothing more."""
        self.pool.shutdown(wait=False, cancel_futures=True)
