"""Modules and folders stay small enough to be read at one sitting."""

from __future__ import annotations

import statistics
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "parley"
MODULES = sorted(SOURCE.rglob("*.py"))
MOST_LINES = 400
MOST_MODULES = 15
BANNED = {"utils", "util", "common", "helpers", "helper", "core", "misc", "shared", "tools"}


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_module_is_two_rooms() -> None:
    """No module is longer than 400 lines."""
    too_long = {str(path.relative_to(SOURCE)): _lines(path) for path in MODULES if _lines(path) > MOST_LINES}
    assert too_long == {}


def test_the_median_module_is_near_a_hundred_lines() -> None:
    """Half of the modules that hold code are shorter than 160 lines."""
    assert statistics.median(_lines(path) for path in MODULES if path.name != "__init__.py") < 160


def test_no_folder_holds_more_than_fifteen_modules() -> None:
    """A folder has at most fifteen modules beside its `__init__`; shell and corridor have a verb a file."""
    folders = {path.parent for path in MODULES}
    counts = {
        str(folder.relative_to(SOURCE)): sum(p.name != "__init__.py" for p in folder.glob("*.py"))
        for folder in folders
        if folder.name not in ("cli", "workbench")
    }
    assert {name: count for name, count in counts.items() if count > MOST_MODULES} == {}


def test_no_room_is_a_drawer_for_odds_and_ends() -> None:
    """No module or folder has a name that says nothing about its subject."""
    names = {path.stem.strip("_") for path in MODULES} | {path.parent.name for path in MODULES}
    assert names & BANNED == set()


def test_no_note_to_self_is_left_in_the_code() -> None:
    """No module carries an unfinished-work marker."""
    markers = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
    marked = [
        str(path.relative_to(SOURCE))
        for path in MODULES
        for m in markers
        if m in path.read_text(encoding="utf-8")
    ]
    assert marked == []
