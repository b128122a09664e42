"""Files written whole: all of them or none."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from parley.errors import OutputError


def as_text(document: Mapping[str, Any]) -> str:
    """A document as the text of a JSON file."""
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def write_whole(out: Path, texts: Mapping[Path, str]) -> None:
    """Make a folder and write files into it, all or none; raise OutputError with what to do."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        put(texts)
    except OSError as problem:
        raise OutputError(
            f"cannot write to {out}: {problem.strerror or problem}. Choose another folder with --out."
        ) from problem


def put(texts: Mapping[Path, str]) -> None:
    """Write files whole, all or none: each beside its place first, then moved into it."""
    staged: dict[Path, str] = {}
    try:
        for path, text in texts.items():
            handle, staged[path] = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(staged[path], 0o644)
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, f"{path.name} is a folder", str(path))
        for path, name in staged.items():
            os.replace(name, path)
    except BaseException:
        for name in staged.values():
            Path(name).unlink(missing_ok=True)
        raise
