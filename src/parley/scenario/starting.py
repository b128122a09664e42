"""Write a commented case that runs as it stands, for an analyst to change."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from parley.errors import OutputError

STARTER = Path(__file__).parent / "starter"
RECORD = Path(__file__).parent / "starter_record"


def write_starter(folder: Path, record: bool = False) -> list[str]:
    """Write the starter case into a new or empty folder, whole or not at all; return the file names.

    With `record` the heads of the record's files and of the coding come along, with an example row each.
    """
    entries = [*STARTER.iterdir(), *(RECORD.iterdir() if record else ())]
    return write_folder(folder, {entry.name: entry.read_bytes() for entry in entries})


def write_folder(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write files into a new or empty folder, whole or not at all; return their names. Raises OutputError."""
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
            for name, data in files.items():
                (made / name).write_bytes(data)
            made.replace(target)
    except OSError as problem:
        raise OutputError(f"cannot write {folder}: {problem.strerror or problem}") from problem
    return sorted(files)
