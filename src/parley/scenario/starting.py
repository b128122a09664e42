"""Write a commented case that runs as it stands, for an analyst to change."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from parley.errors import OutputError

STARTER = Path(__file__).parent / "starter"
RECORD = Path(__file__).parent / "starter_record"


def write_starter(folder: Path, record: bool = False) -> list[str]:
    """Write the starter case into a new or empty folder, whole or not at all; return the file names.

    With `record` the heads of the record's files and of the coding come along, with an example row each.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file; name a folder that is new or empty")
    if folder.is_dir() and any(folder.iterdir()):
        raise OutputError(f"{folder} is not empty; name a folder that is new or empty")
    target = Path(os.path.abspath(folder))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as nearby:
            made = Path(nearby) / target.name
            made.mkdir()
            entries = [*STARTER.iterdir(), *(RECORD.iterdir() if record else ())]
            names = sorted(entry.name for entry in entries)
            for entry in entries:
                shutil.copyfile(entry, made / entry.name)
            made.replace(target)
    except OSError as problem:
        raise OutputError(f"cannot write {folder}: {problem.strerror or problem}") from problem
    return names
