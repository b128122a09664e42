"""Drawn tests: the same games every time, or fresh ones each time where `PARLEY_SEEDS=fresh` is set.

`make test-fresh` runs them again with fresh seeds. A failure then prints what reproduces it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

from hypothesis import Phase, seed, settings

TestT = TypeVar("TestT", bound=Callable[..., object])

FRESH = os.environ.get("PARLEY_SEEDS", "") == "fresh"


def drawn(examples: int, phases: tuple[Phase, ...] = tuple(Phase)) -> settings:
    """The settings of a drawn test: so many examples, no limit of time, and what seeds are asked for."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=not FRESH,
        database=None,
        print_blob=FRESH,
        phases=phases,
    )


def pinned(number: int) -> Callable[[TestT], TestT]:
    """Draw from a seed of its own, so that other words of a test draw no other games; unless asked afresh.

    For properties whose bounds are of an order, not exact: rare games lie beyond them.
    """
    return (lambda test: test) if FRESH else seed(number)
