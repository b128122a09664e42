"""Hunt for mutants that break something.

    python -m tests.fuzz.hunt [COUNT] [SEED]

Mutants are tried in a process that is replaced after `LIFE` of them, may take so much memory and no more,
and is killed where it does not answer. What ends in anything but an outcome or faults in words is said at
once, made small and kept under `tests/fuzz/found/`. How far a hunt has come is in `.fuzz/`: the same command
with the same seed goes on from there.
"""

from __future__ import annotations

import faulthandler
import json
import os
import resource
import select
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.kept import CASE, kept_results
from tests.fuzz.mutants import ROOT, Files, mutant, originals, put, spoilt
from tests.fuzz.shrinking import shrunk
from tests.fuzz.trial import HangError, try_kept, try_mutant

FOUND = Path(__file__).parent / "found"
PROGRESS = ROOT / ".fuzz"
LIFE, MEMORY, WALL = 2000, 6 << 30, 600.0
"""Mutants a process tries, bytes it may take, and seconds of silence after which it is killed."""
KEPT_ONE_IN = 10
EVERY = 20.0
"""Seconds between two lines that say how far the hunt is."""


@dataclass
class Figures:
    """What became of how many, and what was amiss by seed."""

    seed: int
    tried: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    broken: dict[int, str] = field(default_factory=dict)

    def text(self) -> str:
        """The figures as they are kept, for a hunt to go on from."""
        return json.dumps({**vars(self), "outcomes": dict(self.outcomes)})


class Bench:
    """What mutants are made from, and where they are tried."""

    def __init__(self, place: Path) -> None:
        self.place, self.cases = place, originals()
        self.results = kept_results(place / "results")

    def files(self, seed: int) -> Files:
        """The files of a mutant."""
        return spoilt(seed, self.results) if self.of_results(seed) else mutant(seed, self.cases)

    @staticmethod
    def of_results(seed: int) -> bool:
        """Whether a mutant is of a folder of results; else it is of a case."""
        return seed % KEPT_ONE_IN == 0

    def tried(self, seed: int, files: Files) -> str:
        """What becomes of files in place of a mutant's; what is amiss is raised."""
        if self.of_results(seed):
            return try_kept(files, self.place / "kept", CASE)
        return try_mutant(files, self.place / "case", seed)

    def amiss(self, seed: int, files: Files) -> str:
        """The end of the traceback a mutant gives; empty where nothing is amiss."""
        try:
            self.tried(seed, files)
        except (Exception, HangError) as problem:
            return "".join(traceback.format_exception(problem, limit=-3))
        return ""


def hunt(
    count: int,
    seed: int,
    place: Path,
    figures: Figures | None = None,
    told: Callable[[Figures], None] = lambda _: None,
) -> Figures:
    """Try so many mutants from a seed on, or those that are left of them; `told` hears of each."""
    figures, bench = figures or Figures(seed), Bench(place)
    while figures.tried < count:
        first = seed + figures.tried
        for at, outcome, amiss in _one_life(bench, range(first, min(seed + count, first + LIFE))):
            figures.tried = at - seed + 1
            figures.outcomes[outcome] += 1
            if amiss:
                figures.broken[at] = amiss
            told(figures)
    return figures


def hunt_apart(count: int, seed: int, place: Path) -> Figures:
    """The same by a program of its own: threads of whoever has solved or drawn do not outlive a fork."""
    words = [sys.executable, "-c", _APART, str(count), str(seed), str(place)]
    paths = {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    said = subprocess.run(words, env={**os.environ, **paths}, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    return _figures(said.stdout.splitlines()[-1])


_APART = """
import sys
from pathlib import Path
from tests.fuzz.hunt import hunt
count, seed, place = sys.argv[1:]
print(hunt(int(count), int(seed), Path(place)).text())
"""


def _one_life(bench: Bench, seeds: range) -> Iterator[tuple[int, str, str]]:
    """Try mutants in a process of its own; one that dies or is silent is broken by the mutant it had."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _live(bench, seeds, writer)
    os.close(writer)
    heard, at = b"", seeds.start
    with os.fdopen(reader, "rb", buffering=0) as lines:
        while True:
            ready, _, _ = select.select([lines], [], [], WALL)
            new = lines.read(65536) if ready else b""
            if not new:
                break
            *whole, heard = (heard + new).split(b"\n")
            for line in whole:
                at, outcome, amiss = json.loads(line)
                yield at, outcome, amiss
                at += 1
    if at < seeds.stop:
        os.kill(child, 9)
    _, status = os.waitpid(child, 0)
    if at < seeds.stop:
        what = f"no answer for {WALL:g} s" if not ready else f"the process ended with status {status}"
        yield at, "broken", what


def _live(bench: Bench, seeds: range, writer: int) -> None:
    faulthandler.enable()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for seed in seeds:
        outcome, amiss = "broken", ""
        try:
            outcome = bench.tried(seed, bench.files(seed))
        except (Exception, HangError) as problem:
            amiss = "".join(traceback.format_exception(problem, limit=-3))
        os.write(writer, json.dumps([seed, outcome, amiss]).encode() + b"\n")
    os._exit(0)


def keep(bench: Bench, seed: int) -> Path:
    """Write what a mutant consists of, made small, where the tests will find it."""
    files = bench.files(seed)
    # Of a folder of results the seed is enough: what is kept there changes with every version.
    place = (PROGRESS / "results" if bench.of_results(seed) else FOUND) / str(seed)
    put(shrunk(files, lambda smaller: bench.amiss(seed, smaller)), place)
    return place


def _read(path: Path, seed: int) -> Figures:
    return _figures(path.read_text(encoding="utf-8")) if path.is_file() else Figures(seed)


def _figures(text: str) -> Figures:
    said = json.loads(text)
    broken = {int(at): amiss for at, amiss in said["broken"].items()}
    return Figures(said["seed"], said["tried"], Counter(said["outcomes"]), broken)


def main(count: int, seed: int) -> None:
    """Hunt or go on hunting, say how far it is and what is found, and keep it."""
    PROGRESS.mkdir(exist_ok=True)
    path = PROGRESS / f"hunt-{seed}.json"
    figures = _read(path, seed)
    begun, before, last = time.monotonic(), figures.tried, 0.0
    known = set(figures.broken)

    def told(now: Figures) -> None:
        nonlocal last
        for at in set(now.broken) - known:
            known.add(at)
            print(f"seed {at}:\n{now.broken[at]}", flush=True)
        if time.monotonic() - last > EVERY or now.tried == count:
            last = time.monotonic()
            rate = (now.tried - before) / max(last - begun, 1e-9)
            print(
                f"{now.tried:,} of {count:,} mutants from seed {seed}, {rate:.1f} a second; "
                f"{len(now.broken)} found; "
                + ", ".join(f"{times:,} {name}" for name, times in now.outcomes.most_common()),
                flush=True,
            )
            path.write_text(now.text(), encoding="utf-8")

    with tempfile.TemporaryDirectory() as folder:
        hunt(count, seed, Path(folder), figures, told)
        path.write_text(figures.text(), encoding="utf-8")
        for at in sorted(figures.broken):
            print(f"seed {at} is kept in {keep(Bench(Path(folder)), at)}", flush=True)
    raise SystemExit(bool(figures.broken))


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 2000,
        int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time()) % 1_000_000_000,
    )
