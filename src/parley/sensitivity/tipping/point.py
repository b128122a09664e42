"""What comes out at one value of a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from parley.outlook.series import endings
from parley.outlook.worths import worth_now
from parley.solver import Course, Solution, analyst_prior

STILL = "still_fighting"


@dataclass(frozen=True)
class Point:
    """What comes out at one value of the number.

    `endings` and `still_fighting` are probabilities by the horizon, `worth` points now by party. `in_range`
    maps each package that every signatory prefers to going on at the start to the dispositions under which
    it is so (an empty name where nobody hides one).
    """

    value: float
    endings: Mapping[str, float]
    still_fighting: float
    worth: Mapping[str, float]
    in_range: Mapping[str, tuple[str, ...]]

    @property
    def leading(self) -> str:
        """The most probable ending by the horizon; still fighting counts as one."""
        named = {**self.endings, STILL: self.still_fighting}
        return max(named, key=lambda name: named[name])


def point(value: float, solution: Solution, course: Course) -> Point:
    """Read off a solved game what a curve shows of it."""
    ended, fighting = endings(solution, course)
    return Point(
        value=value,
        endings={name: path[-1] for name, path in ended.items()},
        still_fighting=fighting[-1],
        worth={party: float(str(worth["mean"])) for party, worth in worth_now(solution).items()},
        in_range=_in_range(solution, course),
    )


def _in_range(solution: Solution, course: Course) -> dict[str, tuple[str, ...]]:
    """Packages every signatory prefers to going on at the start, and under which dispositions.

    The course says with which probability a package is in range at the start; there it is so under none,
    one or both dispositions, and that probability tells which.
    """
    s, prior = solution.game.structure, analyst_prior(solution)
    names = s.dispositions or ("",)
    subsets = [tuple(h for h in range(len(names)) if k >> h & 1) for k in range(2 ** len(names))]
    found = {}
    for x, plan in enumerate(s.packages):
        chance = float(course.range_open[0, x])
        held = min(subsets, key=lambda some: abs(sum(prior[h] for h in some) - chance))
        if held:
            found[plan] = tuple(names[h] for h in held)
    return found
