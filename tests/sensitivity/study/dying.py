"""A study in a process of its own, which kills itself at the n-th thing it asks of the disk.

    python -m tests.sensitivity.study.dying FOLDER DRAWS [N]

Prints the number of draws acknowledged whenever it grows.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from tests.sensitivity.study.studies import opened, plan_of, recipe_of

from parley.sensitivity.study.conducting import SerialExecutor, conduct
from parley.sensitivity.study.store import folder, ledger, shards

SHARD = 16
BATCH = 5


def main(place: Path, draws: int, last: int | None) -> None:
    """Make the study, as far as it gets."""
    asked = [0]

    def ask(*_: object) -> None:
        asked[0] += 1
        if asked[0] == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def asking(call: Any) -> Any:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            ask()
            return call(*args, **kwargs)

        return wrapped

    folder.SIZE = SHARD  # type: ignore[attr-defined]
    sys.modules["parley.sensitivity.study.conducting.conduct"]._LARGEST_BATCH = BATCH  # type: ignore[attr-defined]
    shards.os.fsync, shards.os.replace = asking(os.fsync), asking(os.replace)  # type: ignore[attr-defined]
    open_ledger = ledger.open_ledger

    def watched(at: Path) -> ledger.Ledger:
        found = open_ledger(at)
        # Called before each statement: between any two of them the process may end.
        found.base.set_trace_callback(ask)
        return found

    folder.open_ledger = watched  # type: ignore[attr-defined, assignment]
    plan = plan_of(count=draws)
    with opened(place, plan) as study:
        conduct(study, SerialExecutor(recipe_of(plan)), lambda progress: print(progress.done, flush=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else None)
