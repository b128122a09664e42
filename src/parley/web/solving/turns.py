"""Work for a browser that keeps asking: each session's newest request counts, and older ones are dropped."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar

from parley.errors import ParleyError
from parley.watching import watched
from parley.web.solving.jobs import Job, StoppedError
from parley.web.solving.room import Room, Urgency

AnswerT = TypeVar("AnswerT")
ANSWERS_KEPT = 24
LARGE_KEPT = 2
REFUSALS_KEPT = 24
REFUSAL_SECONDS = 60.0


class SupersededError(Exception):
    """The same session has asked for something newer, so this answer would be stale."""


@dataclass(eq=False)
class _Waiter:
    """A request that waits for a piece of work; `leave` is set once nobody wants it for this one any more."""

    who: Hashable
    number: int
    leave: asyncio.Future[None]


@dataclass(eq=False)
class _Piece:
    """A piece of work: how far it is, in which turn it comes, and who waits for it."""

    job: Job
    number: int
    waiting: list[_Waiter] = field(default_factory=list)
    running: asyncio.Future[Any] = field(init=False)

    def wanted(self) -> bool:
        """Whether anybody still waits for it."""
        return any(not one.leave.done() for one in self.waiting)


class Turns:
    """Threads that solve, a queue before them, and the last few answers.

    The solver lets go of the interpreter while it works, so the server answers meanwhile. Work that nobody
    waits for any more, because all who did have asked for something else, is broken off.
    """

    def __init__(self, workers: int) -> None:
        self.pool = ThreadPoolExecutor(workers, thread_name_prefix="solve")
        self._room = Room(workers)
        self._numbers = count(1)
        self._newest: dict[Hashable, _Waiter] = {}
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._large: OrderedDict[Hashable, Any] = OrderedDict()
        self._refused: OrderedDict[Hashable, tuple[float, ParleyError]] = OrderedDict()
        self._pieces: dict[Hashable, _Piece] = {}

    async def newest(
        self,
        who: Hashable,
        what: Hashable,
        work: Callable[[], AnswerT],
        *,
        large: bool = False,
        urgency: Urgency = Urgency.USUAL,
    ) -> AnswerT:
        """The answer to a request; raise SupersededError if `who` has asked again before it was there.

        `what` identifies the answer: one that is known is given at once, one being worked out is waited for.
        Of `large` ones fewer are kept. Raises StoppedError where whoever asked has had it stopped.
        """
        me = self._newcomer(who)
        try:
            while True:
                self._refuse_again(what)
                known = self.known(what)
                if known is not None:
                    answer: AnswerT = known
                    return answer
                piece = self._piece(what, work, large, urgency)
                piece.waiting.append(me)
                await asyncio.wait({piece.running, me.leave}, return_when=asyncio.FIRST_COMPLETED)
                if me.leave.done():
                    me.leave.result()
                    raise SupersededError
                try:
                    answer = piece.running.result()
                    return answer
                except SupersededError:
                    # It was given up by others at the very moment it was asked for: it is begun anew.
                    continue
        finally:
            me.leave.cancel()
            if self._newest.get(who) is me:
                del self._newest[who]

    def _newcomer(self, who: Hashable) -> _Waiter:
        """A new request; what the same one waited for before is wanted no more."""
        before = self._newest.get(who)
        if before is not None and not before.leave.done():
            before.leave.set_result(None)
        me = self._newest[who] = _Waiter(who, next(self._numbers), asyncio.get_running_loop().create_future())
        return me

    def _piece(self, what: Hashable, work: Callable[[], object], large: bool, urgency: Urgency) -> _Piece:
        piece = self._pieces.get(what)
        if piece is None or piece.running.done():
            piece = self._pieces[what] = _Piece(Job("work"), next(self._numbers))
            piece.job.wanted = piece.wanted
            piece.running = asyncio.ensure_future(self._worked_out(what, piece, work, large, urgency))
            # Whoever leaves before it fails leaves nobody to hear of it.
            piece.running.add_done_callback(lambda late: late.cancelled() or late.exception())
        return piece

    async def _worked_out(
        self, what: Hashable, piece: _Piece, work: Callable[[], AnswerT], large: bool, urgency: Urgency
    ) -> AnswerT:
        """Do a piece of work in its turn, once for all who wait for it, and keep the answer."""

        def do() -> AnswerT:
            with watched(piece.job.hear):
                return work()

        try:
            async with self._room.place(urgency, piece.number):
                piece.job.begin()
                found = await asyncio.get_running_loop().run_in_executor(self.pool, do)
                self.keep(what, found, large=large)
                return found
        except StoppedError:
            raise SupersededError from None
        except ParleyError as problem:
            # Whoever waits asks again and again, and must hear of it without its being found out anew.
            self._refused[what] = (time.monotonic(), problem)
            while len(self._refused) > REFUSALS_KEPT:
                self._refused.popitem(last=False)
            raise
        finally:
            if self._pieces.get(what) is piece:
                del self._pieces[what]

    def stop(self, mine: Callable[[Hashable], bool]) -> int:
        """Turn away some who wait, and break off what nobody else wants; returns how many those were."""
        leaving = [one for who, one in self._newest.items() if mine(who) and not one.leave.done()]
        for one in leaving:
            one.leave.set_exception(StoppedError())
            # A page that no longer waits for its answer never looks.
            one.leave.exception()
        return len(leaving)

    def working(self, mine: Callable[[Hashable], bool]) -> tuple[Job, int] | None:
        """What some wait for that was asked for last, and how many pieces of work come before it."""
        found = [
            piece
            for piece in self._pieces.values()
            if any(mine(one.who) and not one.leave.done() for one in piece.waiting)
        ]
        if not found:
            return None
        last = max(found, key=lambda piece: piece.number)
        return last.job, self._room.before(last.number)

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
        """Begin nothing more, and break off what is being worked out."""
        for piece in self._pieces.values():
            piece.job.stopping = True
        self.pool.shutdown(wait=False, cancel_futures=True)
