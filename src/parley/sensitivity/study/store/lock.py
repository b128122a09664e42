"""One writer at a time: a lock on a study's folder that ends with the process that holds it."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from parley.errors import UsageError

LOCK_FILE = "lock"
HELD_BYTE = 1 << 30
"""Where Windows locks a byte that holds nothing: who waits must be able to read who holds it."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the lock of a study's folder; raise UsageError if another process holds it.

    The system releases the lock when its holder ends, however it ends, so a file left behind by a crash
    locks nothing.
    """
    handle = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _taken(handle):
            os.lseek(handle, 0, os.SEEK_SET)
            holder = os.read(handle, 100).decode("utf-8", "replace").strip()
            raise UsageError(
                f"another process ({holder or 'unknown'}) is at work on the study in {folder}. "
                "Wait for it or stop it; two at once would do the same draws twice."
            )
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, f"process {os.getpid()} on {platform.node()}\n".encode())
        yield
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    """Take the lock without waiting, by the means of the system at hand; False if somebody holds it."""
    try:
        import fcntl
    except ImportError:
        return _taken_on_windows(handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _taken_on_windows(handle: int) -> bool:
    from importlib import import_module

    system = import_module("msvcrt")
    os.lseek(handle, HELD_BYTE, os.SEEK_SET)
    try:
        system.locking(handle, system.LK_NBLCK, 1)
    except OSError:
        return False
    return True
