"""Files written whole: all of them or none."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


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
