"""Make the draws a study lacks, and keep each as soon as it is there."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from parley.errors import OutputError
from parley.sensitivity.study.conducting.executors import Batch, Executor, Made
from parley.sensitivity.study.store import StudyFolder

# A batch should take about this many seconds: less is all fetching, more is lost if its worker is.
_BATCH_SECONDS = 1.0
_LARGEST_BATCH = 50
_MOST_LOSSES = 5


@dataclass(frozen=True)
class Progress:
    """How far a study has come: draws acknowledged, how many of them failed, and how many there are."""

    done: int
    failed: int
    count: int


def conduct(study: StudyFolder, executor: Executor, told: Callable[[Progress], None]) -> Progress:
    """Make every missing draw; `told` hears of each acknowledgement. Closes `executor`, however it ends.

    The order in which workers work, and who does what, moves no figure. Batches that are lost with their
    worker are made again; raises OutputError if that happens over and over without any progress.
    """
    missing = deque(study.missing())
    study.shelve_all()
    progress = Progress(study.header.count - len(missing), study.failed(), study.header.count)
    told(progress)
    size, busy, losses = 1, 0, 0
    try:
        while missing or busy:
            while missing and busy < executor.room:
                executor.take(_batch(study, missing, size))
                busy += 1
            for made in executor.give():
                busy -= 1
                if made.found is None:
                    losses += 1
                    missing.extendleft(number for number, _ in reversed(made.batch))
                    _require_progress(losses, progress)
                    continue
                losses = 0
                study.acknowledge(made.found)
                size = _next_size(made)
                failed = sum(found.figures is None for found in made.found)
                progress = Progress(progress.done + len(made.found), progress.failed + failed, progress.count)
                told(progress)
    finally:
        executor.close()
    return progress


def _batch(study: StudyFolder, missing: deque[int], size: int) -> Batch:
    numbers = [missing.popleft() for _ in range(min(size, len(missing)))]
    return tuple((number, tuple(study.plan.draws.values[number].tolist())) for number in numbers)


def _next_size(made: Made) -> int:
    """As many draws as a batch should have, going by how long the last one took."""
    each = made.seconds / len(made.batch)
    return max(1, min(_LARGEST_BATCH, int(_BATCH_SECONDS / max(each, 1e-9))))


def _require_progress(losses: int, progress: Progress) -> None:
    if losses < _MOST_LOSSES:
        return
    raise OutputError(
        f"workers died {losses} times in a row, most often because memory ran out. "
        f"{progress.done:,} of {progress.count:,} draws are kept: go on with --resume and fewer --workers."
    )
