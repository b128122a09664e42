"""Hunt for mutants that break something.

    python -m tests.fuzz.hunt [COUNT] [SEED]

Every mutant goes through `check` and, one in fifty, through `run`, in this process. What ends in anything but
an outcome or faults in words, takes longer than `PATIENCE`, or says nonsense, is kept small under
`tests/fuzz/found/`, and the seeds are printed.
"""

from __future__ import annotations

import math
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.mutants import Files, mutant, originals, put
from typer.testing import CliRunner

from parley import workbench
from parley.cli.main import app
from parley.errors import CaseError, Fault, ParleyError
from parley.scenario import all_numbers, read_scenario

FOUND = Path(__file__).parent / "found"
PATIENCE = 30.0
"""Seconds after which a mutant is said to hang."""
RUN_ONE_IN, RUN_MEMORY = 50, 20_000_000


class HangError(BaseException):
    """A mutant took too long; no `except Exception` on the way may catch it."""


@dataclass
class Figures:
    """What became of how many."""

    outcomes: Counter[str] = field(default_factory=Counter)
    broken: dict[int, str] = field(default_factory=dict)


def outcome(files: Files, folder: Path, *, solve: bool) -> str:
    """What becomes of a mutant: `faults`, `sound`, `run` or `refused`; anything else is raised."""
    put(files, folder)
    signal.signal(signal.SIGALRM, _hang)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        try:
            said = CliRunner().invoke(app, ["check", str(folder)], catch_exceptions=False)
        except CaseError as refused:
            require_sense(refused.faults)
            return "faults"
        except ParleyError:
            return "refused"
        assert "Traceback" not in said.output
        if said.exit_code:
            return "faults"
        if not solve or not (folder / "scenario.yaml").is_file():
            return "sound"
        assert all(math.isfinite(number.value) for number in all_numbers(read_scenario(folder)))
        try:
            workbench.run(folder, memory_limit=RUN_MEMORY)
        except ParleyError:
            return "refused"
        return "run"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def require_sense(faults: list[Fault]) -> None:
    """Raise AssertionError unless every fault says where, what was expected and what came."""
    for fault in faults:
        assert fault.slug and fault.expected and fault.got, fault
        assert fault.line >= 0 and fault.column >= 0, fault
        assert str(fault).isprintable() or "\n" in str(fault), fault


def hunt(count: int, seed: int, folder: Path) -> Figures:
    """Make so many mutants from a seed on."""
    figures, cases = Figures(), originals()
    for n in range(seed, seed + count):
        files = mutant(n, cases)
        try:
            figures.outcomes[outcome(files, folder, solve=n % RUN_ONE_IN == 0)] += 1
        except (Exception, HangError) as problem:
            figures.outcomes["broken"] += 1
            figures.broken[n] = "".join(traceback.format_exception(problem, limit=-2))
    return figures


def keep(seed: int) -> Path:
    """Write what a mutant consists of where the tests will find it."""
    place = FOUND / str(seed)
    put(mutant(seed, originals()), place)
    return place


def _hang(*_: object) -> None:
    raise HangError(f"not done after {PATIENCE:g} s")


def main(count: int, seed: int) -> None:
    """Hunt, print the figures and what was found, and keep it."""
    begun = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        figures = hunt(count, seed, Path(folder) / "case")
    told_of = ", ".join(f"{times:,} {name}" for name, times in figures.outcomes.most_common())
    print(
        f"{count:,} mutants from seed {seed}: {told_of}; {time.process_time() - begun:.0f} processor seconds"
    )
    for at, said in figures.broken.items():
        print(f"\nseed {at}, kept in {keep(at)}\n{said}")
    raise SystemExit(bool(figures.broken))


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 2000,
        int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time()) % 1_000_000_000,
    )
