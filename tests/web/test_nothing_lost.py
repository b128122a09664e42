"""The server as a process: two tabs, a file changed on the disk, SIGKILL while saving, a full disk."""

from __future__ import annotations

import os
import random
import re
import resource
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx
import pytest
from tests.web.conftest import SMALL

from parley import workbench
from parley.case import check_case

ROOT = Path(__file__).parents[2]
PROGRAM = "from parley.cli.main import main; main()"
SMALL_DISK = 64_000
LONG_NOTE = "# " + "a long remark " * 8000 + "\n"


@dataclass
class Running:
    """A server that runs, and a browser that was let in."""

    process: subprocess.Popen[str]
    base: str
    client: httpx.Client
    token: str

    def save(self, text: str, mark: str, case: str = "duo") -> int:
        """Save the scenario as its page does; the status, or 0 where the server died over it."""
        data = {"token": self.token, "file": "scenario.yaml", "text": text, "mark": mark}
        try:
            return self.client.post(f"/cases/{case}/assumptions", data=data).status_code
        except httpx.HTTPError:
            return 0

    def mark(self, case: str = "duo") -> str:
        """The mark of the scenario, as a page that is opened now has it."""
        page = self.client.get(f"/cases/{case}/assumptions").text
        return page.partition('name="mark" value="')[2].partition('"')[0]


@contextmanager
def _running(places: Path, before: Callable[[], None] | None = None) -> Iterator[Running]:
    command = [sys.executable, "-c", PROGRAM, "serve", str(places), "--no-browser"]
    command += ["--out", str(places.parent / "out")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, preexec_fn=before)
    try:
        assert process.stdout is not None
        found = re.search(r"(http://\S+?)(/door\?key=\S+)", process.stdout.readline())
        assert found is not None
        base, door = found.groups()
        transport = httpx.HTTPTransport(retries=20)
        with httpx.Client(base_url=base, headers={"origin": base}, timeout=60, transport=transport) as client:
            client.get(door)
            page = client.get("/").text
            token = page.partition('name="parley-token" content="')[2].partition('"')[0]
            yield Running(process, base, client, token)
    finally:
        process.kill()
        process.wait(30)
        if process.stdout is not None:
            process.stdout.close()


def _text(number: int) -> str:
    return SMALL.replace("Ann waits", f"edit {number} {'x' * 5000}")


def _number(path: Path) -> int:
    found = re.search(r"edit (\d+) x{5000}$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert found, "half an edit stands on the disk"
    return int(found[1])


def test_two_tabs_and_a_change_on_the_disk(places: Path) -> None:
    """The second to save is shown the difference; what a program wrote meanwhile stands until it is seen."""
    path = places / "duo" / "scenario.yaml"
    with _running(places) as served:
        mark = served.mark()
        assert served.save(_text(1), mark) == 303
        assert served.save(_text(2), mark) == 409
        assert _number(path) == 1
        seen = served.mark()
        path.write_text(_text(3), encoding="utf-8")
        assert served.save(_text(4), seen) == 409
        assert _number(path) == 3
        assert served.save(_text(4), served.mark()) == 303
        assert _number(path) == 4


@pytest.mark.slow
def test_a_server_killed_while_saving_loses_nothing_it_acknowledged(places: Path) -> None:
    """Killed at any moment of a stream of saves, the file is whole, and no older than the last confirmed."""
    path, chance, number = places / "duo" / "scenario.yaml", random.Random(7), 0
    for _ in range(4):
        with _running(places) as served:
            acknowledged = number
            mark = served.mark()
            killer = threading.Timer(chance.uniform(0.2, 1.2), served.process.kill)
            killer.start()
            while True:
                number += 1
                if served.save(_text(number), mark) != 303:
                    break
                acknowledged = number
                mark = workbench.open_text(places / "duo", "scenario.yaml").mark
            killer.join()
        if acknowledged:
            assert _number(path) in (acknowledged, number)
        assert list(check_case(places / "duo")) == []
    with _running(places) as served:
        assert served.client.get("/cases/duo/outlook").status_code == 200
        assert served.save(_text(number + 1), served.mark()) == 303


def test_a_file_that_may_not_grow_is_left_as_it_was(places: Path) -> None:
    """Where the system refuses the bytes, a sentence says so, the file stands, and nothing lies beside it."""

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL_DISK, SMALL_DISK))

    with _running(places, little_room) as served:
        names = sorted(path.name for path in (places / "duo").iterdir())
        assert served.save(SMALL + LONG_NOTE, served.mark()) == 422
        assert (places / "duo" / "scenario.yaml").read_text(encoding="utf-8") == SMALL
        assert sorted(path.name for path in (places / "duo").iterdir()) == names
        assert served.save(_text(1), served.mark()) == 303


def test_a_full_disk_loses_nothing(places: Path, tmp_path: Path) -> None:
    """On a disk without room an edit is refused, what stood there stands, and a smaller one is saved."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", str(disk)]
    try:
        mounted = subprocess.run(mounting, capture_output=True).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("a small disk cannot be mounted here")
    try:
        (disk / "duo").mkdir()
        (disk / "duo" / "scenario.yaml").write_text(SMALL, encoding="utf-8")
        with _running(disk) as served:
            assert served.save(SMALL + LONG_NOTE, served.mark()) == 422
            assert (disk / "duo" / "scenario.yaml").read_text(encoding="utf-8") == SMALL
            assert [path.name for path in (disk / "duo").iterdir()] == ["scenario.yaml"]
            assert served.save(_text(1), served.mark()) == 303
            assert _number(disk / "duo" / "scenario.yaml") == 1
    finally:
        subprocess.run(["umount", str(disk)], check=True)
