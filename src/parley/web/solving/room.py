"""Places for those who solve, and the queue before them: quick work first, one place kept free for it."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import IntEnum


class Urgency(IntEnum):
    """How soon somebody waits for a piece of work; the lower the sooner it gets its place."""

    QUICK = 0
    USUAL = 1
    AHEAD = 2


class Room:
    """So many places; one of them is for quick work alone, where there are several.

    A solve keeps every core busy by itself, so a second one beside it would only make both late.
    """

    def __init__(self, places: int) -> None:
        self._places, self._for_others = places, max(1, places - 1)
        self._inside = self._others_inside = 0
        self._queue: list[tuple[Urgency, int, asyncio.Future[None]]] = []

    @asynccontextmanager
    async def place(self, urgency: Urgency, number: int) -> AsyncIterator[None]:
        """A place, when its turn comes; among the equally urgent the lower number comes first."""
        ready = asyncio.get_running_loop().create_future()
        heapq.heappush(self._queue, (urgency, number, ready))
        self._let_in()
        try:
            await ready
        except asyncio.CancelledError:
            if ready.done() and not ready.cancelled():
                self._leave(urgency)
            raise
        try:
            yield
        finally:
            self._leave(urgency)

    def before(self, number: int) -> int:
        """How many wait before the one of a number; 0 where it has its place, or is next."""
        mine = next((one for one in self._queue if one[1] == number), None)
        return 0 if mine is None else sum(one[:2] < mine[:2] for one in self._queue if not one[2].done())

    def _leave(self, urgency: Urgency) -> None:
        self._inside -= 1
        self._others_inside -= urgency is not Urgency.QUICK
        self._let_in()

    def _let_in(self) -> None:
        while self._queue and self._inside < self._places:
            urgency, _, ready = self._queue[0]
            if urgency is not Urgency.QUICK and self._others_inside >= self._for_others:
                # All behind are no more urgent than this one.
                return
            heapq.heappop(self._queue)
            if ready.done():
                continue
            self._inside += 1
            self._others_inside += urgency is not Urgency.QUICK
            ready.set_result(None)
