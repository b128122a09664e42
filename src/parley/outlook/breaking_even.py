"""Until when going on is worth more to a side than a plan: the day on which its gain from waiting is gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


def breaks_even(rounds: Sequence[date], gains: Sequence[float | None]) -> int | None:
    """Days until a gain from waiting is gone, 0 where there is none to begin with; None if it outlasts them.

    `rounds` are the days on which rounds begin, `gains` the points by which going on is worth more at each;
    None where the war is surely over by then. Between rounds nothing is read off.
    """
    for day, gain in zip(rounds, gains, strict=False):
        if gain is not None and gain <= 0.0:
            return (day - rounds[0]).days
    return None
