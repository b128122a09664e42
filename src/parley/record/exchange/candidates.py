"""Machine-coded events as candidates: a file of their own that no ledger reads.

A person completes a row (issue, option, links), moves it to moves.csv and gives it a verification of
their own; until then it stands in `candidates.csv` with the verification `machine`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from parley.files.spreadsheet import harmless
from parley.files.table import for_a_spreadsheet, new_table, read_table, save_table
from parley.record.exchange.raw import NOTHING_KEPT
from parley.record.parties import plover_code
from parley.record.reading.columns import MOVES
from parley.vocabulary import ACT_BY_CAMEO_ROOT, CAMEO_ROOT_BY_PLOVER

CANDIDATES = "candidates.csv"
COLUMNS = (*MOVES.columns, "question", "reports")


@dataclass(frozen=True)
class Candidate:
    """One machine-coded event: what the machine said, and what a person must still decide."""

    id: str
    date: str
    actor: str
    target: str
    cameo: str
    event: str
    text: str
    source: str
    url: str
    reports: int = 1
    kept: Mapping[str, str] = field(default_factory=lambda: NOTHING_KEPT)
    """Cells an export of this project took along; empty for others' events."""

    @property
    def act(self) -> tuple[str, str, bool]:
        """Candidate act and extent, and whether a person must choose between acts."""
        root = self.cameo or CAMEO_ROOT_BY_PLOVER.get(self.event, "")
        for length in (3, 2):
            if found := ACT_BY_CAMEO_ROOT.get(root[:length]):
                return found
        return "STATEMENT", "", True

    def cells(self) -> dict[str, str]:
        """The row as moves.csv would have it, with what is left open named in `question`."""
        act, extent, choose = self.act
        kept = dict(self.kept)
        open_questions = ["issue and option?", "responds_to?"]
        if choose:
            open_questions.insert(0, f"is it {act}?")
        return {
            "id": self.id,
            "date": self.date,
            "precision": "day",
            "actor": self.actor,
            "act": act,
            "extent": extent,
            "target": self.target,
            "cameo": self.cameo,
            "plover": "/".join(part or "-" for part in plover_code(self.cameo)) if self.cameo else self.event,
            "source": self.source,
            "url": self.url,
            "verification": "machine",
            "coder": "machine",
            "paraphrase": self.text,
            "question": " ".join(open_questions),
            "reports": str(self.reports),
            **({"extent": "", "question": "", **kept} if "act" in kept else {}),
        }


@dataclass(frozen=True)
class Saved:
    """What became of candidates: how many are new, stood in candidates.csv, or stand in the record."""

    new: int
    waiting: int
    recorded: int


def save_candidates(case_dir: Path, candidates: Iterable[Candidate], recorded: Collection[str] = ()) -> Saved:
    """Add candidates to a case, and say what became of each; `recorded` are the ids of the record's moves.

    Two are the same if date, actor, act, target and issue are, or their ids; the one that stands is left as
    it is, since a person may have worked on it. Nothing is written where nothing is new.
    """
    path = case_dir / CANDIDATES
    table = read_table(path) if path.exists() else for_a_spreadsheet(new_table(path, COLUMNS))
    seen = {tuple(table.cell(row, name) for name in _SAME) for row in table.rows}
    used = {table.cell(row, "id") for row in table.rows}
    fresh: list[dict[str, str]] = []
    waiting = known = 0
    for candidate in candidates:
        cells = candidate.cells()
        key = tuple(cells.get(name, "") for name in _SAME)
        if cells["id"] in recorded:
            known += 1
            continue
        if key in seen or cells["id"] in used:
            waiting += 1
            continue
        seen.add(key)
        used.add(cells["id"])
        fresh.append({name: str(harmless(text)) for name, text in cells.items()})
    if fresh:
        save_table(table.with_rows(fresh), path)
    return Saved(len(fresh), waiting, known)


_SAME = ("date", "actor", "act", "target", "issue")
