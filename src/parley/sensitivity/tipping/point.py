"""What comes out at one value of a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from parley.files.results import Result
from parley.game import Floats
from parley.game.names import STILL_FIGHTING, Ending
from parley.outlook.series import endings
from parley.outlook.worths import worth_now
from parley.solver import Course, Solution, analyst_prior

_NEVER = 1e-9
"""A settlement less likely than this has no date and no terms worth telling."""


@dataclass(frozen=True)
class Point(Result):
    """What comes out at one value of the number."""

    value: float
    """the value, in the number's own unit"""
    endings: Mapping[Ending, float]
    """ending -> probability by the horizon"""
    still_fighting: float
    """probability that none is reached by the horizon"""
    worth: Mapping[str, float]
    """party -> points now"""
    in_range: Mapping[str, tuple[str, ...]]
    """package that every signatory prefers to going on at the start -> the dispositions under which it is so
    (an empty name where nobody hides one)"""
    leading: Ending
    """the most probable ending by the horizon; still fighting counts as one"""
    days_to_settlement: float | None = None
    """mean days until a settlement, of those reached by the horizon; null where none is"""
    terms: Mapping[str, float] = field(default_factory=dict)
    """party -> mean points of the terms of these settlements, as they stand on the day looked at, without a
    bonus for a deal as such and without what the peace turns out to be worth; empty where none is reached"""


def point(value: float, solution: Solution, course: Course, begins: Sequence[float]) -> Point:
    """Read off a solved game what a curve shows of it; `begins` are the days on which its rounds begin."""
    ended, fighting = endings(solution, course)
    by_horizon = {name: path[-1] for name, path in ended.items()}
    all_ways = {**by_horizon, STILL_FIGHTING: fighting[-1]}
    return Point(
        value=value,
        endings=by_horizon,
        still_fighting=fighting[-1],
        worth={party: worth.mean for party, worth in worth_now(solution).items()},
        in_range=_in_range(solution, course),
        leading=max(all_ways, key=lambda name: all_ways[name]),
        days_to_settlement=_days_to_settlement(solution, course, begins),
        terms=_terms(solution, course),
    )


def _settled(solution: Solution, course: Course) -> Floats:
    """Chance [t, h, x] that a package is settled on in a round, with the analyst's weights of kinds."""
    packages = len(solution.game.structure.packages)
    reached = np.swapaxes(course.ended[:, :packages], 1, 2)
    return np.asarray(reached * analyst_prior(solution)[None, :, None])


def _days_to_settlement(solution: Solution, course: Course, begins: Sequence[float]) -> float | None:
    by_round = _settled(solution, course).sum(axis=(1, 2))
    if not by_round.sum() > _NEVER:
        return None
    return float(by_round @ np.asarray(begins[: len(by_round)]) / by_round.sum())


def _terms(solution: Solution, course: Course) -> dict[str, float]:
    s = solution.game.structure
    reached = _settled(solution, course).sum(axis=0)
    if not reached.sum() > _NEVER:
        return {}
    worth = solution.game.numbers.package_worth[..., s.start % s.postures]
    means = np.tensordot(worth, reached, axes=2) / reached.sum()
    return {party: float(mean) for party, mean in zip(s.parties, means, strict=True)}


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
