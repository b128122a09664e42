"""Files the program itself keeps, and JSON: read through one gate, for they may have been changed since."""

from __future__ import annotations

import errno
import json
from pathlib import Path

from parley.files.text import no_file

LARGEST_KEPT = 200_000_000


def read_kept(path: Path) -> str:
    """The text of a file; OSError where it is no ordinary file or too large, ValueError if it is no text."""
    if kind := no_file(path):
        raise OSError(errno.EINVAL, f"{kind}, not a file", str(path))
    if (size := path.stat().st_size) > LARGEST_KEPT:
        raise OSError(errno.EFBIG, f"{size:,} bytes, more than {LARGEST_KEPT:,}", str(path))
    return path.read_text(encoding="utf-8")


def parse_json(text: str) -> object:
    """What a text holds as JSON; ValueError where it is none, deep nesting included."""
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("deeper nesting than anybody writes") from None


def read_json(path: Path) -> object:
    """What a file holds as JSON; OSError where it cannot be read, ValueError where it is no JSON."""
    return parse_json(read_kept(path))
