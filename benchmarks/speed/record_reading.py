"""How long does reading and checking a large record take, against merely splitting its CSV?

    python benchmarks/speed/record_reading.py [MOVES]

Repeats the moves of a shipped case, shifted day by day with their own ids, and prints processor seconds,
the ratio to `csv.reader` on the same file, and the peak memory.
"""

from __future__ import annotations

import csv
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from parley.record import read_record

CASE = Path(__file__).parents[2] / "cases" / "ukraine-2025" / "moves.csv"


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


def main(moves: int) -> None:
    """Measure once and print one line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "moves.csv"
        write(path, moves)
        began = time.process_time()
        with path.open(newline="", encoding="utf-8") as stream:
            for _ in csv.reader(stream):
                pass
        base = time.process_time() - began
        began = time.process_time()
        record = read_record(Path(folder))
        took = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{len(record.moves):,} moves, {path.stat().st_size / 1e6:.0f} MB: {took:.2f} s of processor, "
            f"{took / base:.1f} x csv.reader, peak {peak:.0f} MB"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
