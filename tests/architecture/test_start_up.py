"""Starting is light: what a command does not need, it does not import."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
HEAVY = {"altair", "duckdb", "jinja2", "numba", "numpy", "pandas", "pydantic", "scipy", "vl_convert"}

IMPORT = "import sys, parley"
HELP = """
import sys
from parley.cli.main import main
sys.argv = ["parley", "--help"]
try:
    main()
except SystemExit as stop:
    assert not stop.code, stop.code
"""

# Solving needs numpy and numba, reading a case pydantic; what other verbs work with is left alone.
RUN = "import sys\nfrom parley import workbench\nassert callable(workbench.run)"
OF_OTHER_VERBS = {"SALib", "altair", "arviz_stats", "dask", "duckdb", "jinja2", "pandas", "pyarrow"}
OF_OTHER_VERBS |= {"scipy.optimize", "scipy.stats", "vl_convert", "xarray"}


@pytest.mark.parametrize("program", [IMPORT, HELP], ids=["import parley", "parley --help"])
def test_nothing_heavy_is_imported_at_start_up(program: str) -> None:
    """`import parley` and `parley --help` load no numerics, frames, drawing or validation library."""
    ending = "\nprint('LOADED', *sorted({name.partition('.')[0] for name in sys.modules}))"
    command = [sys.executable, "-c", program + ending]
    path = {**os.environ, "PYTHONPATH": str(SOURCE)}
    ran = subprocess.run(command, env=path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    loaded = set(ran.stdout.rsplit("LOADED", 1)[1].split())
    assert "parley" in loaded
    assert loaded & HEAVY == set()


def test_running_a_case_imports_nothing_that_only_other_verbs_need() -> None:
    """The verb `run` loads no statistics, no database, no drawing and no frames."""
    command = [sys.executable, "-c", RUN + "\nprint('LOADED', *sorted(sys.modules))"]
    path = {**os.environ, "PYTHONPATH": str(SOURCE)}
    ran = subprocess.run(command, env=path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    loaded = set(ran.stdout.rsplit("LOADED", 1)[1].split())
    assert "parley.workbench.running" in loaded
    assert loaded & OF_OTHER_VERBS == set()


def test_every_verb_of_the_workbench_is_there_when_asked_for() -> None:
    """Each public name of the corridor is found, and a verb is not hidden by the module it is named after."""
    from parley import workbench

    assert {name for names in workbench._HOLDS.values() for name in names} == set(workbench.__all__)
    for name in workbench.__all__:
        assert getattr(workbench, name) is not None
    assert all(callable(getattr(workbench, verb)) for verb in ("run", "score", "weigh", "study"))
