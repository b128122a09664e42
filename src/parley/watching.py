"""Long work that somebody watches: it says how far it is, and is broken off where whoever watches says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Watcher = Callable[[str, int, int], None]
"""Called with a stage of the work, and its steps done of how many; what it raises breaks it off."""

SOLVING, PLAYING = "solving", "playing"
"""The stages that solver and play tell of, round by round."""

_WATCHER: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Have a watcher hear of all work done within, on this thread."""
    kept = _WATCHER.set(watcher)
    try:
        yield
    finally:
        _WATCHER.reset(kept)


def tell(stage: str, done: int, of: int) -> None:
    """Say how far a stage of the work is; what a watcher raises breaks it off here."""
    watcher = _WATCHER.get()
    if watcher is not None:
        watcher(stage, done, of)
