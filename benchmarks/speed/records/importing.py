"""Filtering machine-coded events to a case, against merely reading their lines.

Writes synthetic ICEWS, POLECAT and GDELT files to a temporary folder and filters each to two parties and a
month.
"""

from __future__ import annotations

import random
import tempfile
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from benchmarks.speed.measuring import Race, Row

from parley.record.exchange import Filter, read_events

ROWS = 100_000
MOST_RUNS = 3
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


def measure(runs: int) -> list[Row]:
    """Each kind of file: reading its lines, and filtering it."""
    found = []
    wanted = Filter(("RUS", "UKR"), date(2025, 2, 19), date(2025, 3, 19))
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("icews", "polecat", "gdelt"):
            path = Path(folder) / f"{kind}.tsv"
            write(kind, path, ROWS)
            race = Race(f"importing {ROWS:,} events", "s")
            race.add(f"{kind}: read lines", partial(split_lines, path))
            race.add(f"{kind}: filter", partial(read_events, path, kind, wanted))
            read, filtered = race.run(min(runs, MOST_RUNS), against=f"{kind}: read lines")
            kept = read_events(path, kind, wanted)
            told = f"{kept.read:,} read, {len(kept.candidates):,} candidates"
            found += [read, Row(**{**filtered.__dict__, "told": told})]
    return found


def split_lines(path: Path) -> None:
    """The least that reading such a file takes."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            line.split("\t")
