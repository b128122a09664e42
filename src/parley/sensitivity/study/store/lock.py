"""One writer at a time: a lock on a study's folder that ends with the process that holds it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from parley.errors import UsageError

LOCK_FILE = "lock"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the lock of a study's folder; raise UsageError if another process holds it.

    The system releases the lock when its holder ends, however it ends, so a file left behind by a crash
    locks nothing.
    """
    handle = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 100).decode("utf-8", "replace").strip()
            raise UsageError(
                f"another process ({holder or 'unknown'}) is at work on the study in {folder}. "
                "Wait for it or stop it; two at once would do the same draws twice."
            ) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()} on {os.uname().nodename}\n".encode(), 0)
        yield
    finally:
        os.close(handle)
