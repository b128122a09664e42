"""Find the folder of a case: one of the user's own, or one that is shipped and named without its path."""

from __future__ import annotations

from pathlib import Path

from parley.errors import UsageError
from parley.files.names import closest_name

PACKAGE = Path(__file__).parents[1]
SCENARIO_NAME = "scenario.yaml"
RECORD_NAME = "moves.csv"


def shipped_cases() -> dict[str, Path]:
    """Return the shipped cases by name: beside the package in a wheel, at the root in a checkout."""
    for folder in (PACKAGE / "cases", PACKAGE.parents[1] / "cases"):
        if folder.is_dir():
            return {entry.name: entry for entry in sorted(folder.iterdir()) if _is_case(entry)}
    return {}


def _is_case(folder: Path) -> bool:
    return any((folder / name).is_file() for name in (SCENARIO_NAME, RECORD_NAME))


def find_case(name: Path) -> Path:
    """Return the folder a case name means; a folder of the user's comes before a shipped case."""
    if name.is_dir():
        return name
    if name.name == SCENARIO_NAME and name.is_file():
        return name.parent
    shipped = shipped_cases()
    word = str(name)
    if word in shipped:
        return shipped[word]
    beside = [str(entry) for entry in name.parent.iterdir() if entry.is_dir()] if name.parent.is_dir() else []
    near = closest_name(word, [*shipped, *beside])
    meant = f"; did you mean '{near}'?" if near else ""
    listed = ", ".join(shipped) or "none"
    raise UsageError(f"no folder and no shipped case called '{word}'{meant} (shipped: {listed})")
