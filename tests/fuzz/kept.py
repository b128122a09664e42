"""A folder of results, small and with nearly all that may be kept in one, for mutants to be made of."""

from __future__ import annotations

import os
import traceback
from datetime import date
from pathlib import Path

from tests.fuzz.mutants import TINY, Files

from parley import workbench
from parley.workbench.score import stamp
from parley.workbench.study import StudyAsked, write_study

CASE = TINY


def kept_results(place: Path) -> Files:
    """The files of a folder of results, by path, pages left out; they are made by a process of its own.

    Whoever forks others later must not have solved anything: threads of the solver do not outlive a fork.
    """
    child = os.fork()
    if child == 0:
        try:
            make_results(place)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0, "the small case could not be run"
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file() and path.suffix != ".html"
    }


def make_results(place: Path) -> None:
    """Run, weigh, vary, study and stamp the small case into a folder."""
    result = workbench.run(TINY)
    findings = [
        workbench.weigh(TINY).finding,
        workbench.what_if(TINY).finding,
        workbench.theses(TINY).finding,
    ]
    workbench.write(result, place, findings)
    write_study(workbench.study(TINY, StudyAsked(draws=4, workers=1), out=place / "study"))
    stamp(TINY, date(2025, 2, 1), out=place).path.rename(place / "stamp.json")
