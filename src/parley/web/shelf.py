"""The cases a server shows: folders below the places it was started with, found by name alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from parley.errors import UsageError
from parley.files.dated import case_name, dated_in

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
INTERVIEW = "elicitation.json"
CASE_FILES = ("scenario.yaml", "moves.csv", "graph.yaml", INTERVIEW)


@dataclass(frozen=True)
class Shelf:
    """Places that hold cases; a place may be a case itself."""

    places: tuple[Path, ...]

    def folders(self) -> dict[str, Path]:
        """Every case by name, in order; of two with one name the first place's counts."""
        found: dict[str, Path] = {}
        for place in self.places:
            entries = [place] if _is_case(place) else sorted(place.iterdir()) if place.is_dir() else []
            for entry in entries:
                if NAME.fullmatch(entry.name) and _is_case(entry) and not entry.is_symlink():
                    for one in (entry, *filter(_is_case, dated_in(entry))):
                        found.setdefault(case_name(one), one)
        return found

    def folder(self, name: str) -> Path:
        """The folder of a case; raise UsageError if there is none of that name."""
        folder = self.folders().get(name) if NAME.fullmatch(name) else None
        if folder is None:
            raise UsageError("there is no case of that name here; the page Cases lists those there are.")
        return folder

    def only_interview(self, name: str) -> bool:
        """Whether a case is nothing yet but the answers of an interview."""
        folder = self.folder(name)
        return [one for one in CASE_FILES if (folder / one).is_file()] == [INTERVIEW]

    def free(self, name: str) -> Path:
        """Where a new case of a name would stand; raise UsageError for a name that is none or taken."""
        if not NAME.fullmatch(name):
            raise UsageError(
                "a case is named with letters, digits, '.', '_' and '-', beginning with a letter or digit."
            )
        place = next((place for place in self.places if not _is_case(place)), None)
        if place is None:
            raise UsageError("this server was started with single cases: there is no folder for new ones.")
        if name in self.folders() or (place / name).exists():
            raise UsageError(f"there is a case called '{name}' already.")
        return place / name


def _is_case(folder: Path) -> bool:
    try:
        return folder.is_dir() and any((folder / name).is_file() for name in CASE_FILES)
    except OSError:
        return False
