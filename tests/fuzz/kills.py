"""Runs that are killed at any moment: what is in the folder is what an unkilled run had left, or is about to.

    python -m tests.fuzz.kills [COUNT] [SEED]

Whole runs of a tiny case, `parley run` with all it does, each in a process of its own, until so many of them
were killed: by the clock at any moment of their lives, or at a drawn call on the files while they write. How
far it has come is in `.fuzz/`: the same command with the same seed goes on from there. Then ten times as
many processes that only write.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from tests.fuzz.mutants import ROOT, TINY

from parley.workbench.writing import finish_interrupted, write_whole

PROGRESS = ROOT / ".fuzz"
OUTPUTS = ("outlook.json", "brief.html", "deals.json")
OF_THE_LAST = ("last-outlook.json", "last-inputs.json")
"""What a run keeps of the one before it, once there is one."""
ON_FILES = ("replace", "fsync", "unlink", "rmdir", "mkdir", "open", "listdir", "scandir", "stat", "lstat")
BY_CLOCK = 0.6
"""The part of the runs that is killed by the clock; the others at a call on the files while they write."""
AND_LONGER, CALLS = 1.4, 150
"""Moments are drawn up to so many times the longest run, calls of writers up to so many times those of a
write, and calls of runs up to this one: some come to their end."""
EVERY = 20.0
"""Seconds between two lines that say how far it is."""
SILENCE = 900.0
"""Seconds after which a run that has neither ended nor been killed hangs."""


@dataclass
class Killed:
    """How many lives there were, how many of them ended in a kill, and what was found amiss.

    `finished` is the last life that came to its end, `left` the files it left, `longest` its seconds.
    """

    seed: int
    lives: int = 0
    killed: int = 0
    amiss: list[str] = field(default_factory=list)
    finished: int = -1
    left: list[str] = field(default_factory=list)
    longest: float = 0.0

    def text(self) -> str:
        """The figures as they are kept, to go on from."""
        return json.dumps(vars(self))


def kill_runs(
    kills: int,
    seed: int,
    folder: Path,
    figures: Killed | None = None,
    told: Callable[[Killed], None] = lambda _: None,
) -> Killed:
    """Run one case into one folder until so many runs were killed; `told` hears of each life."""

    found, out, case = figures or Killed(seed), folder / "out", folder / "case"
    if not case.is_dir():
        shutil.copytree(TINY, case)
    as_it_was = _prints(case)
    while found.killed < kills:
        life, chance = found.lives, random.Random(seed + found.lives)
        begun = time.monotonic()
        ended = _one_life(case, out, life, chance, 0.0 if found.finished < 0 else found.longest)
        found.lives += 1
        what = _amiss(out, [f"Life {n}" for n in range(max(found.finished, 0), life + 1)])
        there = sorted(path.name for path in out.iterdir()) if out.is_dir() else []
        if ended == 0:
            found.finished, found.longest = life, max(found.longest, time.monotonic() - begun)
            found.left = found.left or there
            what += [] if _title(out) == f"Life {life}" else ["it ended, and its outlook is not there"]
        elif ended == -signal.SIGKILL:
            found.killed += 1
        else:
            what.append(f"it ended with {ended}")
        if there and [name for name in there if name not in OF_THE_LAST] != found.left:
            what.append(f"files that belong to no run: {', '.join(there)}")
        if _prints(case) != as_it_was:
            what.append("a file of the case was touched")
        found.amiss += [f"life {life}, seed {seed + life}: {one}" for one in what]
        told(found)
    return found


def _one_life(case: Path, out: Path, life: int, chance: random.Random, longest: float) -> int:
    """Run once in a process of its own and return how it ended; it is killed unless `longest` is 0."""
    by_clock = chance.random() < BY_CLOCK
    moment, call = AND_LONGER * chance.random() * longest, 0
    reader, writer = os.pipe()
    if longest and not by_clock:
        call = chance.randrange(1, CALLS)
    child = os.fork()
    if child == 0:
        os.close(reader)
        _live(case, out, life, call)
    os.close(writer)
    # The pipe closes when the run ends; until its moment has come, nothing is done.
    with os.fdopen(reader, "rb") as ended:
        quiet = not select.select([ended], [], [], moment if by_clock and longest else SILENCE)[0]
    if quiet:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _live(case: Path, out: Path, life: int, call: int) -> NoReturn:
    """In a process of its own: `parley run`; where `call` is not 0, die at that call on files of writing."""
    from parley import workbench
    from parley.cli.main import app

    try:
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
        write = workbench.write

        def dying(*args: object, **kwargs: object) -> object:
            _die_at(call)
            return write(*args, **kwargs)  # type: ignore[arg-type]

        if call:
            workbench.write = dying  # type: ignore[assignment]
        words = ["run", str(case), "--out", str(out), "--set", f"title=Life {life}"]
        app(words, standalone_mode=False)
    except BaseException:
        os._exit(1)
    os._exit(0)


def _die_at(call: int) -> list[int]:
    """Kill this process at its so-manieth call on files; returns the one count of calls that are left."""
    left = [call]

    def counted(kept: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*args: object, **kwargs: object) -> object:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return kept(*args, **kwargs)

        return wrapped

    for name in ON_FILES:
        setattr(os, name, counted(getattr(os, name)))
    return left


def _prints(case: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in case.iterdir()}


def kill_writers(count: int, seed: int, folder: Path) -> Killed:
    """Write three files whole so many times, each time by a process that most often is killed on the way."""
    out, found = folder / "out", Killed(seed)
    drawn = round(AND_LONGER * _calls_of_a_write(folder / "counted"))
    for life in range(count):
        child = os.fork()
        if child == 0:
            _write_and_die(out, f"Life {life}", random.Random(seed + life).randint(1, drawn))
        _, status = os.waitpid(child, 0)
        found.lives += 1
        found.killed += os.WIFSIGNALED(status)
        what = _amiss(out, [f"Life {n}" for n in range(life + 1)])
        if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
            what.append("it failed without being killed")
        found.amiss += [f"life {life}, seed {seed + life}: {one}" for one in what]
    return found


def _calls_of_a_write(out: Path) -> int:
    """How many calls on files a writer makes where one wrote before it, counted in a process of its own."""
    child = os.fork()
    if child == 0:
        _write(out, "Before")
        left = _die_at(0)
        _write(out, "Counted")
        os._exit(-left[0])
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _write_and_die(out: Path, title: str, call: int) -> NoReturn:
    """In a process of its own: kill oneself at a call on the files, or get to the end."""
    try:
        _die_at(call)
        _write(out, title)
    except BaseException:
        os._exit(1)
    os._exit(0)


def _write(out: Path, title: str) -> None:
    told = json.dumps({"title": title, "more": "x" * 200_000})
    page = f"<title>{title}</title>{'y' * 200_000}</html>"
    write_whole(out, {out / "outlook.json": told, out / "deals.json": told, out / "brief.html": page})


def _amiss(out: Path, titles: list[str]) -> list[str]:
    """What is wrong with a folder, as the next who reads there finds it: torn files, or files of two runs."""
    if not out.is_dir():
        return []
    for stage in out.glob(".parley-writing-*"):
        os.utime(stage, (0, 0))  # nobody else writes here, so what was only begun is as good as hours old
    finish_interrupted(out)
    there = [name for name in OUTPUTS if (out / name).is_file()]
    if not there:
        return []
    if len(there) < len(OUTPUTS):
        return [f"only {', '.join(there)}"]
    try:
        title = _title(out)
        deals = json.loads((out / "deals.json").read_text(encoding="utf-8"))["title"]
    except ValueError as problem:
        return [f"torn: {problem}"]
    last = [name for name in OF_THE_LAST if (out / name).is_file()]
    if last and (len(last) < len(OF_THE_LAST) or not _title(out, last[0]).startswith("Life ")):
        return [f"what the run before had found is torn: {', '.join(last)}"]
    page = (out / "brief.html").read_text(encoding="utf-8")
    wrong = [] if title == deals else ["outlook and deals are of two runs"]
    wrong += [] if f">{title}<" in page and page.rstrip().endswith("</html>") else ["the brief is of another"]
    return wrong + ([] if title in titles else [f"“{title}”, which is lost work or nobody's"])


def _title(out: Path, name: str = "outlook.json") -> str:
    return str(json.loads((out / name).read_text(encoding="utf-8"))["title"])


def main(kills: int, seed: int) -> None:
    """Kill or go on killing, say how far it is and what is found."""
    place, path = PROGRESS / f"kills-{seed}", PROGRESS / f"kills-{seed}.json"
    place.mkdir(parents=True, exist_ok=True)
    figures = Killed(**json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else Killed(seed)
    last = 0.0

    def told(now: Killed) -> None:
        nonlocal last
        path.write_text(now.text(), encoding="utf-8")
        if time.monotonic() - last > EVERY or now.killed == kills:
            last = time.monotonic()
            print(
                f"{now.killed:,} of {kills:,} runs killed from seed {seed}, {now.lives - now.killed:,} came"
                f" to their end; amiss: {len(now.amiss)}",
                flush=True,
            )

    found = kill_runs(kills, seed, place, figures, told)
    with tempfile.TemporaryDirectory() as folder:
        writers = kill_writers(10 * kills, seed, Path(folder))
    print(f"{writers.lives:,} writers, {writers.killed:,} killed; amiss: {len(writers.amiss)}")
    print("\n".join((*found.amiss, *writers.amiss)))
    raise SystemExit(bool(found.amiss or writers.amiss))


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 60,
        int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time()) % 1_000_000_000,
    )
