"""Drawn tests: the same games every time, or fresh ones each time where `PARLEY_SEEDS=fresh` is set.

`make test-slow` runs them again with fresh seeds. A failure then prints what reproduces it.
"""

from __future__ import annotations

import os

from hypothesis import Phase, settings

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
