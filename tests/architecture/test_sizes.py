"""Modules and folders stay small enough to be read at one sitting."""

from __future__ import annotations

import re
import statistics
from collections import Counter
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


MIRRORED = {"solver", "weighing"}
"""Where folders stand side by side for two ways to do the same, with modules of the same names."""


def test_no_name_of_a_module_stands_twice_in_a_room() -> None:
    """Whoever looks for a module by its name finds one, but for the pairs that mirror one another."""
    twice = {}
    for room in sorted(path for path in SOURCE.iterdir() if path.is_dir()):
        held = [path for path in MODULES if room in path.parents and path.name != "__init__.py"]
        held = [path for path in held if not MIRRORED & set(path.parts)]
        twice[room.name] = {name for name, n in Counter(path.name for path in held).items() if n > 1}
    assert {room: names for room, names in twice.items() if names} == {}


def test_the_files_of_a_run_are_there() -> None:
    """ARCHITECTURE says which files to open to follow a run, and how many these are."""
    page = (SOURCE.parents[1] / "ARCHITECTURE.md").read_text(encoding="utf-8")
    chapter = page.partition("## A run, file by file")[2].partition("\n## ")[0]
    folder, found = "", []
    for name in re.findall(r"`([a-z_/]+/|[a-z_/]+\.py)`", chapter):
        if name.endswith("/"):
            folder = name
        else:
            found.append(next((at for at in (name, f"{folder}{name}") if (SOURCE / at).is_file()), name))
    assert [name for name in found if not (SOURCE / name).is_file()] == []
    assert f"These are {len(set(found))} files" in chapter


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
