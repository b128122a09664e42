"""How long does filtering a million machine-coded events to a case take, against merely reading them?

    python benchmarks/speed/event_import.py [ROWS]

Writes synthetic ICEWS, POLECAT and GDELT files to a temporary folder, filters each to two parties and a
month, and prints for each the seconds, the ratio to reading the same file line by line, and the peak
memory.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROWS = 1_000_000
STATES = ("Russian Federation", "Ukraine", "United States", "France", "Germany", "Turkey", "Qatar", "China")
CODES = ("RUS", "UKR", "USA", "FRA", "DEU", "TUR", "QAT", "CHN")
SECTORS = ("GOV", "MIL", "LEG", "CVL", "")
EVENTS = ("010", "036", "042", "1122", "130", "190", "0311", "072", "163")
TYPES = ("AGREE", "CONSULT", "REJECT", "THREATEN", "ASSAULT", "AID", "SANCTION")
TEXT = "filler that stands for the words of a report, as long as such words are " * 2

HEADERS = {
    "icews": (
        *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text"),
        *("CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID"),
        *("Sentence Number", "Publisher"),
    ),
    "polecat": (
        *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Contexts", "Actor Name"),
        *("Actor Country", "Primary Actor Sector", "Recipient Name", "Recipient Country"),
        *("Primary Recipient Sector", "Source"),
    ),
}


def write(kind: str, path: Path, rows: int) -> None:
    """A file of random events of one kind, spread over a year."""
    draw = random.Random(1)
    start = date(2024, 4, 1)
    with path.open("w", encoding="utf-8") as stream:
        if kind in HEADERS:
            stream.write("\t".join(HEADERS[kind]) + "\n")
        for number in range(rows):
            day = start + timedelta(days=draw.randrange(365))
            stream.write("\t".join(row(kind, number, day, draw)) + "\n")


def row(kind: str, number: int, day: date, draw: random.Random) -> list[str]:
    """One random event."""
    one, two = draw.randrange(8), draw.randrange(8)
    sector = draw.choice(SECTORS)
    if kind == "icews":
        words = ["Somebody", "Government,Executive", STATES[one], TEXT, draw.choice(EVENTS), "1.0"]
        return [
            str(number),
            day.isoformat(),
            *words,
            "Somebody",
            "Military",
            STATES[two],
            "7",
            "2",
            "A paper",
        ]
    if kind == "polecat":
        actor, other = ["A name", CODES[one], sector], [TEXT, CODES[two], sector]
        return [
            f"P{number}",
            day.isoformat(),
            draw.choice(TYPES),
            "",
            "1",
            "military",
            *actor,
            *other,
            "A paper",
        ]
    cells = [""] * 61
    cells[0], cells[1] = str(number), day.strftime("%Y%m%d")
    cells[5], cells[15], cells[26] = CODES[one] + sector, CODES[two] + sector, draw.choice(EVENTS)
    cells[6], cells[60] = TEXT, f"https://example.org/{number}"
    return cells


def filtered(kind: str, path: Path) -> None:
    """Filter one file, in a process of its own so that its peak memory can be told apart."""
    from parley.record.exchange import Filter, read_events

    wanted = Filter(("RUS", "UKR"), date(2025, 2, 19), date(2025, 3, 19))
    began = time.perf_counter()
    found = read_events(path, kind, wanted)
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{took} {peak} {found.read} {found.matched} {len(found.candidates)}")


def main(rows: int) -> None:
    """Measure each kind of file and print one line for it."""
    print(f"{rows:,} rows of each kind")
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("icews", "polecat", "gdelt"):
            path = Path(folder) / f"{kind}.tsv"
            write(kind, path, rows)
            began = time.perf_counter()
            with path.open(encoding="utf-8") as stream:
                for line in stream:
                    line.split("\t")
            base = time.perf_counter() - began
            command = [sys.executable, __file__, "--one", kind, str(path)]
            out = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            took, peak, read, matched, kept = float(out[0]), float(out[1]), *map(int, out[2:])
            print(
                f"{kind:8} {path.stat().st_size / 1e6:5.0f} MB  {took:6.2f} s"
                f"  {took / base:5.2f} x reading lines  peak {peak:4.0f} MB"
                f"  read {read:,}  matched {matched:,}  candidates {kept:,}"
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        filtered(sys.argv[2], Path(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
