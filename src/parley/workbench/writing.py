"""Files written whole: all of them or none, also if the process is killed on the way.

Files are made in a hidden folder beside their places. Once all are on the disk a list of them is put there,
in one step: that is the switch. After it they are moved, and whoever writes or reads there next finishes
what a killed process had begun; before it nothing has happened, and what was made is thrown away.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from parley.errors import OutputError
from parley.files.kept import read_json
from parley.record.reading.columns import FILES

CASE_FILES = frozenset(
    (*(f"{shape.name.removesuffix('.csv')}{ending}" for shape in FILES for ending in (".csv", ".xlsx")),
     "scenario.yaml", "coding.yaml", "graph.yaml", "theses.yaml", "outside_view.yaml", "seeds.csv",
     "elicitation.json", "candidates.csv", "README.md")
)  # fmt: skip
"""Files a case is read from, whatever is in the others."""
_STAGE = ".parley-writing-"
_SWITCH = "all-there.json"
_ABANDONED_SECONDS = 3600.0


def as_text(document: Mapping[str, Any]) -> str:
    """A document as the text of a JSON file; a figure that is no number is a fault of ours, and raised."""
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def write_whole(out: Path, texts: Mapping[Path, str | bytes]) -> None:
    """Make a folder and write files into it, all or none; raise OutputError with what to do."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        put(texts)
    except OSError as problem:
        raise OutputError(
            f"cannot write to {out}: {problem.strerror or problem}. Choose another folder with --out."
        ) from problem


def write_named(destination: Path, content: str | bytes) -> None:
    """Write a file somebody names, whole or not at all; never over a file that a case is read from."""
    if destination.name in CASE_FILES and destination.exists():
        raise OutputError(f"{destination} is read as part of a case, and is not written over; name another")
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        put({destination: content})
    except OSError as problem:
        raise OutputError(f"{destination} could not be written: {problem.strerror or problem}") from None


def put(texts: Mapping[Path, str | bytes]) -> None:
    """Write files of one folder whole, all or none; a file that is no file is not written over."""
    if not texts:
        return
    folder = next(iter(texts)).parent
    if any(path.parent != folder for path in texts):
        raise ValueError("files that are written together stand in one folder")
    finish_interrupted(folder)
    for path in texts:
        if path.exists() and not path.is_file():
            what = "a folder" if path.is_dir() else "no ordinary file"
            raise OSError(errno.EEXIST, f"{path.name} is {what}", str(path))
    stage = Path(tempfile.mkdtemp(dir=folder, prefix=_STAGE))
    try:
        for path, text in texts.items():
            _to_disk(stage / path.name, text)
        _to_disk(stage / f"{_SWITCH}.begun", json.dumps([path.name for path in texts]))
        os.replace(stage / f"{_SWITCH}.begun", stage / _SWITCH)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    _move_into_place(stage)


def finish_interrupted(folder: Path) -> None:
    """Finish what a killed process had switched to, and clear away what one had only begun."""
    if not folder.is_dir():
        return
    for stage in sorted(folder.glob(f"{_STAGE}*")):
        if not stage.is_dir() or stage.is_symlink():
            continue
        if (stage / _SWITCH).is_file():
            _move_into_place(stage)
        elif time.time() - stage.stat().st_mtime > _ABANDONED_SECONDS:
            shutil.rmtree(stage, ignore_errors=True)


def _move_into_place(stage: Path) -> None:
    names = cast(list[str], read_json(stage / _SWITCH))
    for name in names:
        made = stage / Path(name).name
        if made.exists():
            os.replace(made, stage.parent / made.name)
    shutil.rmtree(stage, ignore_errors=True)


def _to_disk(path: Path, text: str | bytes) -> None:
    with path.open("wb") as file:
        file.write(text.encode("utf-8") if isinstance(text, str) else text)
        file.flush()
        os.fsync(file.fileno())
