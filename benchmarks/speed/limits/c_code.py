"""C compiled when it is needed, for this very machine; there may be no compiler."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from pathlib import Path

# Sums may be taken in any order: answers stay well within 1e-9, and loops become vector code.
FLAGS = ("-O3", "-march=native", "-ffast-math", "-shared", "-fPIC")
# Only some compilers have this one; those that have it take vectors half as wide as they could without it.
WIDEST = "-mprefer-vector-width=512"


def compiler() -> str | None:
    """The C compiler of this machine, if it has one."""
    return shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")


def compiled(source: Path) -> ctypes.CDLL | None:
    """A file of C as a loaded library, or None where no compiler is found."""
    command = compiler()
    if command is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder) / "built.so"
        arguments = [command, *FLAGS, str(source), "-o", str(built)]
        if subprocess.run([*arguments, WIDEST], capture_output=True, check=False).returncode != 0:
            subprocess.run(arguments, capture_output=True, check=True)
        return ctypes.CDLL(str(built))
