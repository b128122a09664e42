"""Reading and checking a large record, against merely splitting its CSV; all ledgers of a dense one.

The first record repeats the moves of the shipped case, shifted day by day, with ids of their own.
"""

from __future__ import annotations

import csv
import tempfile
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from benchmarks.speed.measuring import Race, Row
from benchmarks.speed.records import dense

from parley.record import read_record
from parley.record.ledgers import build_ledgers

MOVES, DENSE = 20_000, 5_000
MOST_RUNS = 3
CASE = Path(__file__).parents[3] / "cases" / "ukraine-2025" / "moves.csv"


def write(path: Path, moves: int) -> None:
    """As many copies of the case as it takes, each a day later than the one before."""
    with CASE.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        for copy in range(-(-moves // len(rows))):
            writer.writerows(shifted(row, copy) for row in rows)


def shifted(row: dict[str, str], copy: int) -> dict[str, str]:
    """A row some days later, with ids and links of its own copy."""
    later = {**row, "id": f"{row['id']}-{copy}"}
    for name in ("responds_to", "repeat_of"):
        later[name] = " ".join(f"{link}-{copy}" for link in row[name].split())
    for name in ("date", "date_end"):
        if row[name]:
            later[name] = (date.fromisoformat(row[name]) + timedelta(days=copy)).isoformat()
    return later


def measure(runs: int) -> list[Row]:
    """Splitting the file, and reading it as a record."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "moves.csv"
        write(path, MOVES)
        race = Race(f"a record of {MOVES:,} moves", "s")
        race.add("split its CSV", lambda: split_cells(path))
        race.add("read and check it", lambda: read_record(Path(folder)))
        return [*race.run(min(runs, MOST_RUNS), against="split its CSV"), *_ledgers(runs)]


def _ledgers(runs: int) -> list[Row]:
    """All ledgers of a dense record, and of one four times as long: four times the time is linear."""
    with tempfile.TemporaryDirectory() as folder:
        race = Race("all ledgers of a dense record", "s")
        for moves in (DENSE, DENSE * 4):
            place = Path(folder) / str(moves)
            place.mkdir()
            dense.write(place / "moves.csv", moves)
            record = read_record(place)
            last = max(move.last_date for move in record.moves)
            race.add(f"{moves:,} moves", partial(build_ledgers, record, last))
        return race.run(min(runs, MOST_RUNS), against=f"{DENSE:,} moves")


def split_cells(path: Path) -> None:
    """The least that reading such a file takes."""
    with path.open(newline="", encoding="utf-8") as stream:
        for _ in csv.reader(stream):
            pass
