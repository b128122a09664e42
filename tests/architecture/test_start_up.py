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
