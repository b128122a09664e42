"""How every function of the kernel is compiled, and where the result is kept."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import numba

from parley.caches import cache_folder, remove_unused

HERE = Path(__file__).parent


def _cache_folder() -> str:
    """A folder for this very source of the kernel, or nothing where none can be written.

    numba looks only at the file of a function, not at the functions it calls, and would go on using old
    code after a change in another file of the kernel. Beside the kernel where that can be written, else in
    the user's cache; `NUMBA_CACHE_DIR` is heeded before both.
    """
    sources = b"".join(path.read_bytes() for path in sorted(HERE.rglob("*.py")))
    name = f"kernel-{hashlib.sha256(sources).hexdigest()[:12]}"
    asked = os.environ.get("NUMBA_CACHE_DIR", "")
    for base in [Path(asked)] if asked else [HERE / "__pycache__", None]:
        folder = cache_folder(name) if base is None else base / name
        if folder is None:
            continue
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK | os.X_OK):
            os.utime(folder)
            remove_unused(folder.parent, name, "kernel-")
            return str(folder)
    return ""


CACHE = _cache_folder()


def _start_numba() -> None:
    """Load what numba needs before the first call of a compiled function, but not scipy.

    numba looks there for a library of linear algebra, which nothing of ours uses and which takes longer to
    load than the rest. Without it numba itself finds its way.
    """
    modules: dict[str, Any] = sys.modules
    loaded = "scipy.linalg" in modules
    if not loaded:
        modules["scipy.linalg"] = None
    try:
        import_module("numba.np.arraymath")
    finally:
        if not loaded:
            del modules["scipy.linalg"]


_start_numba()

SETTINGS: dict[str, Any] = {
    "cache": bool(CACHE),
    "nogil": True,
    "error_model": "numpy",
    "fastmath": {"contract"},
    "_nrt": False,  # nothing in the kernel allocates, so nothing needs its references counted
}


def compiled(function: Callable[..., Any]) -> Any:
    """Compile a function of the kernel."""
    return _compiled(function, SETTINGS)


def inlined(function: Callable[..., Any]) -> Any:
    """Compile a function of the kernel into each that calls it: rows need not go through memory then."""
    return _compiled(function, {**SETTINGS, "forceinline": True})


def spliced(function: Callable[..., Any]) -> Any:
    """Make a function of the kernel part of those that call it, so that nothing is compiled for it alone.

    All that a compiled function calls is optimised once more within it: each step between what is called
    from Python and what does the work would cost as much again.
    """
    return _compiled(function, {**SETTINGS, "inline": "always"})


def _compiled(function: Callable[..., Any], settings: Mapping[str, Any]) -> Any:
    config: Any = numba.config
    before, config.CACHE_DIR = config.CACHE_DIR, CACHE
    try:
        return numba.njit(**settings)(function)
    finally:
        config.CACHE_DIR = before
