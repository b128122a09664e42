"""Answers that outlive the server: a case that was solved under the same assumptions is not solved again."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from parley import workbench
from parley.case import Case
from parley.errors import OutputError
from parley.web.serving import Serving
from parley.workbench import Kept, Run
from parley.workbench.attached import kept

if TYPE_CHECKING:
    from parley.report.context import BriefContext
    from parley.report.wording import Wording

FOLDER = "answers"
MOST_KEPT = 24


@dataclass(frozen=True)
class Answers:
    """What was solved, in the folder of each case's results; also what `parley run` left there."""

    serving: Serving

    def kept(self, case: Case, changes: Mapping[str, object]) -> Run | None:
        """The answer to a case under changes, if it was found before from the very same inputs and code."""
        asked = case.with_changes(changes)
        places = [self._place(asked)] if changes else [self._place(asked), self._home(asked.name)]
        return next((run for place in places if (run := workbench.kept_run(asked, place))), None)

    def found(self, case: Case, changes: Mapping[str, object]) -> Run:
        """The answer to a case under changes, solved where it is not kept, and kept then."""
        kept = self.kept(case, changes)
        if kept is not None:
            return kept
        run = workbench.run(case, changes, memory_limit=self.serving.memory_limit)
        if not self.serving.read_only:
            try:
                workbench.keep_run(run, self._place(run.case))
                self._forget_oldest(case)
            except (OutputError, OSError):
                # A full disk costs the next opening its haste, and nothing else.
                pass
        return run

    def context(self, run: Run, wording: Wording | None = None) -> BriefContext:
        """What the brief of an answer shows, with what was found out about the case and still holds.

        What was found of the case as stated is no news of a changed one, and is not missed there.
        """
        held = kept(self._home(run.case.name), run.case, outlook=run.outlook)
        return workbench.brief_context(run, held if not run.case.changes else Kept(held.shown, ()), wording)

    def took(self, name: str) -> float:
        """For how many seconds a case was solved when that was last kept; 0 where it never was."""
        places = [self._home(name), *self._places(name)]
        return next((took for place in reversed(places) if (took := workbench.seconds_kept(place))), 0.0)

    def _home(self, name: str) -> Path:
        return self.serving.out / name

    def _place(self, case: Case) -> Path:
        said = json.dumps(dict(case.input_hashes), sort_keys=True)
        return self._home(case.name) / FOLDER / hashlib.sha256(said.encode()).hexdigest()[:16]

    def _forget_oldest(self, case: Case) -> None:
        for place in self._places(case.name)[:-MOST_KEPT]:
            shutil.rmtree(place, ignore_errors=True)

    def _places(self, name: str) -> list[Path]:
        """Where answers about a case are kept, the oldest first."""
        folder = self._home(name) / FOLDER
        found = folder.iterdir() if folder.is_dir() else ()
        return sorted(found, key=lambda place: place.stat().st_mtime)
