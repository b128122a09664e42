"""What the machine is, and what it could do at most: exponentials a second, and bytes a second."""

from __future__ import annotations

import ctypes
import os
import platform
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.speed.limits.c_code import compiled, compiler
from benchmarks.speed.measuring import Row, seconds

BENCH = "machine"
PACKAGES = ("numpy", "numba", "llvmlite", "vl-convert-python", "ruamel.yaml", "pydantic")
IN_CACHE = 2048
"""Numbers worked on again and again where only arithmetic is to count: the first cache holds them."""
OFTEN = 4000
IN_MEMORY = 2**25
"""Numbers in each array that is moved where only memory is to count: more than any cache holds."""


def described() -> dict[str, Any]:
    """The machine and the versions, as plain data."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
        "memory GB": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "compiler": Path(compiler() or "none").name,
        "versions": {name: _version(name) for name in PACKAGES},
    }


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.is_file() else []
    told = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    name = told.get("model name") or platform.processor() or platform.machine()
    return f"{name}, family {told['cpu family']} model {told['model']}" if "model" in told else name


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


@dataclass(frozen=True)
class Limit:
    """Something done as fast as can be: `work` is called with the number of the worker that does it.

    What is not `shared` is done on one core only: small steps of Python, which would wait for one another.
    """

    name: str
    unit: str
    amount: float
    work: Callable[[int], object]
    shared: bool = True


def measure(runs: int) -> list[Row]:
    """Exponentials and bytes a second, on one core and on all, in units of 1e9 a second."""
    cores = os.cpu_count() or 1
    found = []
    for limit in _limits(cores):
        for workers in dict.fromkeys((1, cores)) if limit.shared else (1,):
            with ThreadPoolExecutor(workers) as pool:

                def at_once(
                    limit: Limit = limit, pool: ThreadPoolExecutor = pool, count: int = workers
                ) -> None:
                    list(pool.map(limit.work, range(count)))

                at_once()
                values = [workers * limit.amount / 1e9 / seconds(at_once) for _ in range(runs)]
            told = f"{workers} core{'s' if workers > 1 else ''}"
            found.append(Row(BENCH, f"{limit.name}, {told}", limit.unit, tuple(values)))
    return found


def _limits(cores: int) -> list[Limit]:
    x = np.linspace(-10.0, 10.0, IN_CACHE)
    out = [np.empty(IN_CACHE) for _ in range(cores)]
    exponentials = float(IN_CACHE * OFTEN)

    def with_numpy(worker: int) -> None:
        for _ in range(OFTEN):
            np.exp(x, out=out[worker])

    limits = [Limit("exp in numpy", "G/s", exponentials, with_numpy, shared=False)]
    loops = compiled(Path(__file__).with_name("limits.c"))
    if loops is None:
        return limits
    arrays = [[np.ones(IN_MEMORY) for _ in range(3)] for _ in range(cores)]

    def in_c(worker: int) -> None:
        loops.exponentials(_at(x), _at(out[worker]), ctypes.c_int64(IN_CACHE), ctypes.c_int64(OFTEN))

    def moved(worker: int) -> None:
        loops.triad(*map(_at, arrays[worker]), ctypes.c_int64(IN_MEMORY))

    return [
        Limit("exp in C, vector code", "G/s", exponentials, in_c),
        *limits,
        Limit("memory, a = b + s c", "GB/s", 3.0 * 8 * IN_MEMORY, moved),
    ]


def _at(array: Any) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)
