"""Studies that something spoilt: said in a sentence, never a traceback or a hang, and nothing is lost."""

from __future__ import annotations

import json
import sqlite3
import sys
import types
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.sensitivity.study.studies import make, opened, plan_of, shards_of

from parley.errors import UsageError
from parley.sensitivity.study import draw
from parley.sensitivity.study.draws import MOST_DRAWS
from parley.sensitivity.study.store import folder, open_to_read, stored_header
from parley.sensitivity.study.store.lock import held

Spoil = Callable[[dict[str, Any]], object]


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shards of eight draws."""
    monkeypatch.setattr(folder, "SIZE", 8)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A finished study."""
    make(tmp_path / "study", plan_of(count=16))
    return tmp_path / "study"


def _with(key: str, value: object) -> Spoil:
    return lambda header: header.update({key: value})


SPOILT: dict[str, Spoil] = {
    "count is endless": _with("count", 10**15),
    "count is negative": _with("count", -1),
    "count is text": _with("count", "many"),
    "count is true": _with("count", True),
    "seed is nothing": _with("seed", None),
    "method is unknown": _with("method", "guess"),
    "rows are a number": _with("rows", 3),
    "rows are short": _with("rows", [["assumption"]]),
    "a day is no day": _with("rows", [["ending", "x", "", "2025-13-40"]]),
    "marks are a list": _with("marks", [1]),
    "marks hold numbers": _with("marks", {"scenario": 1}),
    "changes are text": _with("changes", "none"),
    "memory is text": _with("memory_limit", "2 GB"),
    "a key is missing": lambda header: header.pop("case"),
    "a key is too much": _with("more", 1),
}


def _change(place: Path, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(place / "ledger.sqlite", isolation_level=None)) as base:
        base.execute(sql, values)


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_a_spoilt_header_is_said(place: Path, spoil: Spoil) -> None:
    """Reading, asking what it is, and going on with it all say that the ledger is damaged, and what to do."""
    with closing(sqlite3.connect(place / "ledger.sqlite")) as base:
        (kept,) = base.execute("SELECT value FROM study WHERE key = 'header'").fetchone()
    header = json.loads(kept)
    spoil(header)
    _change(place, "UPDATE study SET value = ? WHERE key = 'header'", json.dumps(header))
    _expect_damaged(place)


SPOILT_TABLES = {
    "no header": "DELETE FROM study WHERE key = 'header'",
    "header is no JSON": "UPDATE study SET value = '{' WHERE key = 'header'",
    "format of another version": "UPDATE study SET value = '2' WHERE key = 'format'",
    "a shard elsewhere": "UPDATE shards SET file = '../../etc/passwd'",
    "a shard that ends before it begins": "UPDATE shards SET first = 9, last = 3",
    "a shard that begins with text": "UPDATE shards SET first = 'x'",
    "an endless shard": "UPDATE shards SET last = 99999999999999",
}


@pytest.mark.parametrize("sql", SPOILT_TABLES.values(), ids=SPOILT_TABLES.keys())
def test_spoilt_tables_are_said(place: Path, sql: str) -> None:
    """Whatever stands in the ledger is looked at before it is believed."""
    _change(place, sql)
    _expect_damaged(place, header_too=not sql.startswith("UPDATE shards"))


def _expect_damaged(place: Path, *, header_too: bool = True) -> None:
    with pytest.raises(UsageError, match="damaged"), open_to_read(place):
        pass
    with pytest.raises(UsageError, match="damaged"), opened(place, plan_of(count=16)):
        pass
    if header_too:
        with pytest.raises(UsageError, match="damaged"):
            stored_header(place)


def test_figures_that_are_none_are_said(tmp_path: Path) -> None:
    """Acknowledged figures are whole numbers of eight bytes."""
    with opened(tmp_path, plan_of(count=16)):
        pass
    _change(tmp_path, "INSERT INTO outcomes VALUES (0, x'0102', '')")
    with pytest.raises(UsageError, match="damaged"), open_to_read(tmp_path):
        pass


def test_shards_without_a_ledger_are_kept(place: Path) -> None:
    """A ledger that was lost costs no figures: its shards are moved aside, and said to be."""
    before = dict(shards_of(place))
    (place / "ledger.sqlite").unlink()
    with opened(place, plan_of(count=16)) as study:
        assert study.aside == "shards-without-ledger-1"
        assert len(study.missing()) == 16
    assert {path.name: path.read_bytes() for path in (place / study.aside).iterdir()} == before


WRITING = {
    "over a shard": "COPY (SELECT 1) TO '{shard}' (FORMAT parquet)",
    "a database": "ATTACH '{place}/shards/x.db'",
    "two statements": "SELECT 1; SELECT 2",
    "a table": "CREATE TABLE mine AS SELECT 1",
    "a setting": "SET threads = 2",
    "nothing": "",
}


@pytest.mark.parametrize("sql", WRITING.values(), ids=WRITING.keys())
def test_a_query_only_asks(place: Path, sql: str) -> None:
    """One statement that asks is answered; what would write, attach or set is refused, and nothing moved."""
    before = dict(shards_of(place))
    shard = place / "shards" / next(iter(before))
    with open_to_read(place) as tables, pytest.raises(UsageError):
        tables.query(sql.format(place=place, shard=shard))
    assert dict(shards_of(place)) == before
    with open_to_read(place) as tables:
        assert tables.query("WITH d AS (SELECT * FROM draws) SELECT count(*) FROM d").rows == ((16,),)
        assert tables.query("DESCRIBE draws").rows


def test_a_study_has_a_largest_number_of_draws() -> None:
    """A slip of the finger is not laid out in memory."""
    with pytest.raises(UsageError, match="at most"):
        draw(plan_of().scenario, MOST_DRAWS + 1, seed=1)


class TestALockWhereThereIsNoFcntl:
    """Windows has its own way to lock; a stub of it stands in."""

    @pytest.fixture
    def windows(self, monkeypatch: pytest.MonkeyPatch) -> list[int]:
        """A system without fcntl whose one lock may be taken once."""
        taken: list[int] = []

        def locking(handle: int, mode: int, count: int) -> None:
            if taken:
                raise OSError(13, "Permission denied")
            taken.append(handle)

        stub = types.ModuleType("msvcrt")
        stub.locking, stub.LK_NBLCK = locking, 2  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "fcntl", None)
        monkeypatch.setitem(sys.modules, "msvcrt", stub)
        return taken

    def test_it_is_taken_once(self, windows: list[int], tmp_path: Path) -> None:
        """A second process is told who is at work."""
        with held(tmp_path):
            assert len(windows) == 1
            with pytest.raises(UsageError, match="another process"), held(tmp_path):
                pass


def test_the_database_tells_kinds_of_statements_apart() -> None:
    """What is refused rests on the library's own reading of SQL."""
    (found,) = duckdb.extract_statements("COPY (SELECT 1) TO 'x'")
    assert found.type is duckdb.StatementType.COPY
