"""The folder of a study, open to write: what is missing, what was acknowledged, what was found damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from parley.errors import OutputError, UsageError
from parley.sensitivity.study.outcome import Entry, Found
from parley.sensitivity.study.plan import Plan
from parley.sensitivity.study.store.ledger import (
    LEDGER_FILE,
    DamagedLedgerError,
    Header,
    Ledger,
    Row,
    damaged_ledger,
    open_ledger,
)
from parley.sensitivity.study.store.lock import held
from parley.sensitivity.study.store.shards import (
    SHARDS,
    SIZE,
    is_whole,
    put_aside,
    read_shard,
    sweep,
    write_shard,
)


@dataclass(frozen=True)
class StudyFolder:
    """A study's folder whose lock this process holds.

    `damaged` names shards that were found wanting, `aside` the folder that shards without a ledger were
    moved to, if there were any.
    """

    place: Path
    ledger: Ledger
    header: Header
    plan: Plan
    damaged: tuple[str, ...]
    aside: str = ""

    def missing(self) -> list[int]:
        """Numbers of the draws that nothing was acknowledged of, in order."""
        known = set(self.ledger.waiting())
        for shard in self.ledger.shards():
            known.update(range(shard.first, shard.last + 1))
        return [draw for draw in range(self.header.count) if draw not in known]

    def failed(self) -> int:
        """How many draws could not be solved."""
        return self.ledger.failed()

    def acknowledge(self, found: Sequence[Found]) -> None:
        """Keep what came of some draws for good, and write the shards that they complete."""
        with writing(self.place):
            self.ledger.acknowledge([self._row(one) for one in found])
            for number in sorted({one.draw // SIZE for one in found}):
                self._shelve(number)

    def _row(self, found: Found) -> Row:
        drawn = self.plan.draws.values[found.draw]
        figures = drawn if found.figures is None else np.concatenate([drawn, found.figures])
        return Row(found.draw, figures, found.reason)

    def _shelve(self, number: int) -> None:
        """Write a shard if all of its draws are there."""
        first = number * SIZE
        last = min(first + SIZE, self.header.count) - 1
        rows = self.ledger.rows(first, last)
        if len(rows) == last - first + 1:
            self.ledger.shelve(write_shard(self.place, number, self.header.rows, rows))

    def shelve_all(self) -> None:
        """Write every shard whose draws are all there: a process may have been killed before it could."""
        with writing(self.place):
            for number in sorted({draw // SIZE for draw in self.ledger.waiting()}):
                self._shelve(number)


@contextmanager
def open_to_write(
    place: Path, plan: Plan, entries: tuple[Entry, ...], *, resume: bool, alike: str = ""
) -> Iterator[StudyFolder]:
    """Open a study's folder, making it if need be, as the only process that writes to it.

    Shards whose checksum differs are struck out, so that their draws are missing; shards that no ledger
    knows, since it was lost, are moved aside. `alike` is another version of the program that is known to give
    the same figures: a study made by it is gone on with. Raises UsageError if another study is there, or this
    one and `resume` is not set, or another process is at work on it; OutputError if it cannot be written.
    """
    with ExitStack() as stack:
        with writing(place):
            place.mkdir(parents=True, exist_ok=True)
            stack.enter_context(held(place))
            ledger = open_ledger(place)
            stack.callback(ledger.close)
            aside = put_aside(place) if ledger.header() is None else ""
            header = _begun_or_continued(place, ledger, _header(plan, entries), resume, alike)
            damaged = _strike_out_damaged(place, ledger)
            sweep(place, ledger.shards())
        yield StudyFolder(place, ledger, header, plan, damaged, aside)


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Say in a sentence why a study's folder cannot be written; what was acknowledged is kept."""
    import duckdb

    try:
        yield
    except DamagedLedgerError as problem:
        raise damaged_ledger(place, problem) from None
    except (OSError, sqlite3.Error, duckdb.Error) as problem:
        said = (getattr(problem, "strerror", None) or str(problem)).splitlines()[0]
        kept = ""
        if (place / LEDGER_FILE).exists():
            kept = " What was acknowledged before is kept: mend the cause, then go on with --resume."
        raise OutputError(f"cannot write the study in {place}: {said}.{kept}") from problem


def _header(plan: Plan, entries: tuple[Entry, ...]) -> Header:
    drawn = tuple(Entry("assumption", path) for path in plan.draws.paths)
    return Header(
        run_id=plan.run_id,
        marks=plan.marks,
        case=plan.case,
        title=plan.scenario.title,
        count=plan.count,
        seed=plan.draws.seed,
        method=plan.draws.method,
        memory_limit=plan.memory_limit,
        changes=dict(plan.changes),
        rows=(*drawn, *entries),
    )


def _begun_or_continued(place: Path, ledger: Ledger, now: Header, resume: bool, alike: str) -> Header:
    """The study to go on with, made longer if need be; or why what is there is not ours to go on with."""
    before = ledger.header()
    if before is None:
        ledger.begin(now)
        return now
    if not resume:
        raise UsageError(
            f"there is a study in {place} already. Go on with it with --resume, or choose another folder "
            "with --out."
        )
    differ = [name for name, mark in now.marks.items() if before.marks.get(name) != mark]
    same_figures = differ == ["version"] and alike == before.marks.get("version")
    if differ == ["version"] and not same_figures:
        raise UsageError(
            f"the study in {place} was made by another version of Parley, and this one makes other figures "
            f"of its "
            "first draw, or that has none yet. Draws of both would not belong together. Choose another "
            "folder with "
            "--out."
        )
    if before.run_id != now.run_id and not same_figures:
        raise UsageError(
            f"the study in {place} is another one: it differs in {', '.join(differ)}. Its draws and new ones "
            "would not belong together. Choose another folder with --out."
        )
    if before.count > now.count:
        raise UsageError(f"the study in {place} has {before.count:,} draws already, more than {now.count:,}.")
    if before.count < now.count:
        _take_back_last(place, ledger, before)
    if before.count < now.count or same_figures:
        ledger.go_on_as(now)
    return now


def _strike_out_damaged(place: Path, ledger: Ledger) -> tuple[str, ...]:
    """Strike out the shards that are missing or differ from what was written; returns their files."""
    damaged = [shard for shard in ledger.shards() if not is_whole(place, shard)]
    for shard in damaged:
        ledger.unshelve(shard, ())
    return tuple(f"{SHARDS}/{shard.file}" for shard in damaged)


def _take_back_last(place: Path, ledger: Ledger, before: Header) -> None:
    """Open the last shard again if it is not full: a longer study has more draws to put into it."""
    for shard in ledger.shards():
        if shard.number == before.count // SIZE and is_whole(place, shard):
            ledger.unshelve(shard, read_shard(place, shard))
