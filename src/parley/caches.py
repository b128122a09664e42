"""Where Parley keeps what it has made for its own later use: compiled code, and the script of the charts.

Whoever can write there can have code run, so only folders that belong to this user alone are used.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from pathlib import Path

OWNER_ONLY = 0o700
UNUSED_DAYS = 60


def cache_folder(name: str) -> Path | None:
    """A folder of this user's own for things called `name`, made if need be; None where none can be had.

    Tried in order: `PARLEY_CACHE`, `XDG_CACHE_HOME` or `LOCALAPPDATA`, `.cache` in the home folder, and a
    folder in the system's place for temporary files.
    """
    for base in _bases():
        folder = base / name
        if _own(folder):
            return folder
    return None


def remove_unused(folder: Path, but: str, prefix: str) -> None:
    """Remove what earlier versions kept in a folder and nobody has used for two months."""
    stale = time.time() - UNUSED_DAYS * 86_400
    for other in folder.glob(f"{prefix}*"):
        try:
            if other.name != but and other.is_dir() and other.stat().st_mtime < stale:
                shutil.rmtree(other, ignore_errors=True)
        except OSError:
            continue


def _bases() -> list[Path]:
    """The folders that may hold what is kept, the most wanted first; only whole paths count."""
    asked = os.environ.get("PARLEY_CACHE", "")
    general = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or ""
    found = [Path(asked)] if asked else []
    found += [Path(general) / "parley"] if general else []
    home = os.environ.get("HOME") or os.environ.get("USERPROFILE") or ""
    found += [Path(home) / ".cache" / "parley"] if home else []
    whose = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    found.append(Path(tempfile.gettempdir()) / f"parley-{whose}")
    return [base for base in found if base.is_absolute()]


def _own(folder: Path) -> bool:
    """Whether a folder is there or can be made, can be written, and is this user's alone."""
    try:
        for part in (folder.parent, folder):
            part.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
        return _mine_alone(folder.parent) and _mine_alone(folder) and os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        return False


def _mine_alone(folder: Path) -> bool:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return False
    if not hasattr(os, "getuid"):
        return True
    others = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return found.st_uid == os.getuid() and not others
