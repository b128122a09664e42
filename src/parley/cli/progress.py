"""How far a long command has come, on standard error, so that standard output stays the answer."""

from __future__ import annotations

import sys
import time
from types import TracebackType

ANNOUNCED = 10
"""Where nobody watches a terminal, a line is printed each time another tenth is done."""

OFTEN = 0.2


class Progress:
    """Counts solves: one line that rewrites itself on a terminal, a few lines where there is none.

    Called with how many are done and how many there are, with the stage first where there are several.
    """

    def __init__(self, stage: str = ""):
        self.stage, self.started, self.told_at, self.tenth = stage, time.monotonic(), 0.0, -1
        self.watched = sys.stderr.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.watched:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()

    def __call__(self, *told: str | int) -> None:
        """Tell how far it has come."""
        *stage, done, of = told
        if stage and stage[0] != self.stage:
            self.stage, self.started, self.tenth = str(stage[0]), time.monotonic(), -1
        self._tell(int(done), int(of))

    def _tell(self, done: int, of: int) -> None:
        now = time.monotonic()
        line = f"{self.stage}: {done} of {of}{self._left(done, of, now)}"
        if self.watched:
            if done == of or now - self.told_at >= OFTEN:
                self.told_at = now
                sys.stderr.write(f"\r\033[K{line}")
                sys.stderr.flush()
        elif done == of or done * ANNOUNCED // of > self.tenth:
            self.tenth = done * ANNOUNCED // of
            print(line, file=sys.stderr, flush=True)

    def _left(self, done: int, of: int, now: float) -> str:
        left = (now - self.started) / max(done, 1) * (of - done)
        return f", about {left:.0f} s left" if 0 < done < of and left >= 1 else ""
