"""Find out which numbers carry chosen outcomes: screening, then slopes and shares of those that matter."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parley.errors import SolutionError, UsageError
from parley.game import Floats
from parley.game.size import DEFAULT_LIMIT
from parley.scenario import ranged_numbers
from parley.scenario.quantities import Number
from parley.sensitivity.influence.evidence import evidence_of, group_of
from parley.sensitivity.influence.influence_result import (
    GroupInfluence,
    Influence,
    NumberInfluence,
    OutcomeInfluence,
    Shares,
)
from parley.sensitivity.influence.levels import influence_by_levels
from parley.sensitivity.influence.outcomes import Outcome, measure
from parley.sensitivity.influence.screening import Screening, screen
from parley.sensitivity.influence.sharing import Sharing, by_effect, members, to_share
from parley.sensitivity.influence.slopes import CHECKED, Slopes, slopes, within
from parley.sensitivity.influence.sobol import Sobol, Together, share_out
from parley.sensitivity.influence.trials import Progress, Trials
from parley.sensitivity.study.levels.forms import split
from parley.sensitivity.what_if.redoing import Solved
from parley.solver import play

LEAST_TRAJECTORIES, MOST_TRAJECTORIES = 2, 20
SCREENED, SLOPED = 0.4, 0.1
"""The parts of the draws that go to the screening and at most to slopes; the rest is for shares."""

LEAST_SLOPED = 12


@dataclass(frozen=True)
class Settings:
    """How hard to look: at most so many solves, from this seed, within this memory; with `full` all of them
    as stated, however long that takes.
    """

    draws: int = 2000
    seed: int = 1
    memory_limit: int = DEFAULT_LIMIT
    full: bool = False


@dataclass(frozen=True)
class _Found:
    """What the three stages found; `sobol` has the shares of what `sharing` swaps, in that order."""

    slopes: Slopes
    screening: Screening
    sobol: Sobol | None
    sharing: Sharing | None

    def shares(self, together: Together, o: int) -> Shares | None:
        """The shares of numbers that were swapped together; None where these were not."""
        if self.sobol is None or self.sharing is None or together not in self.sharing.swapped:
            return None
        k, sobol = self.sharing.swapped.index(together), self.sobol
        columns = (sobol.first, sobol.first_margin, sobol.total, sobol.total_margin)
        return Shares(*(float(column[k, o]) for column in columns))


def influence(
    stated: Solved,
    outcomes: Sequence[Outcome],
    settings: Settings,
    progress: Progress = lambda stage, done, of: None,
) -> Influence:
    """Work out the influence of every number with a range on every outcome.

    All outcomes are read off the same solves. A game too large for so many solves is looked at by levels,
    unless the settings ask for full ones. Raises UsageError if no number has a range or the draws are
    too few for a single look at each, SolutionError if no draw at all could be solved.
    """
    scenario = stated.scenario
    numbers = ranged_numbers(scenario)
    if not numbers:
        raise UsageError("no number of the scenario has a range; state some, as in {value: 5, range: [3, 8]}")
    if not settings.full and split(scenario, settings.draws) is not None:
        limit, draws = settings.memory_limit, settings.draws
        return influence_by_levels(stated, outcomes, settings.seed, limit, draws, progress)
    trajectories = _trajectories(settings.draws, len(numbers))
    trials = Trials(scenario, outcomes, settings.memory_limit, progress)
    screening = screen(trials, numbers, trajectories, settings.seed)
    if screening is None:
        raise SolutionError("no way through the ranges could be solved; " + _why(trials))
    sloped = by_effect(screening)[: max(LEAST_SLOPED, int(SLOPED * settings.draws) // 2)]
    sloping = slopes(trials, numbers, sloped)
    sharing, sobol = to_share(screening, numbers, settings.draws - trials.solved), None
    if sharing:
        sobol = share_out(trials, numbers, sharing.swapped, sharing.bases, settings.seed)
    found = _Found(sloping, screening, sobol, sharing)
    at_stated = measure(outcomes, stated.solution, play(stated.solution))
    return Influence(
        **stated.outlook.head,
        outcomes=tuple(
            _outcome(one, float(at_stated[o]), o, numbers, found) for o, one in enumerate(outcomes)
        ),
        seed=settings.seed,
        draws=settings.draws,
        solved=trials.solved,
        trajectories=screening.trajectories,
        bases=sobol.bases if sobol else 0,
        failures=trials.failures,
        certificate=trials.certificate,
    )


def _trajectories(draws: int, count: int) -> int:
    """How many ways to walk; at least a few, or the draws are refused."""
    sloped = 2 * (min(count, LEAST_SLOPED) + min(count, CHECKED))
    least = sloped + LEAST_TRAJECTORIES * (count + 1)
    if draws < least:
        raise UsageError(
            f"{draws} draws are too few for {count} numbers with a range; use --draws {least} or more"
        )
    return int(np.clip(SCREENED * draws // (count + 1), LEAST_TRAJECTORIES, MOST_TRAJECTORIES))


def _why(trials: Trials) -> str:
    return "; ".join(f"{one.count} x {one.reason}" for one in trials.failures[:3])


def _outcome(
    outcome: Outcome, stated: float, o: int, numbers: Sequence[Number], found: _Found
) -> OutcomeInfluence:
    largest = float(found.screening.size[:, o].max())
    at = None if outcome.in_points else stated
    each = [_number(number, n, o, found, largest, at) for n, number in enumerate(numbers)]
    ranked = sorted(each, key=lambda number: number.size, reverse=True)
    next_ones = sorted((one for one in each if one.lacking > 0), key=lambda one: -one.lacking)
    return OutcomeInfluence(
        outcome=outcome,
        name=str(outcome),
        stated=stated,
        levels=None if found.sobol is None else _levels(found.sobol.levels[o]),
        numbers=tuple(ranked),
        groups=_groups(numbers, each, o, found),
        find_out_next=tuple(one.path for one in next_ones),
    )


def _levels(row: Floats) -> tuple[float, float, float]:
    return float(row[0]), float(row[1]), float(row[2])


def _number(
    number: Number, n: int, o: int, found: _Found, largest: float, stated: float | None
) -> NumberInfluence:
    """What is known of a number; `stated` is the outcome as stated where it is a probability."""
    slope, twice = (float(array[n, o]) for array in (found.slopes.slope, found.slopes.twice))
    if stated is not None:
        slope, twice = (within(one, number, stated) for one in (slope, twice))
    bend = abs(twice - slope)
    evidence = evidence_of(number)
    size = float(found.screening.size[n, o])
    return NumberInfluence(
        path=number.path,
        group=group_of(number.path),
        value=number.value,
        low=float(number.low or 0.0),
        high=float(number.high or 0.0),
        unit=number.unit,
        per_days=number.per_days,
        evidence=evidence,
        slope=slope if math.isfinite(slope) else None,
        bend=bend if math.isfinite(bend) else None,
        size=size,
        mean=float(found.screening.mean[n, o]),
        spread=float(found.screening.spread[n, o]),
        shares=found.shares((n,), o),
        lacking=(size / largest if largest > 0 else 0.0) * evidence.lack,
    )


def _weight(one: GroupInfluence) -> tuple[float, float]:
    """A group with a known share comes first, by that share; the rest by their effect."""
    return (max(one.shares.total, 0.0) + 1e-9 if one.shares else 0.0, one.size)


def _groups(
    numbers: Sequence[Number], each: Sequence[NumberInfluence], o: int, found: _Found
) -> tuple[GroupInfluence, ...]:
    """The groups with their shares, those known first, largest first."""
    groups = [
        GroupInfluence(
            group=name,
            numbers=len(places),
            size=sum(each[n].size for n in places),
            shares=found.shares(places, o),
        )
        for name, places in members(numbers).items()
    ]
    return tuple(sorted(groups, key=_weight, reverse=True))
