"""The newest request of a session counts; long work is watched and stopped."""

from __future__ import annotations

import asyncio
import threading
import time
from functools import partial

import pytest

from parley.web.jobs import Job, Jobs
from parley.web.turns import SupersededError, Turns


def test_only_the_newest_of_a_burst_is_worked_out() -> None:
    """Thirty requests in a row cost two solves at most, and only the last is answered."""
    solved: list[int] = []
    begin = threading.Event()

    def work(number: int) -> int:
        begin.wait(5)
        solved.append(number)
        return number

    async def burst() -> list[int | BaseException]:
        turns = Turns(1)
        asked = [
            asyncio.create_task(turns.newest("me", number, partial(work, number))) for number in range(30)
        ]
        await asyncio.sleep(0.05)
        begin.set()
        found = await asyncio.gather(*asked, return_exceptions=True)
        turns.close()
        return found

    found = asyncio.run(burst())
    assert found[-1] == 29
    assert all(isinstance(one, SupersededError) for one in found[:-1])
    # All thirty had asked before the first was begun, so only the last was.
    assert solved == [29]


def test_one_session_does_not_supersede_another() -> None:
    """Two people move sliders at once."""

    async def both() -> list[int]:
        turns = Turns(2)
        found = await asyncio.gather(turns.newest("a", "x", lambda: 1), turns.newest("b", "y", lambda: 2))
        turns.close()
        return list(found)

    assert asyncio.run(both()) == [1, 2]


def test_an_answer_that_is_known_is_not_worked_out_again() -> None:
    """The same question is answered from memory."""
    calls: list[int] = []

    def called() -> int:
        calls.append(1)
        return 1

    async def twice() -> None:
        turns = Turns(1)
        for _ in range(2):
            await turns.newest("a", "x", called)
        turns.close()

    asyncio.run(twice())
    assert calls == [1]


def _until(job: Job) -> None:
    for _ in range(200):
        if job.ended:
            return
        time.sleep(0.02)
    pytest.fail("the job does not end")


def test_a_job_is_watched_and_stopped() -> None:
    """It stops at its next step, and says so."""

    def work(job: Job) -> None:
        for step in range(10_000):
            job.tell(step, 10_000)
            time.sleep(0.002)

    jobs = Jobs()
    job = jobs.start("study", work)
    assert jobs.start("study", work) is job
    jobs.stop("study")
    _until(job)
    assert job.state == "stopped"


def test_a_job_that_breaks_says_so() -> None:
    """What goes wrong in a thread is seen."""
    job = Jobs().start("study", lambda job: 1 // 0)
    _until(job)
    assert job.state == "failed"
    assert "ZeroDivisionError" in job.problem


def test_two_who_ask_for_one_thing_share_its_work() -> None:
    """It is worked out once, and both have it."""

    async def both() -> tuple[list[str], int]:
        turns, done = Turns(2), []

        def work() -> str:
            done.append(1)
            time.sleep(0.1)
            return "answer"

        found = await asyncio.gather(*(turns.newest(who, "what", work) for who in ("ann", "bob")))
        turns.close()
        return found, len(done)

    assert asyncio.run(both()) == (["answer", "answer"], 1)


def test_an_answer_that_does_not_come_in_time_is_kept_for_the_next_who_asks() -> None:
    """The page goes without it, and whoever asks again waits for the same work."""

    async def late() -> tuple[str | None, str, int]:
        turns, done = Turns(1), []

        def work() -> str:
            done.append(1)
            time.sleep(0.3)
            return "answer"

        first = await turns.within(0.05, turns.newest("ann", "what", work))
        second = await turns.newest("bob", "what", work)
        turns.close()
        return first, second, len(done)

    assert asyncio.run(late()) == (None, "answer", 1)
