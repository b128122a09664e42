"""The same study on a dask cluster: a real scheduler and its workers, on this machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.sensitivity.study.studies import FRAIL, make, opened, plan_of, recipe_of, shards_of

from parley.errors import OutputError, UsageError
from parley.sensitivity.study.conducting import Progress, conduct
from parley.sensitivity.study.conducting.cluster import ClusterExecutor, make_there
from parley.sensitivity.study.store import open_to_read

ROOT = Path(__file__).parents[3]
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
COUNT = 300


@dataclass(frozen=True)
class Cluster:
    """A scheduler and its workers, as processes."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


def _start(folder: Path, stack: ExitStack, *words: str) -> subprocess.Popen[bytes]:
    """A process of dask that ends with the stack."""
    log = stack.enter_context((folder / "cluster.log").open("ab"))
    command = [sys.executable, "-m", "dask", *words, "--no-dashboard", "--host", "127.0.0.1"]
    process = subprocess.Popen(command, env=ENVIRONMENT, cwd=folder, stdout=log, stderr=log)
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Two workers of one thread each, on the loopback."""
    file = tmp_path / "scheduler.json"
    with ExitStack() as stack:
        scheduler = _start(tmp_path, stack, "scheduler", "--port", "0", "--scheduler-file", str(file))
        while not file.is_file() or not file.read_text(encoding="utf-8").strip():
            assert scheduler.poll() is None, (tmp_path / "cluster.log").read_text(encoding="utf-8")
            time.sleep(0.05)
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
        worker = ("worker", address, "--nthreads", "1", "--no-nanny")
        yield Cluster(address, scheduler, [_start(tmp_path, stack, *worker) for _ in range(2)])


@pytest.mark.slow
def test_a_cluster_gives_the_same_study_though_a_worker_dies(cluster: Cluster, tmp_path: Path) -> None:
    """One of two workers is killed on the way: every figure is as if one process had made them all."""
    plan = plan_of(FRAIL, COUNT)
    killed: list[int] = []

    def told(progress: Progress) -> None:
        if progress.done >= 20 and not killed:
            killed.append(cluster.workers[0].pid)
            cluster.workers[0].send_signal(signal.SIGKILL)

    with opened(tmp_path / "there", plan) as study:
        hands = ClusterExecutor(recipe_of(plan), cluster.address)
        hands.client.wait_for_workers(2)
        progress = conduct(study, hands, told)
    assert killed
    assert progress.done == COUNT
    assert progress.failed > 0
    make(tmp_path / "here", plan)
    assert shards_of(tmp_path / "there") == shards_of(tmp_path / "here")


@pytest.mark.slow
def test_a_cluster_that_goes_loses_nothing(cluster: Cluster, tmp_path: Path) -> None:
    """The study stops and says so; it can be finished elsewhere, and ends the same."""
    plan = plan_of(FRAIL, COUNT)
    done: list[int] = []

    def told(progress: Progress) -> None:
        done.append(progress.done)
        if progress.done >= 20:
            cluster.scheduler.send_signal(signal.SIGKILL)

    with (
        pytest.raises(OutputError, match=r"the cluster at .* is gone.*--resume"),
        opened(tmp_path / "there", plan) as study,
    ):
        conduct(study, ClusterExecutor(recipe_of(plan), cluster.address), told)
    with open_to_read(tmp_path / "there") as tables:
        ((kept,),) = tables.query("SELECT count(*) FROM draws").rows
    assert 20 <= done[-1] <= kept < COUNT
    make(tmp_path / "there", plan)
    make(tmp_path / "here", plan)
    assert shards_of(tmp_path / "there") == shards_of(tmp_path / "here")


def test_a_worker_with_other_code_is_refused() -> None:
    """Its figures could differ, so none are taken; the message has both versions."""
    with pytest.raises(UsageError, match=r"not ours.*this study 0\.0\.0"):
        make_there(b"", (), "0.0.0 (of old)")


@pytest.mark.parametrize("address", ["localhost", "tcp://localhost", "", "a b:1", "host:port"])
def test_an_address_without_a_port_is_refused_at_once(address: str) -> None:
    """Nothing is started that would keep the process alive."""
    with pytest.raises(UsageError, match="host and port"):
        ClusterExecutor(recipe_of(plan_of()), address)


def test_an_address_where_nobody_answers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message has the address."""
    monkeypatch.setattr("parley.sensitivity.study.conducting.cluster._PATIENCE", 0.5)
    for address in ("tcp://127.0.0.1:1", "nonsense://x:1"):
        with pytest.raises(UsageError, match=f"no scheduler answers at {address}"):
            ClusterExecutor(recipe_of(plan_of()), address)
