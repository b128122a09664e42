"""The dependency rule of `.importlinter` holds, and covers every room."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_rooms_import_only_from_below() -> None:
    """Every contract of `.importlinter` is kept."""
    lint = "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"
    path = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    ran = subprocess.run(
        [sys.executable, "-c", lint], cwd=ROOT, env=path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
