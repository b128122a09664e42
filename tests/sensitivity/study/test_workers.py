"""Worker processes: the same figures whoever makes them, and none left behind."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.sensitivity.study.studies import FRAIL, opened, plan_of, recipe_of, shards_of
from tests.sensitivity.study.studies import make as make_study

from parley.errors import OutputError
from parley.sensitivity.study.conducting import ProcessExecutor, Progress, SerialExecutor, conduct
from parley.sensitivity.study.conducting.executors import Batch, Made, make

COUNT = 120


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The shards of a study made in one process, some of its draws failed."""
    place = tmp_path_factory.mktemp("whole")
    make_study(place, plan_of(FRAIL, COUNT))
    return dict(shards_of(place))


def _children() -> set[int]:
    """The worker processes of this process that are alive."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(words[1]) == os.getpid() and words[0] != "Z":
                found.add(int(entry.name))
    return found


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks processes up in /proc")
def test_a_worker_that_dies_is_replaced_and_its_draws_are_made_again(
    tmp_path: Path, whole: dict[str, bytes]
) -> None:
    """Two workers, one killed on the way: the same study to the last bit, and no worker remains."""
    plan, before = plan_of(FRAIL, COUNT), _children()
    killed: list[int] = []

    def told(progress: Progress) -> None:
        if progress.done >= 5 and not killed:
            # The newest process is a worker; the oldest may be what multiprocessing keeps besides.
            killed.append(max(_children() - before))
            os.kill(killed[0], signal.SIGKILL)

    with opened(tmp_path, plan) as study:
        progress = conduct(study, ProcessExecutor(recipe_of(plan), 2), told)
    assert killed
    assert progress.done == COUNT
    assert 0 < progress.failed < COUNT
    assert shards_of(tmp_path) == whole


class Unsteady(SerialExecutor):
    """Loses every batch, or every second one."""

    def __init__(self, *, always: bool):
        super().__init__(recipe_of(plan_of(FRAIL, COUNT)))
        self.always, self.turn, self.closed = always, 0, False

    def give(self) -> Sequence[Made]:
        """Hand back what was noted, some of it lost."""
        batches, self.begun = self.begun, []
        return [self._one(batch) for batch in reversed(batches)]

    def _one(self, batch: Batch) -> Made:
        self.turn += 1
        return Made(batch, None) if self.always or self.turn % 2 else Made(batch, *make(self.recipe, batch))

    @property
    def room(self) -> int:  # type: ignore[override]
        """Several at once, so that they come back in another order."""
        return 3

    def close(self) -> None:
        """Note that it was closed."""
        self.closed = True


def test_lost_batches_are_made_again_in_any_order(tmp_path: Path, whole: dict[str, bytes]) -> None:
    """Every second batch lost, and all of them out of order: the same study to the last bit."""
    plan, hands = plan_of(FRAIL, COUNT), Unsteady(always=False)
    with opened(tmp_path, plan) as study:
        conduct(study, hands, lambda progress: None)
    assert hands.closed
    assert shards_of(tmp_path) == whole


def test_workers_that_only_die_stop_the_study(tmp_path: Path) -> None:
    """The message says what is kept and what to try; hands are let go."""
    plan, hands = plan_of(FRAIL, COUNT), Unsteady(always=True)
    with (
        pytest.raises(OutputError, match=r"workers died 5 times in a row.*0 of 120 draws are kept"),
        opened(tmp_path, plan) as study,
    ):
        conduct(study, hands, lambda progress: None)
    assert hands.closed
