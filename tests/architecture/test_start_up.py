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


# Whoever draws is called in first, to load while everything else does.
READY = "import sys\nfrom parley import report\nreport.get_ready()"


@pytest.mark.parametrize(
    "program", [IMPORT, HELP, READY], ids=["import parley", "parley --help", "calling in who draws"]
)
def test_nothing_heavy_is_imported_at_start_up(program: str) -> None:
    """None of these loads numerics, frames, drawing or the validation library."""
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


def test_checking_a_case_without_a_graph_waits_for_no_numerics() -> None:
    """What an analyst does most often is quick: it reads, and neither numpy nor numba is loaded."""
    case = SOURCE.parent / "cases" / "pie"
    check = f"import sys\nfrom parley import workbench\nworkbench.check({str(case)!r})"
    command = [sys.executable, "-c", check + "\nprint('LOADED', *sorted(sys.modules))"]
    path = {**os.environ, "PYTHONPATH": str(SOURCE)}
    ran = subprocess.run(command, env=path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    loaded = set(ran.stdout.rsplit("LOADED", 1)[1].split())
    assert "parley.workbench.sound" in loaded
    assert loaded & {"numba", "numpy", *OF_OTHER_VERBS} == set()


def test_every_verb_of_the_workbench_is_there_when_asked_for() -> None:
    """Each public name of the corridor is found, and a verb is not hidden by the module it is named after."""
    from parley import workbench
    from parley.workbench.homes import HOLDS

    assert {name for names in HOLDS.values() for name in names} == set(workbench.__all__)
    for name in workbench.__all__:
        assert getattr(workbench, name) is not None
    assert all(callable(getattr(workbench, verb)) for verb in ("run", "score", "weigh", "study"))


def test_everything_of_the_brief_is_there_when_asked_for() -> None:
    """Each public name of the room is found, whether it stands in the room itself or is loaded then."""
    from parley import report

    held = {name for names in report._HOLDS.values() for name in names}
    assert held < set(report.__all__)
    for name in report.__all__:
        assert callable(getattr(report, name))
