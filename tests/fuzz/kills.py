"""Runs that are killed at any moment: what is in the folder is what an unkilled run had left, or is about to.

python -m tests.fuzz.kills [COUNT] [SEED]
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from parley.workbench.writing import finish_interrupted, write_whole

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
OUTPUTS = ("outlook.json", "brief.html", "deals.json")

LIFE = """
import os, random, signal, sys
from pathlib import Path
chance = random.Random(int(sys.argv[3]))
left = [chance.randrange(1, 45)]
def counted(call):
    def wrapped(*args, **kwargs):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*args, **kwargs)
    return wrapped
from parley import workbench
result = workbench.run(sys.argv[1], changes={"title": sys.argv[4], "horizon": "3 rounds"})
for name in ("replace", "fsync", "unlink", "rmdir", "mkdir", "open", "listdir", "scandir", "stat", "lstat"):
    setattr(os, name, counted(getattr(os, name)))
workbench.write(result, Path(sys.argv[2]))
print("done")
"""
"""A run in a process of its own, which kills itself at a drawn call on the files while it writes."""


@dataclass(frozen=True)
class Killed:
    """How many lives there were, how many of them ended in a kill, and what was found amiss."""

    lives: int
    killed: int
    amiss: tuple[str, ...]


def kill_runs(count: int, seed: int, folder: Path) -> Killed:
    """Write the outlook of one case so many times into one folder, most times killed on the way."""
    out, killed, amiss = folder / "out", 0, []
    titles: list[str] = []
    for life in range(count):
        title = f"Life {life}"
        words = [sys.executable, "-c", LIFE, "pie", str(out), str(seed + life), title]
        ended = subprocess.run(words, env=ENVIRONMENT, capture_output=True, text=True, check=False)
        killed += ended.returncode == -signal.SIGKILL
        if ended.returncode not in (0, -signal.SIGKILL):
            amiss.append(f"life {life}, seed {seed + life}: {ended.stderr[-300:]}")
        titles.append(title)
        amiss += [f"life {life}, seed {seed + life}: {what}" for what in _amiss(out, titles)]
    return Killed(count, killed, tuple(amiss))


def kill_writers(count: int, seed: int, folder: Path) -> Killed:
    """Write three files whole so many times, each time by a process that most often is killed on the way."""
    out, killed, amiss = folder / "out", 0, []
    titles: list[str] = []
    for life in range(count):
        title = f"Life {life}"
        titles.append(title)
        child = os.fork()
        if child == 0:
            _write_and_die(out, title, random.Random(seed + life))
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
        if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
            amiss.append(f"life {life}, seed {seed + life}: it failed without being killed")
        amiss += [f"life {life}, seed {seed + life}: {what}" for what in _amiss(out, titles)]
    return Killed(count, killed, tuple(amiss))


def _write_and_die(out: Path, title: str, chance: random.Random) -> NoReturn:
    """In a process of its own: kill oneself at a drawn call on the files, or get to the end."""
    left = [chance.randrange(1, 90)]

    def counted(call: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*args: object, **kwargs: object) -> object:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*args, **kwargs)

        return wrapped

    try:
        for name in ("replace", "fsync", "unlink", "rmdir", "mkdir", "open", "scandir", "stat", "lstat"):
            setattr(os, name, counted(getattr(os, name)))
        told = json.dumps({"title": title, "more": "x" * 200_000})
        page = f"<title>{title}</title>{'y' * 200_000}</html>"
        texts = {out / "outlook.json": told, out / "deals.json": told, out / "brief.html": page}
        write_whole(out, texts)
    except BaseException:
        os._exit(1)
    os._exit(0)


def _amiss(out: Path, titles: list[str]) -> list[str]:
    """What is wrong with a folder, as the next who reads there finds it: torn files, or files of two runs."""
    if not out.is_dir():
        return []
    finish_interrupted(out)
    there = [name for name in OUTPUTS if (out / name).is_file()]
    if not there:
        return []
    if len(there) < len(OUTPUTS):
        return [f"only {', '.join(there)}"]
    try:
        title = json.loads((out / "outlook.json").read_text(encoding="utf-8"))["title"]
        deals = json.loads((out / "deals.json").read_text(encoding="utf-8"))["title"]
    except ValueError as problem:
        return [f"torn: {problem}"]
    page = (out / "brief.html").read_text(encoding="utf-8")
    wrong = [] if title == deals else ["outlook and deals are of two runs"]
    wrong += [] if f">{title}<" in page and page.rstrip().endswith("</html>") else ["the brief is of another"]
    return wrong + ([] if title in titles else ["a title nobody wrote"])


def main(count: int, seed: int) -> None:
    """Kill, and print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        found = kill_runs(count, seed, Path(folder))
        writers = kill_writers(10 * count, seed, Path(folder) / "writers")
    for what, one in (("runs", found), ("writers", writers)):
        print(f"{one.lives} {what} from seed {seed}, {one.killed} killed; amiss: {len(one.amiss)}")
    print("\n".join((*found.amiss, *writers.amiss)))
    raise SystemExit(bool(found.amiss or writers.amiss))


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 60,
        int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time()) % 1_000_000_000,
    )
