"""The tables of a study, for SQL and for export: one row a figure, named as the scenario names it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley.errors import OutputError, UsageError
from parley.sensitivity.study.store.ledger import (
    LEDGER_FILE,
    DamagedLedgerError,
    Header,
    Row,
    Shard,
    damaged_ledger,
    read_ledger,
)
from parley.sensitivity.study.store.shards import CONFIG, SHARDS, is_whole, load_rows, quoted

if TYPE_CHECKING:
    import duckdb

_EMPTY = (
    "SELECT 0::INTEGER AS draw, 0::INTEGER AS place, '' AS what, '' AS name, '' AS disposition,"
    " NULL::DATE AS day, 0.0::DOUBLE AS value WHERE false"
)
_WAITING = (
    "SELECT draw, code AS place, what, name, disposition, day::DATE AS day,"
    " CASE WHEN isnan(value) THEN NULL ELSE value END AS value FROM cells JOIN rows USING (code)"
)
TABLES = {
    "draws": "SELECT draw, max(CASE WHEN what = 'failed' THEN name END) AS failed,"
    " max(CASE WHEN what = 'residual' THEN value END) AS residual FROM figures GROUP BY draw",
    "assumptions": "SELECT draw, name AS path, value FROM figures WHERE what = 'assumption'",
    "endings": "SELECT draw, day, name AS ending, value AS chance FROM figures WHERE what = 'ending'",
    "worths": "SELECT draw, name AS party, value AS worth FROM figures WHERE what = 'worth'",
    "durability": "SELECT draw, name AS plan, value AS kept FROM figures WHERE what = 'kept'",
    "beliefs": "SELECT draw, day, name AS holder, disposition, value AS chance FROM figures"
    " WHERE what = 'belief'",
}
_OFFER = f"Tables: {', '.join(TABLES)}; each is described in docs/how-to/study.md."
_ORDER = {
    "draws": "draw",
    "assumptions": "draw, path",
    "endings": "draw, ending, day",
    "worths": "draw, party",
    "durability": "draw, plan",
    "beliefs": "draw, holder, disposition, day",
}


@dataclass(frozen=True)
class Answer:
    """What SQL gave: the names of the columns, and the rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Tables:
    """A study open to read: its header and a database with its tables, and nothing else in reach."""

    place: Path
    header: Header
    base: duckdb.DuckDBPyConnection

    def query(self, sql: str) -> Answer:
        """The answer to one statement of SQL that asks; raise UsageError if it cannot be answered.

        A statement that would write, attach or set anything is refused: the figures are as they were made.
        """
        import duckdb

        try:
            statements = self.base.extract_statements(sql)
            kinds = [statement.type for statement in statements]
            if len(kinds) != 1 or kinds[0] not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
                raise UsageError(
                    f"a query is one statement that asks, such as SELECT; this is {len(kinds)} of "
                    f"{', '.join(kind.name for kind in kinds) or 'no kind'}. To write: parley study export.\n"
                    f"{_OFFER}"
                )
            self.base.execute(statements[0])
            columns = tuple(column[0] for column in self.base.description or ())
            return Answer(columns, tuple(self.base.fetchall()) if columns else ())
        except duckdb.Error as problem:
            raise UsageError(f"the query cannot be answered: {str(problem).strip()}\n{_OFFER}") from None

    def export(self, out: Path, kind: str) -> list[Path]:
        """Write every table to a folder as `csv` or `parquet`, each file whole; returns the files."""
        import duckdb

        options = {"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet, COMPRESSION zstd"}
        if kind not in options:
            raise UsageError(f"tables are written as {' or '.join(options)}, not {kind!r}.")
        written = []
        try:
            out.mkdir(parents=True, exist_ok=True)
            for name in TABLES:
                begun, path = out / f".begun-{name}.{kind}", out / f"{name}.{kind}"
                order = _ORDER[name]
                self.base.execute(f"COPY (FROM {name} ORDER BY {order}) TO {quoted(begun)} ({options[kind]})")
                os.replace(begun, path)
                written.append(path)
        except (OSError, duckdb.Error) as problem:
            said = (getattr(problem, "strerror", None) or str(problem)).splitlines()[0]
            raise OutputError(f"cannot write the tables to {out}: {said}") from None
        return written


@contextmanager
def open_to_read(place: Path, *, reach: Sequence[Path] = ()) -> Iterator[Tables]:
    """Open a study to read, whole or as far as it has come; nobody is kept from writing to it meanwhile.

    SQL reaches the study's shards and the folders of `reach`, no other file and no network. Raises
    UsageError if there is no study or a shard is damaged.
    """
    import duckdb

    header, shards, rows = _snapshot(place)
    damaged = [shard.file for shard in shards if not is_whole(place, shard)]
    if damaged:
        raise UsageError(
            f"the study in {place} is damaged: {', '.join(damaged)} is not what was written. "
            "Go on with the study with --resume: it makes the lost draws again."
        )
    with closing(duckdb.connect(":memory:", config=CONFIG)) as base:
        load_rows(base, header.rows, rows)
        files = ", ".join(quoted(place / SHARDS / shard.file) for shard in shards)
        shelved = f"SELECT * FROM read_parquet([{files}])" if files else _EMPTY
        base.execute(f"CREATE VIEW figures AS {shelved} UNION ALL {_WAITING}")
        for name, sql in TABLES.items():
            base.execute(f"CREATE VIEW {name} AS {sql}")
        allowed = ", ".join(quoted(folder.absolute()) for folder in (place / SHARDS, *reach))
        base.execute(f"SET allowed_directories = [{allowed}]")
        base.execute("SET enable_external_access = false")
        base.execute("SET lock_configuration = true")
        yield Tables(place, header, base)


def stored_header(place: Path) -> Header | None:
    """What the study in a folder is, or nothing if none was begun there."""
    if not (place / LEDGER_FILE).is_file():
        return None
    try:
        ledger = read_ledger(place)
        with closing(ledger.base):
            return ledger.header()
    except DamagedLedgerError as problem:
        raise damaged_ledger(place, problem) from None
    except sqlite3.Error as problem:
        raise _unreadable(place, problem) from None


def _unreadable(place: Path, problem: sqlite3.Error) -> UsageError:
    return UsageError(f"the ledger of the study in {place} cannot be read: {problem}.")


def _snapshot(place: Path) -> tuple[Header, list[Shard], list[Row]]:
    """What the ledger says at one moment: the study, its shards, and the draws that are in none."""
    if not (place / LEDGER_FILE).is_file():
        parts = [str(place / name) for name in ("full", "coarse") if (place / name / LEDGER_FILE).is_file()]
        levels = f" A study by levels keeps its solves in {' and '.join(parts)}." if parts else ""
        raise UsageError(f"there is no study in {place}: no {LEDGER_FILE} is there.{levels}")
    try:
        ledger = read_ledger(place)
        with closing(ledger.base):
            ledger.base.execute("BEGIN")
            header = ledger.header()
            if header is None:
                raise UsageError(f"the study in {place} was never begun: start it again with --resume.")
            return header, ledger.shards(), ledger.rows()
    except DamagedLedgerError as problem:
        raise damaged_ledger(place, problem) from None
    except sqlite3.Error as problem:
        raise _unreadable(place, problem) from None
