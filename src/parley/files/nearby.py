"""Files of a folder whose names are nearly those that are read: they are not read, and somebody thinks so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

TABULAR = frozenset({".csv", ".tsv", ".txt", ".tab", ".xls", ".xlsx", ".xlsm", ".ods", ".numbers", ".json"})
STATED = frozenset({".yaml", ".yml", ".txt", ".json", ".toml"})
LIKE_ENOUGH = 80.0


@dataclass(frozen=True)
class Unread:
    """A file that is not read, and the name it would be read under."""

    path: Path
    meant: str

    def __str__(self) -> str:
        return f"{self.path.name} is not read; what is read is called {self.meant}"


def near_names(folder: Path, names: Iterable[str], read: Iterable[Path] = ()) -> list[Unread]:
    """Files of a folder that are none of those read, but whose names are nearly one of `names`."""
    taken = {path.name for path in read}
    known = {name: (Path(name).stem, STATED if name.endswith(".yaml") else TABULAR) for name in names}
    try:
        entries = sorted(entry for entry in folder.iterdir() if entry.is_file())
    except OSError:
        return []
    found = []
    for entry in entries:
        if entry.name in taken or entry.name in known or entry.name.startswith((".", "~$")):
            continue
        stem, suffixes = _stem(entry.name)
        best = max(known, key=lambda name: (_alike(stem, known[name][0]), name), default="")
        if best and _alike(stem, known[best][0]) >= LIKE_ENOUGH and suffixes <= known[best][1]:
            found.append(Unread(entry, best))
    return found


def _alike(one: str, two: str) -> float:
    return fuzz.ratio(one, two)


def _stem(name: str) -> tuple[str, frozenset[str]]:
    """What a file is called without endings, marks of a copy and case: `Moves (1).csv.txt` is moves."""
    path = Path(name.lower())
    suffixes = frozenset(path.suffixes) & (TABULAR | STATED)
    stem = path.name
    for _ in path.suffixes:
        if Path(stem).suffix in suffixes:
            stem = Path(stem).stem
    stem = stem.split("(")[0].replace(" - copy", "").replace(" copy", "").strip(" _-.")
    return stem, suffixes
