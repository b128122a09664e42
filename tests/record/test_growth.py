"""What ledgers of a long record take grows with the record, not with its square."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from benchmarks.speed.records.dense import write

from parley.case import open_recorded
from parley.record.as_of import known_on
from parley.record.ledgers import LEDGERS, Options, View

FEW, TIMES = 400, 4
MOST_GROWTH = 1.6 * TIMES
"""Lines of code run for four times the moves: four times as many, and some for sorting; the square is 16."""


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> list[View]:
    """A made-up dense record of few moves, and one of four times as many."""
    found = []
    for count in (FEW, FEW * TIMES):
        folder = tmp_path_factory.mktemp(f"moves-{count}")
        write(folder / "moves.csv", count)
        record = open_recorded(folder).record
        last = max(move.last_date for move in record.moves)
        found.append(View(known_on(record, last), last))
    return found


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of code of Parley's own some work runs through."""
    count, ours = 0, str(Path("parley") / "record")

    def told(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if event == "call" and ours not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return told

    before = sys.gettrace()
    sys.settrace(told)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("name", LEDGERS)
def test_a_ledger_takes_as_much_more_as_there_are_more_moves(views: list[View], name: str) -> None:
    """Counted in lines of code that are run, so that a busy machine changes nothing."""
    few, many = (lines_run(lambda view=view: LEDGERS[name].of(view, Options())) for view in views)  # type: ignore[misc]
    assert many < MOST_GROWTH * few + 2_000, f"{few:,} lines for {FEW} moves, {many:,} for {FEW * TIMES}"
