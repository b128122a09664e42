"""How far a study has come, on standard error, with the time that is left."""

from __future__ import annotations

import signal
import time
from datetime import timedelta
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from parley.sensitivity.study.conducting import Progress

_SECONDS_BETWEEN = 10.0


class Watch:
    """Prints progress: one line that is written over on a terminal, now and then a line elsewhere.

    While it stands, being told to terminate is the same as being interrupted.
    """

    def __init__(self) -> None:
        self.began, self.at_first = time.monotonic(), 0
        self.latest: Progress | None = None
        self.last_line = -_SECONDS_BETWEEN
        self.over = False

    def __enter__(self) -> Watch:
        self.before = signal.signal(signal.SIGTERM, _interrupt)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.signal(signal.SIGTERM, self.before)
        self._end_line()

    def told(self, progress: Progress) -> None:
        """Note what is acknowledged, and print it if it is time to."""
        now = time.monotonic()
        if self.latest is None:
            self.began, self.at_first = now, progress.done
        self.latest = progress
        if _on_terminal():
            typer.echo(f"\r\x1b[K{self._line(now)}", err=True, nl=False)
            self.over = True
        elif now - self.last_line >= _SECONDS_BETWEEN or progress.done == progress.count:
            self.last_line = now
            typer.echo(self._line(now), err=True)

    def said(self, line: str) -> None:
        """Print something else a reader should know."""
        self._end_line()
        typer.echo(line, err=True)

    def stopped(self, case: str, out: Path | None) -> None:
        """Say what is kept of a study that was stopped, and how to go on with it."""
        self._end_line()
        kept = f"{self.latest.done:,} of {self.latest.count:,} draws are kept" if self.latest else "stopped"
        where = f" --out {out}" if out else ""
        typer.echo(f"{kept}; go on with: parley study {case}{where} --resume", err=True)

    def _end_line(self) -> None:
        if self.over:
            typer.echo(err=True)
            self.over = False

    def _line(self, now: float) -> str:
        progress = self.latest
        if progress is None:
            return ""
        failed = f", {progress.failed:,} failed" if progress.failed else ""
        made = progress.done - self.at_first
        left = ""
        if made and progress.done < progress.count:
            seconds = (now - self.began) / made * (progress.count - progress.done)
            left = f", {timedelta(seconds=round(seconds))} left"
        return f"{progress.done:,} of {progress.count:,} draws{failed}{left}"


def _on_terminal() -> bool:
    import sys

    return sys.stderr.isatty()


def _interrupt(signal_number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
