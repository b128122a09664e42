"""Shards: parquet files of figures that are on the disk whole, and known by their checksum."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from parley.sensitivity.study.outcome import Entry
from parley.sensitivity.study.store.ledger import Row, Shard

if TYPE_CHECKING:
    import duckdb

SHARDS = "shards"
SIZE = 500
"""Draws in a shard."""
_BEGUN = ".begun-"
# What else lies in the folder is somebody else's, and stays.
_OURS = re.compile(rf"(\d{{5,}}-[0-9a-f]{{16}}|{re.escape(_BEGUN)}\d{{5,}})\.parquet")
# The same rows must give the same bytes, and nothing may be fetched: one thread, no extension.
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_TIDY = """
    SELECT cells.draw, rows.code AS place, rows.what, rows.name, rows.disposition, rows.day::DATE AS day,
           CASE WHEN isnan(cells.value) THEN NULL ELSE cells.value END AS value
    FROM cells JOIN rows USING (code) ORDER BY cells.draw, rows.code
"""


def write_shard(folder: Path, number: int, entries: Sequence[Entry], rows: Sequence[Row]) -> Shard:
    """Write draws as a shard: beside its place first, to the disk, then into its place.

    The name ends in the checksum, so that two shards that differ never share a file.
    """
    import duckdb

    shelf = folder / SHARDS
    shelf.mkdir(exist_ok=True)
    begun = shelf / f"{_BEGUN}{number:05d}.parquet"
    with duckdb.connect(":memory:", config=CONFIG) as base:
        load_rows(base, entries, rows)
        base.execute(f"COPY ({_TIDY}) TO {quoted(begun)} (FORMAT parquet, COMPRESSION zstd)")
    _to_disk(begun)
    digest = checksum(begun)
    file = f"{number:05d}-{digest[:16]}.parquet"
    os.replace(begun, shelf / file)
    _to_disk(shelf)
    failed = sum(bool(row.reason) for row in rows)
    return Shard(number, file, rows[0].draw, rows[-1].draw, failed, digest)


def load_rows(base: duckdb.DuckDBPyConnection, entries: Sequence[Entry], rows: Sequence[Row]) -> None:
    """Make two tables of draws: `cells` (draw, code, value) and `rows`, which says what each code is."""
    reasons = list(dict.fromkeys(row.reason for row in rows if row.reason))
    known = [*entries, *(Entry("failed", reason) for reason in reasons)]
    code_of = {reason: len(entries) + k for k, reason in enumerate(reasons)}
    parts = []
    for row in rows:
        codes, figures = np.arange(len(row.figures)), row.figures
        if row.reason:
            codes, figures = np.append(codes, code_of[row.reason]), np.append(figures, np.nan)
        parts.append((np.full(len(codes), row.draw), codes, figures))
    names = ("draw", "code", "value")
    kinds = (np.int32, np.int32, np.float64)
    cells = {
        name: np.concatenate([part[k] for part in parts]).astype(kind) if parts else np.zeros(0, kind)
        for k, (name, kind) in enumerate(zip(names, kinds, strict=True))
    }
    base.register("given", cells)
    base.execute("CREATE TABLE cells AS SELECT * FROM given")
    base.unregister("given")
    said = [
        (one.what, one.name, one.disposition or None, one.day.isoformat() if one.day else None)
        for one in known
    ]
    # Each list becomes a column: row by row this would take longer than all the rest.
    base.execute(
        "CREATE TABLE rows AS SELECT unnest(?) AS code, unnest(?::VARCHAR[]) AS what,"
        " unnest(?::VARCHAR[]) AS name, unnest(?::VARCHAR[]) AS disposition, unnest(?::VARCHAR[]) AS day",
        [list(range(len(known))), *(list(column) for column in zip(*said, strict=True))],
    )


def read_shard(folder: Path, shard: Shard) -> list[Row]:
    """The draws of a shard, as they were written."""
    import duckdb

    place = quoted(folder / SHARDS / shard.file)
    with duckdb.connect(":memory:", config=CONFIG) as base:
        found = base.execute(
            f"SELECT draw, value FROM {place} WHERE what <> 'failed' ORDER BY draw, place"
        ).fetchnumpy()
        failed = base.execute(f"SELECT draw, name FROM {place} WHERE what = 'failed'").fetchall()
    reasons: dict[int, str] = dict(failed)
    numbers, starts = np.unique(found["draw"], return_index=True)
    figures = np.split(np.asarray(found["value"], dtype=np.float64), starts[1:])
    return [
        Row(int(draw), part, reasons.get(int(draw), "")) for draw, part in zip(numbers, figures, strict=True)
    ]


def is_whole(folder: Path, shard: Shard) -> bool:
    """Whether the file of a shard is there with the bytes it was written with."""
    place = folder / SHARDS / shard.file
    return place.is_file() and checksum(place) == shard.sha256


def put_aside(folder: Path) -> str:
    """Move shards that no ledger knows out of the way, and say where to; nothing if there are none."""
    shelf = folder / SHARDS
    if not shelf.is_dir() or not any(_OURS.fullmatch(path.name) for path in shelf.iterdir()):
        return ""
    number = 1
    while (folder / f"{SHARDS}-without-ledger-{number}").exists():
        number += 1
    aside = f"{SHARDS}-without-ledger-{number}"
    shelf.rename(folder / aside)
    return aside


def sweep(folder: Path, known: Sequence[Shard]) -> None:
    """Remove what a killed process left on the shelf: shards begun, and shards that the ledger lacks."""
    shelf = folder / SHARDS
    kept = {shard.file for shard in known}
    for path in shelf.iterdir() if shelf.is_dir() else ():
        if _OURS.fullmatch(path.name) and path.name not in kept:
            path.unlink(missing_ok=True)


def checksum(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def quoted(path: Path) -> str:
    """A path as SQL has it."""
    return "'" + str(path).replace("'", "''") + "'"


def _to_disk(path: Path) -> None:
    """Wait until the disk has a file, or the entries of a folder (for which Windows offers no way)."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
