"""The newest request of a session counts; long work is watched and stopped."""

from __future__ import annotations

import asyncio
import threading
import time
from functools import partial

import pytest

from parley.watching import tell
from parley.web.solving.jobs import Job, Jobs, StoppedError
from parley.web.solving.room import Urgency
from parley.web.solving.turns import SupersededError, Turns


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


def test_work_that_nobody_wants_any_more_is_broken_off() -> None:
    """A running solve whose session has asked for something newer ends at its next round, and is not kept."""
    reached: list[int] = []

    def long() -> str:
        for step in range(400):
            tell("solving", step, 400)
            reached.append(step)
            time.sleep(0.005)
        return "late"

    async def ask() -> tuple[list[str | BaseException], object]:
        turns = Turns(1)
        first = asyncio.create_task(turns.newest("me", "old", long))
        while not reached:
            await asyncio.sleep(0.005)
        second = await turns.newest("me", "new", lambda: "now")
        found = [*await asyncio.gather(first, return_exceptions=True), second]
        kept = turns.known("old")
        turns.close()
        return found, kept

    (stale, now), kept = asyncio.run(ask())
    assert isinstance(stale, SupersededError)
    assert (now, kept) == ("now", None)
    assert len(reached) < 400


def test_who_stops_gets_no_answer_and_others_keep_theirs() -> None:
    """Stopping turns one session away at once; another that waits for the same work is given it."""

    def long() -> str:
        for step in range(40):
            tell("solving", step, 40)
            time.sleep(0.005)
        return "answer"

    async def ask() -> tuple[object, object, int]:
        turns = Turns(1)
        ann = asyncio.create_task(turns.newest(("ann", "duo"), "what", long))
        bob = asyncio.create_task(turns.newest(("bob", "duo"), "what", long))
        await asyncio.sleep(0.05)
        count = turns.stop(lambda who: who == ("ann", "duo"))
        stopped = await asyncio.gather(ann, return_exceptions=True)
        answer = await bob
        turns.close()
        return stopped[0], answer, count

    stopped, answer, count = asyncio.run(ask())
    assert isinstance(stopped, StoppedError)
    assert (answer, count) == ("answer", 1)


def test_what_was_stopped_can_be_asked_for_again() -> None:
    """Nothing is remembered against it: it is worked out anew."""
    begun: list[int] = []

    def long() -> str:
        begun.append(1)
        for step in range(60):
            tell("solving", step, 60)
            time.sleep(0.005)
        return "answer"

    async def ask() -> str:
        turns = Turns(1)
        first = asyncio.create_task(turns.newest("me", "what", long))
        await asyncio.sleep(0.03)
        turns.stop(lambda who: True)
        with pytest.raises(StoppedError):
            await first
        while turns._pieces:
            await asyncio.sleep(0.005)
        found = await turns.newest("me", "what", long)
        turns.close()
        return found

    assert asyncio.run(ask()) == "answer"
    assert len(begun) == 2


def test_how_far_work_is_and_what_comes_first_is_told() -> None:
    """Whoever waits hears the stage and its part, whoever queues how many come before."""
    go_on = threading.Event()

    def long() -> int:
        tell("solving", 3, 4)
        go_on.wait(5)
        return 1

    async def ask() -> tuple[tuple[str, float], list[int]]:
        turns = Turns(1)
        asked = [asyncio.create_task(turns.newest(who, who, long)) for who in ("ann", "bob", "cay")]
        await asyncio.sleep(0.1)
        running, ahead = turns.working(lambda who: who == "ann"), []
        for name in ("ann", "bob", "cay"):
            found = turns.working(lambda who, name=name: who == name)  # type: ignore[misc]
            assert found is not None
            ahead.append(found[1])
        assert turns.working(lambda who: who == "dan") is None
        go_on.set()
        await asyncio.gather(*asked)
        turns.close()
        assert running is not None
        return (running[0].stage, running[0].part), ahead

    assert asyncio.run(ask()) == (("solving", 0.75), [0, 0, 1])


def test_quick_work_does_not_wait_behind_long_work() -> None:
    """One place is kept for previews: two full solves of others do not hold one up."""
    done: list[str] = []
    go_on = threading.Event()

    def long() -> str:
        go_on.wait(5)
        done.append("full")
        return "full"

    async def ask() -> None:
        turns = Turns(2)
        full = [asyncio.create_task(turns.newest(who, who, long)) for who in ("ann", "bob")]
        await asyncio.sleep(0.05)
        await turns.newest("cay", "cay", partial(done.append, "quick"), urgency=Urgency.QUICK)
        go_on.set()
        await asyncio.gather(*full)
        turns.close()

    asyncio.run(ask())
    assert done == ["quick", "full", "full"]
