"""Fifty browsers at one server for a minute: how long each waits, what the server takes, and beside a study.

    python benchmarks/load/sessions.py [--sessions 50] [--seconds 60] [--write]

`--write` renews docs/reference/load.md. A session moves a slider, waits for the answer, thinks for a second,
and now and then reads another page.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx2 as httpx

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "load.md"
STARTER = ROOT / "src" / "parley" / "scenario" / "starter"
THINKS = 1.0
READS = 0.2
"""Of the requests of a session, how many are other pages."""


@dataclass(frozen=True)
class Load:
    """What a case is asked under load: a number that is moved between two values, as its file has it."""

    case: str
    path: str
    low: float
    high: float
    study: bool = False


LOADS = (
    Load("pie", "parties.ann.patience.per_round", 0.85, 0.99),
    Load("starter", "parties.norland.precision", 0.2, 0.6),
    Load("starter", "parties.norland.precision", 0.2, 0.6, study=True),
)


@dataclass
class Waits:
    """Seconds waited for answers by kind, and how many came to nothing."""

    by_kind: dict[str, list[float]] = field(default_factory=dict)
    superseded: int = 0
    failed: int = 0

    def note(self, kind: str, seconds: float) -> None:
        """Keep a wait."""
        self.by_kind.setdefault(kind, []).append(seconds)


async def session(base: str, door: str, load: Load, waits: Waits, until: float, seed: int) -> None:
    """One browser."""
    chance = random.Random(seed)
    async with httpx.AsyncClient(base_url=base, timeout=180) as client:
        await client.get(door)
        await asyncio.sleep(chance.uniform(0, THINKS))
        while time.monotonic() < until:
            read = chance.random() < READS
            page = chance.choice(("/", f"/cases/{load.case}/assumptions", f"/cases/{load.case}/record"))
            value = round(chance.uniform(load.low, load.high), 4)
            moved = f"/api/cases/{load.case}/outlook?preview=true&set={load.path}={value}"
            began = time.monotonic()
            try:
                answer = await client.get(page if read else moved)
            except httpx.HTTPError:
                waits.failed += 1
                continue
            if answer.status_code >= 400:
                waits.failed += 1
            elif not read and answer.json().get("stale"):
                waits.superseded += 1
            waits.note("another page" if read else "a moved slider", time.monotonic() - began)
            await asyncio.sleep(chance.expovariate(1 / THINKS))


def memory(pid: int) -> float:
    """Megabytes a process holds."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+)", text)
    return int(found[1]) / 1000 if found else 0.0


async def measured(load: Load, sessions: int, seconds: float) -> list[str]:
    """The rows of one load."""
    with tempfile.TemporaryDirectory() as nearby:
        cases = Path(nearby) / "cases"
        stated = STARTER if load.case == STARTER.name else ROOT / "cases" / load.case
        shutil.copytree(stated, cases / load.case)
        program = "from parley.cli.main import main; main()"
        command = [
            sys.executable,
            "-c",
            program,
            "serve",
            str(cases),
            "--no-browser",
            "--out",
            f"{nearby}/out",
        ]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        try:
            assert process.stdout is not None
            found = re.search(r"(http://\S+?)(/door\?key=\S+)", process.stdout.readline())
            assert found is not None
            return await _asked(load, found[1], found[2], process.pid, sessions, seconds)
        finally:
            process.kill()
            process.wait(30)


async def _asked(load: Load, base: str, door: str, pid: int, sessions: int, seconds: float) -> list[str]:
    waits = Waits()
    async with httpx.AsyncClient(base_url=base, timeout=300, headers={"origin": base}) as first:
        while (await _let_in(first, door)).status_code >= 400:
            await asyncio.sleep(0.2)
        home = (await first.get("/")).text
        token = home.partition('name="parley-token" content="')[2].partition('"')[0]
        await first.get(f"/cases/{load.case}/outlook")
        doors = [await _another(first, token) for _ in range(sessions)]
        if load.study:
            await first.post(f"/cases/{load.case}/studies", data={"token": token, "draws": "5000"})
        before, until = memory(pid), time.monotonic() + seconds
        jobs = [session(base, one, load, waits, until, seed) for seed, one in enumerate(doors)]
        half = asyncio.create_task(_later(seconds / 2, pid))
        await asyncio.gather(*jobs)
        middle, after = await half, memory(pid)
    beside = ", a study running" if load.study else ""
    rows = []
    for kind, found in sorted(waits.by_kind.items()):
        quantiles = statistics.quantiles(found, n=20, method="inclusive")
        times = (statistics.median(found), quantiles[18], max(found))
        waited = " | ".join(f"{one:.2f} s" for one in times)
        held = f"{before:.0f}, {middle:.0f}, {after:.0f} MB"
        cells = (load.case + beside, kind, f"{len(found):,}", waited, held, str(waits.failed))
        rows.append(f"| {' | '.join(cells)} |")
    return rows


async def _let_in(client: httpx.AsyncClient, door: str) -> httpx.Response:
    for _ in range(100):
        try:
            return await client.get(door, follow_redirects=True)
        except httpx.ConnectError:
            await asyncio.sleep(0.1)
    raise SystemExit("the server does not start")


async def _another(client: httpx.AsyncClient, token: str) -> str:
    answer = await client.post("/elsewhere", data={"token": token})
    found = re.search(r"(/door\?key=[\w-]+)", answer.text)
    assert found is not None
    return found[1]


async def _later(seconds: float, pid: int) -> float:
    await asyncio.sleep(seconds)
    return memory(pid)


def main() -> None:
    """Measure every load and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    rows = [row for load in LOADS for row in asyncio.run(measured(load, asked.sessions, asked.seconds))]
    heads = ("case", "asked for", "answers", "median", "95 % within", "longest", "memory", "failed")
    head = f"| {' | '.join(heads)} |"
    table = "\n".join((head, "|---|---|--:|--:|--:|--:|--:|--:|", *rows))
    load = os.getloadavg()[2]
    said = (
        f"{asked.sessions} sessions for {asked.seconds:.0f} s each, {os.cpu_count()} cores "
        f"({platform.machine()}), Python {platform.python_version()}; the machine had other work as well: "
        f"its load over fifteen minutes was {load:.1f}."
    )
    print(f"{said}\n\n{table}")
    if asked.write:
        PAGE.write_text(TEXT.format(said=said, table=table), encoding="utf-8")


TEXT = """# How many can use one server

Made by `python benchmarks/load/sessions.py --write`. Every session is a browser of its own: it moves a
slider, waits for the preview, thinks for a second on average, and one time in five reads another page
instead. No answer is shared: every session sets another value.

{said}

{table}

What it means: solving is what takes time, and the two threads that solve are shared by all. A page that
solves nothing is answered beside them. Of a session that asks again before it has its answer only the
newest request is solved. Memory is that of the server's process before, half-way and after: answers kept
are few, and of a fixed number.
"""


if __name__ == "__main__":
    main()
