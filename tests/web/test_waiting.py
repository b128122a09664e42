"""A page that takes long says so at once and follows by itself; what is refused is not found out twice."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import ORIGIN, serving_of

from parley.errors import UsageError
from parley.web.app import create_app
from parley.web.door import Door
from parley.web.solving.turns import Turns

PAGES = ("brief", "seat", "stability", "explain", "sensitivity?if=ann_hurries")


@pytest.fixture
def hasty(places: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A server on which all work takes longer than its readers have patience."""
    worked_out = Turns._worked_out

    async def slowly(self: Turns, *work: Any) -> Any:
        await asyncio.sleep(0.6)
        return await worked_out(self, *work)

    monkeypatch.setattr(Turns, "_worked_out", slowly)
    door = Door()
    with TestClient(create_app(serving_of(places, patience=0.2), door), base_url=ORIGIN) as client:
        client.get(f"/door?key={door.new_key()}")
        yield client


@pytest.mark.parametrize("page", PAGES)
def test_a_page_in_the_making_says_so_and_comes_in_the_end(hasty: TestClient, page: str) -> None:
    """First what is being done, marked for the script; once it is done, the page itself."""
    first = hasty.get(f"/cases/duo/{page}")
    assert first.status_code == 200
    assert first.headers["x-parley-waiting"] == "1"
    assert "this page follows by itself" in first.text
    for _ in range(600):
        time.sleep(0.1)
        answer = hasty.get(f"/cases/duo/{page}")
        if "x-parley-waiting" not in answer.headers:
            break
    assert answer.status_code == 200
    assert "follows by itself" not in answer.text


def test_what_was_refused_is_refused_again_at_once() -> None:
    """Whoever asks again hears the same sentence, and nothing is worked out a second time."""
    tried: list[int] = []

    def work() -> int:
        tried.append(1)
        raise UsageError("it cannot be solved")

    async def ask() -> None:
        turns = Turns(1)
        for _ in range(3):
            with pytest.raises(UsageError, match="cannot be solved"):
                await turns.newest("me", "this", work)
        with pytest.raises(UsageError):
            await turns.newest("me", "that", work)
        turns.close()

    asyncio.run(ask())
    assert len(tried) == 2


def test_a_refusal_is_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was in the way may have gone: after a while it is tried again."""
    monkeypatch.setattr("parley.web.solving.turns.REFUSAL_SECONDS", 0.0)
    told: list[int] = []

    def work() -> int:
        told.append(1)
        if len(told) == 1:
            raise UsageError("the disk is full")
        return 7

    async def ask() -> int:
        turns = Turns(1)
        with pytest.raises(UsageError):
            await turns.newest("me", "this", work)
        found = await turns.newest("me", "this", work)
        turns.close()
        return found

    assert asyncio.run(ask()) == 7
