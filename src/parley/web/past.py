"""Edits that can be taken back: what each file of a case was before the last few were saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from parley.errors import UsageError
from parley.workbench.editing import Opened, Saved, save_text

STEPS_KEPT = 20
FILES_KEPT = 64


@dataclass
class Past:
    """For each file the texts it had, and the mark of what took their place; the oldest are forgotten."""

    _steps: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def note(self, case: str, before: Opened, saved: Saved) -> None:
        """Remember what a file was before something was saved to it."""
        with self._lock:
            steps = self._steps.pop((case, before.name), [])
            self._steps[case, before.name] = [*steps, (before.text, saved.mark)][-STEPS_KEPT:]
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
            text, mark = steps[-1]
            kept = save_text(folder, file, text, mark)
            if not kept.done:
                raise UsageError(f"{file} has changed since on the disk, so the last edit is not taken back.")
            steps.pop()
            if steps:
                # The step before led to what stands there now, under the mark it has now.
                steps[-1] = (steps[-1][0], kept.mark)
