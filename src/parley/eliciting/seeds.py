"""Questions with known answers, by which several experts are weighed: a table of the case."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from parley.eliciting.question import id_of
from parley.errors import CaseError, Fault
from parley.files.kept import read_kept

FILE = "calibration_questions.csv"
COLUMNS = ("id", "question", "answer", "source")


@dataclass(frozen=True)
class Seed:
    """A question whose answer is known to whoever wrote it down, and where the answer comes from."""

    id: str
    question: str
    answer: float
    source: str


def read_seeds(folder: Path) -> tuple[Seed, ...]:
    """The calibration questions of a case; none where it has no such table, CaseError with all its faults."""
    path = folder / FILE
    if not path.is_file():
        return ()
    try:
        rows = list(csv.DictReader(io.StringIO(read_kept(path).removeprefix("\ufeff"))))
    except (OSError, UnicodeDecodeError) as problem:
        advice = "save it as a table of text, with commas between, in UTF-8"
        raise CaseError([_fault(path, 0, "a table", str(problem), advice)]) from None
    faults, seeds = list[Fault](), list[Seed]()
    for line, row in enumerate(rows, start=2):
        missing = [name for name in COLUMNS[:3] if not (row.get(name) or "").strip()]
        if missing:
            advice = f"its columns are {', '.join(COLUMNS)}"
            faults.append(_fault(path, line, f"something under {', '.join(missing)}", "nothing", advice))
            continue
        try:
            answer = float(row["answer"])
        except ValueError:
            faults.append(
                _fault(path, line, "a number as the answer", f"'{row['answer']}'", "write it as 12.5")
            )
            continue
        name = id_of(row["id"])
        if any(seed.id == name for seed in seeds):
            faults.append(
                _fault(path, line, "an id of its own", f"'{row['id']}' again", "give it another id")
            )
            continue
        seeds.append(Seed(name, row["question"].strip(), answer, (row.get("source") or "").strip()))
    if faults:
        raise CaseError(faults)
    return tuple(seeds)


def _fault(path: Path, line: int, expected: str, got: str, advice: str) -> Fault:
    return Fault(str(path), line, 0, "calibration-question", expected, got, advice)
