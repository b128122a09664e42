"""Edits that can be taken back: what each file of a case was before the last few were saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from parley.errors import UsageError
from parley.workbench.editing import put_back

STEPS_KEPT = 20
FILES_KEPT = 64


@dataclass
class Past:
    """For each file the bytes it had, and the mark of what took their place; the oldest are forgotten."""

    _steps: dict[tuple[str, str], list[tuple[bytes, str]]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def note(self, case: str, file: str, before: bytes, mark: str) -> None:
        """Remember what a file was before something was saved to it, and the mark of what was saved."""
        with self._lock:
            steps = self._steps.pop((case, file), [])
            self._steps[case, file] = [*steps, (before, mark)][-STEPS_KEPT:]
            for oldest in list(self._steps)[:-FILES_KEPT]:
                del self._steps[oldest]

    def can(self, case: str, file: str, mark: str) -> bool:
        """Whether the last edit of a file was made here, and the file is as it left it."""
        steps = self._steps.get((case, file))
        return bool(steps) and steps is not None and steps[-1][1] == mark

    def undo(self, case: str, folder: Path, file: str) -> None:
        """Put back what a file was before its last edit; UsageError where it has changed since."""
        with self._lock:
            steps = self._steps.get((case, file), [])
            if not steps:
                raise UsageError(f"nothing was saved to {file} here that could be taken back.")
            before, mark = steps[-1]
            put_back(folder, file, before, mark)
            steps.pop()
