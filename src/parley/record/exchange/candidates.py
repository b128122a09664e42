"""Machine-coded events as candidates: a file of their own that no ledger reads.

A person completes a row (issue, option, links), moves it to moves.csv and gives it a verification of
their own; until then it stands in `candidates.csv` with the verification `machine`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from parley.files.table import new_table, read_table, save_table
from parley.record.parties import plover_code
from parley.record.reading.columns import MOVES
from parley.vocabulary import ACT_BY_CAMEO_ROOT, ACTS, CAMEO_ROOT_BY_PLOVER

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
    own: str = ""
    """The fields an export of this project kept in PLOVER's `comment`, as JSON; empty for others' events."""

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
        kept = self.kept
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
            **({"extent": "", "question": "", **kept} if kept else {}),
        }

    @property
    def kept(self) -> dict[str, str]:
        """Cells that came along in `comment`, lists joined as moves.csv writes them."""
        try:
            fields = json.loads(self.own) if self.own else {}
        except ValueError:
            return {}
        if not isinstance(fields, dict) or fields.get("act") not in ACTS:
            return {}
        known = {name: value for name, value in fields.items() if name in COLUMNS}
        return {name: ";".join(map(str, v)) if isinstance(v, list) else str(v) for name, v in known.items()}


def save_candidates(case_dir: Path, candidates: Iterable[Candidate]) -> tuple[int, int]:
    """Add candidates to a case; returns how many were new and how many stood there already.

    Two are the same if date, actor, act, target and issue are; the one that stands is left as it is,
    since a person may have worked on it.
    """
    path = case_dir / CANDIDATES
    table = read_table(path) if path.exists() else new_table(path, COLUMNS)
    seen = {tuple(table.cell(row, name) for name in _SAME) for row in table.rows}
    used = {table.cell(row, "id") for row in table.rows}
    fresh: list[dict[str, str]] = []
    already = 0
    for candidate in candidates:
        cells = candidate.cells()
        key = tuple(cells.get(name, "") for name in _SAME)
        if key in seen or cells["id"] in used:
            already += 1
            continue
        seen.add(key)
        used.add(cells["id"])
        fresh.append(cells)
    save_table(table.with_rows(fresh), path)
    return len(fresh), already


_SAME = ("date", "actor", "act", "target", "issue")
