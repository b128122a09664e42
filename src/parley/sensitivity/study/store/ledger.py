"""The ledger of a study: which draws were acknowledged, and in which shard their figures are."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from parley.errors import UsageError
from parley.game import Floats
from parley.sensitivity.study.draws import METHODS, MOST_DRAWS
from parley.sensitivity.study.outcome import Entry

LEDGER_FILE = "ledger.sqlite"
FORMAT = 1
SHARD_NAME = re.compile(r"\d{5,}-[0-9a-f]{16}\.parquet")
_TABLES = (
    "CREATE TABLE study (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    # Acknowledged draws that are in no shard yet.
    "CREATE TABLE outcomes (draw INTEGER PRIMARY KEY, figures BLOB NOT NULL, reason TEXT NOT NULL)",
    "CREATE TABLE shards (number INTEGER PRIMARY KEY, file TEXT NOT NULL, first INTEGER NOT NULL,"
    " last INTEGER NOT NULL, failed INTEGER NOT NULL, sha256 TEXT NOT NULL)",
)


@dataclass(frozen=True)
class Header:
    """What a ledger says of its study as a whole; `rows` are what each figure of a draw is, in order."""

    run_id: str
    marks: dict[str, str]
    case: str
    title: str
    count: int
    seed: int
    method: str
    memory_limit: int
    changes: dict[str, Any]
    rows: tuple[Entry, ...]

    @property
    def assumptions(self) -> int:
        """How many of the figures are what was drawn; the rest is what came of it."""
        return sum(row.what == "assumption" for row in self.rows)


@dataclass(frozen=True)
class Shard:
    """A file of figures: its draws from `first` to `last` inclusive, how many failed, and its checksum."""

    number: int
    file: str
    first: int
    last: int
    failed: int
    sha256: str


@dataclass(frozen=True)
class Row:
    """One acknowledged draw: what was drawn, followed by what came of it or, failing that, the reason."""

    draw: int
    figures: Floats
    reason: str


class DamagedLedgerError(UsageError):
    """A ledger says what no study could: it was damaged, or another program wrote to it."""


class Ledger:
    """A ledger that is open; every change is one transaction that the disk has when the call returns."""

    def __init__(self, base: sqlite3.Connection):
        self.base = base

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.base.execute("ROLLBACK")
            raise
        self.base.execute("COMMIT")

    def begin(self, header: Header) -> None:
        """Make the tables of a new study."""
        with self._transaction():
            for table in _TABLES:
                self.base.execute(table)
            self._put("format", FORMAT)
            self._put("header", _header_data(header))

    def _put(self, key: str, value: object) -> None:
        said = json.dumps(value, ensure_ascii=False, default=str)
        self.base.execute("INSERT OR REPLACE INTO study VALUES (?, ?)", (key, said))

    def header(self) -> Header | None:
        """What the study is, or nothing if the ledger was never begun; raise DamagedLedgerError if spoilt."""
        if not self.base.execute("SELECT 1 FROM sqlite_master WHERE name = 'study'").fetchone():
            return None
        kept = dict(self.base.execute("SELECT key, value FROM study").fetchall())
        if kept.get("format") != str(FORMAT):
            raise DamagedLedgerError(
                f"it is of format {kept.get('format', 'unknown')}, and this version reads format {FORMAT}"
            )
        try:
            return sound_header(json.loads(kept["header"]))
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError):
            raise DamagedLedgerError("what it says of its study makes no sense") from None

    def go_on_as(self, header: Header) -> None:
        """Say that the study now has more draws, or goes on with another version of the program."""
        with self._transaction():
            self._put("header", _header_data(header))

    def acknowledge(self, rows: Iterable[Row]) -> None:
        """Keep some draws; a draw that is known already stays as it is."""
        with self._transaction():
            self.base.executemany(
                "INSERT OR IGNORE INTO outcomes VALUES (?, ?, ?)",
                [(row.draw, np.ascontiguousarray(row.figures, "<f8").tobytes(), row.reason) for row in rows],
            )

    def rows(self, first: int = 0, last: int = 2**62) -> list[Row]:
        """Acknowledged draws that are in no shard, from `first` to `last` inclusive, in order."""
        found = self.base.execute(
            "SELECT draw, figures, reason FROM outcomes WHERE draw BETWEEN ? AND ? ORDER BY draw",
            (first, last),
        )
        try:
            return [Row(int(draw), np.frombuffer(blob, "<f8"), str(reason)) for draw, blob, reason in found]
        except (TypeError, ValueError):
            raise DamagedLedgerError("the figures of some draws make no sense") from None

    def waiting(self) -> list[int]:
        """Numbers of the acknowledged draws that are in no shard, in order."""
        return [draw for (draw,) in self.base.execute("SELECT draw FROM outcomes ORDER BY draw")]

    def failed(self) -> int:
        """How many acknowledged draws could not be solved."""
        query = (
            "SELECT (SELECT count(*) FROM outcomes WHERE reason <> '')"
            " + (SELECT coalesce(sum(failed), 0) FROM shards)"
        )
        return int(self.base.execute(query).fetchone()[0])

    def shards(self) -> list[Shard]:
        """The shards, in the order of their draws."""
        columns = "number, file, first, last, failed, sha256"
        found = [Shard(*row) for row in self.base.execute(f"SELECT {columns} FROM shards ORDER BY number")]
        if not all(_sound(shard) for shard in found):
            raise DamagedLedgerError("what it says of its shards makes no sense")
        return found

    def shelve(self, shard: Shard) -> None:
        """Note a shard that is on the disk, and let go of the figures it holds, together."""
        with self._transaction():
            values = tuple(asdict(shard).values())
            self.base.execute("INSERT OR REPLACE INTO shards VALUES (?, ?, ?, ?, ?, ?)", values)
            self.base.execute("DELETE FROM outcomes WHERE draw BETWEEN ? AND ?", (shard.first, shard.last))

    def unshelve(self, shard: Shard, rows: Sequence[Row]) -> None:
        """Strike out a shard, and take back those of its draws that are given, together."""
        with self._transaction():
            self.base.execute("DELETE FROM shards WHERE number = ?", (shard.number,))
            self.base.executemany(
                "INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?)",
                [(row.draw, np.ascontiguousarray(row.figures, "<f8").tobytes(), row.reason) for row in rows],
            )

    def close(self) -> None:
        """Close the ledger, leaving one plain file where nobody else is reading."""
        # While somebody reads, the write-ahead log stays beside the ledger and is read with it.
        with closing(self.base), suppress(sqlite3.OperationalError):
            self.base.execute("PRAGMA journal_mode = DELETE")


def damaged_ledger(folder: Path, problem: DamagedLedgerError) -> UsageError:
    """Say where a damaged ledger is and what can be done."""
    return UsageError(
        f"the ledger of the study in {folder} is damaged: {problem}. Put a copy of {LEDGER_FILE} back, or "
        "move the file away and begin again with --resume: the shards that are there are kept."
    )


def open_ledger(folder: Path) -> Ledger:
    """Open the ledger of a folder to write, making the file if need be."""
    base = sqlite3.connect(folder / LEDGER_FILE, isolation_level=None)
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = FULL")
    return Ledger(base)


def read_ledger(folder: Path) -> Ledger:
    """Open the ledger of a folder to read, somebody else perhaps writing to it meanwhile."""
    place = (folder / LEDGER_FILE).absolute().as_uri()
    return Ledger(sqlite3.connect(f"{place}?mode=ro", uri=True, isolation_level=None))


def sound_header(data: dict[str, Any]) -> Header:
    """A header from what a ledger kept, every part of the kind it must be; raise ValueError or its kin."""
    rows = tuple(_entry(*row) for row in data.pop("rows"))
    header = Header(rows=rows, **data)
    whole = (header.count, header.seed, header.memory_limit)
    texts = (header.run_id, header.case, header.title, header.method)
    if (
        not all(type(number) is int and number >= 0 for number in whole)
        or not 0 < header.count <= MOST_DRAWS
        or not all(isinstance(text, str) for text in (*texts, *header.marks.values()))
        or header.method not in METHODS
        or not isinstance(header.changes, dict)
    ):
        raise ValueError("no header")
    return header


def _sound(shard: Shard) -> bool:
    numbers = (shard.number, shard.first, shard.last, shard.failed)
    return (
        all(type(number) is int and 0 <= number <= MOST_DRAWS for number in numbers)
        and shard.first <= shard.last
        and isinstance(shard.file, str)
        and SHARD_NAME.fullmatch(shard.file) is not None
        and isinstance(shard.sha256, str)
    )


def _header_data(header: Header) -> dict[str, Any]:
    data = {**vars(header)}
    data["rows"] = [
        [row.what, row.name, row.disposition, row.day.isoformat() if row.day else None] for row in header.rows
    ]
    return data


def _entry(what: str, name: str, disposition: str, day: str | None) -> Entry:
    return Entry(what, name, disposition, date.fromisoformat(day) if day else None)
