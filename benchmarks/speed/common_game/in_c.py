"""The common game in C, compiled when it is first asked for; there may be no compiler."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from benchmarks.speed.common_game.sizes import COST, DISCOUNT, DOWN, PRECISION, UP, Scale
from benchmarks.speed.limits.c_code import compiled

Floats = npt.NDArray[np.float64]


class _Game(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_int64) for name in ("positions", "divisions", "rounds")),
        *((name, ctypes.c_double) for name in ("up", "down", "discount", "precision")),
        ("cost", ctypes.c_double * 2),
    )


@cache
def c_loop() -> Callable[[Scale], Floats] | None:
    """A function that solves the common game in C, or None where no C compiler is found."""
    library = compiled(Path(__file__).with_name("loop.c"))
    if library is None:
        return None

    def solve(scale: Scale) -> Floats:
        worths = np.empty((scale.rounds + 1, scale.positions, 2))
        counts = (scale.positions, scale.divisions, scale.rounds)
        game = _Game(*counts, UP, DOWN, DISCOUNT, PRECISION, (ctypes.c_double * 2)(*COST))
        library.solve(ctypes.byref(game), ctypes.c_void_p(worths.ctypes.data))
        return worths

    return solve
