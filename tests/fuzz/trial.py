"""One mutant tried: what the verbs of Parley make of it, in this process."""

from __future__ import annotations

import io
import json
import math
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path

import typer
from tests.fuzz.mutants import Files, put

from parley import workbench
from parley.cli.main import _say, app
from parley.eliciting.answers import FILE as ANSWERS
from parley.eliciting.sitting import Sitting
from parley.errors import CaseError, Fault, ParleyError
from parley.scenario import all_numbers
from parley.workbench.attached import kept
from parley.workbench.score import verify
from parley.workbench.since import kept_run, since_last
from parley.workbench.writing import as_text

PATIENCE = 60.0
"""Processor seconds after which a mutant is said to hang; a game of the memory below takes a few."""
SOLVE_ONE_IN, LEDGER_ONE_IN, MEMORY = 12, 4, 3_000_000
DAY = "2025-02-01"


class HangError(BaseException):
    """A mutant took too long; no `except Exception` on the way may catch it."""


def try_mutant(files: Files, folder: Path, seed: int) -> str:
    """What becomes of a mutant: `faults`, `sound`, `solved` or `refused`; anything else is raised.

    Every one is checked; of those with a record some have their ledgers worked out, and some are solved and
    weighed.
    """
    put(files, folder)
    chance = random.Random(seed)
    ledgers, solve = chance.random() * LEDGER_ONE_IN < 1, chance.random() * SOLVE_ONE_IN < 1
    with patience(PATIENCE):
        found = said_of("check", folder)
        if ledgers and "moves.csv" in files:
            said_of("ledger", folder)
        if ANSWERS in files:
            found = words(lambda: _interviewed(folder))
        if solve and found == "sound" and "scenario.yaml" in files:
            found = words(lambda: _solved(folder))
            if found == "solved" and "coding.yaml" in files:
                words(lambda: _weighed(folder))
        return found


def try_kept(files: Files, folder: Path, case: Path) -> str:
    """What becomes of a folder of results one of whose files is spoilt: the rest is shown, or words."""
    put(files, folder)

    def read() -> str:
        opened = workbench.open_case(case)
        held = kept(folder, opened)
        run = kept_run(opened, folder)
        if run is not None:
            since_last(run, folder)
        return "kept" if run is not None and not held.left_out else "left out"

    def frozen() -> str:
        verify(folder / "stamp.json")
        return "kept"

    def studied() -> str:
        opened = workbench.open_case(case)
        study = workbench.kept_study(folder / "study", opened, {})
        if study is not None:
            workbench.kept_study_sections(study, opened)
        return "kept"

    with patience(PATIENCE):
        return "/".join(words(one) for one in (read, frozen, studied))


def said_of(verb: str, folder: Path) -> str:
    """What a verb of the shell makes of a folder; its output is looked at."""
    output = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="strict")
    with redirect_stdout(output), redirect_stderr(output):
        try:
            found = _command().main([verb, str(folder)], prog_name="parley", standalone_mode=False)
            outcome = "faults" if found else "sound"
        except ParleyError as refused:
            require_sense(refused)
            _say(refused)
            outcome = "faults" if isinstance(refused, CaseError) else "refused"
        output.flush()
    said = output.buffer.getvalue().decode("utf-8")
    assert "Traceback" not in said
    strange = [mark for mark in said if mark < " " and mark not in "\n\t"]
    assert not strange, f"control characters reach the terminal: {strange[:5]!r}"
    return outcome


@cache
def _command() -> typer.core.TyperGroup:
    """The shell's commands, built once: building them takes longer than most mutants."""
    return typer.main.get_group(app)


def words(call: Callable[[], str]) -> str:
    """What a call comes to, or `refused` where it refuses in words."""
    try:
        return call()
    except ParleyError as refused:
        require_sense(refused)
        return "refused"


def require_sense(problem: ParleyError) -> None:
    """Raise AssertionError unless a refusal speaks, and faults say where, what was expected, what came."""
    faults: list[Fault] = list(problem.faults) if isinstance(problem, CaseError) else []
    assert str(problem).strip() and (faults or not isinstance(problem, CaseError)), repr(problem)
    for fault in faults:
        assert fault.slug and fault.expected and fault.got, fault
        assert fault.line >= 0 and fault.column >= 0, fault
        assert str(fault).isprintable() or "\n" in str(fault), fault


def _solved(folder: Path) -> str:
    result = workbench.run(folder, memory_limit=MEMORY)
    assert all(math.isfinite(number.value) for number in all_numbers(result.scenario))
    json.loads(as_text(result.outlook.document()))
    ends = result.outlook.document()["endings"]
    assert ends, "an outlook without endings"
    return "solved"


def _weighed(folder: Path) -> str:
    as_text(workbench.weigh(folder, memory_limit=MEMORY).weighing)
    return "weighed"


def _interviewed(folder: Path) -> str:
    sitting = Sitting.begin(folder, "ada", DAY)
    if sitting.question() is None:
        sitting.write_scenario()
        return said_of("check", folder)
    return "unfinished"


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Raise HangError in what takes more processor seconds."""
    signal.signal(signal.SIGPROF, _hang)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _hang(*_: object) -> None:
    raise HangError(f"not done after {PATIENCE:g} processor seconds")
