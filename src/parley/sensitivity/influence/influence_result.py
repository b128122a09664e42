"""What a study of influence holds, as `influence.json` has it."""

from __future__ import annotations

from dataclasses import dataclass

from parley.files.results import Result
from parley.outlook import DrawsCheck, Head
from parley.sensitivity.influence.evidence import Evidence, Group
from parley.sensitivity.influence.outcomes import Outcome
from parley.sensitivity.influence.trials import Failure


@dataclass(frozen=True)
class Shares(Result):
    """Sobol indices of one number, or of a group of them together, for one outcome; every number is anywhere
    in its range.
    """

    first: float
    """first-order index: the part of the variance that goes with it alone"""
    first_margin: float
    """half-width of its 95 % interval"""
    total: float
    """total index: the part that goes with it and its interactions"""
    total_margin: float
    """half-width of its 95 % interval"""


@dataclass(frozen=True)
class NumberInfluence(Result):
    """What one number does to one outcome, all in the outcome's unit."""

    path: str
    """the number's path in the scenario"""
    group: Group
    """what it is about"""
    value: float
    """its value as stated"""
    low: float
    """the low end of its range"""
    high: float
    """the high end of its range"""
    unit: str
    """its unit"""
    per_days: float | None
    """the days a rate is per; null for what is no rate"""
    evidence: Evidence
    """what it rests on"""
    slope: float | None
    """the change of the outcome over the number's whole range, at the rate at the stated value; a probability
    goes no further than 0 and 1"""
    bend: float | None
    """how far the slope is off at twice the step; null: not looked at"""
    size: float
    """mean size of the effect of moving it over its range, the others anywhere in theirs"""
    mean: float
    """mean of that effect, with its sign"""
    spread: float
    """standard deviation of that effect"""
    shares: Shares | None
    """its shares of the spread, where it was among those that matter"""
    lacking: float
    """its size times how much is still to be learnt about it"""

    @property
    def raised(self) -> float:
        """Mean effect where moving the number up raises the outcome (see `lowered`)."""
        return (self.size + self.mean) / 2

    @property
    def lowered(self) -> float:
        """Mean effect, negative, where moving the number up lowers the outcome."""
        return (self.mean - self.size) / 2


@dataclass(frozen=True)
class GroupInfluence(Result):
    """What all numbers about one thing do to an outcome together."""

    group: Group
    """what they are about"""
    numbers: int
    """how many they are"""
    size: float
    """the sum of their effects"""
    shares: Shares | None
    """the indices of the group as one; null where it was not among those that matter or the draws were too
    few"""


@dataclass(frozen=True)
class OutcomeInfluence(Result):
    """Everything about one outcome: as stated, its levels over the draws, its numbers, its groups."""

    outcome: Outcome
    """what was asked about"""
    name: str
    """the same, as one would ask for it"""
    stated: float
    """as stated"""
    levels: tuple[float, float, float] | None
    """p10, p50 and p90 over the draws; null where no indices could be worked out"""
    numbers: tuple[NumberInfluence, ...]
    """the numbers, the most influential first"""
    groups: tuple[GroupInfluence, ...]
    """the groups, the most influential first"""
    find_out_next: tuple[str, ...]
    """paths, the most influential and worst sourced first"""


@dataclass(frozen=True)
class InfluenceLevels(Result):
    """How an influence was worked out by levels, and how good that is.

    Every number was moved from its stated value to both ends of its range near one solution of a coarse
    form, and what that does carried over to the case as stated; some numbers were moved in full.
    """

    nodes: int
    """belief nodes of the coarse form"""
    round_days: float
    """the length of its rounds, in days"""
    screened: int
    """numbers that were moved in the coarse form"""
    checked: tuple[str, ...]
    """paths of the numbers that were moved in full: what is said of them is what came of that"""
    draws: int
    """draws of all numbers at once, solved in the coarse form, behind the shares"""
    error: tuple[float, ...]
    """for each outcome, how far it is off where it was carried over and checked: root mean square over both
    ends of the numbers that were checked, in the outcome's unit"""
    added_up: tuple[float, ...]
    """for each outcome, the part of the spread of draws held out that effects of single numbers tell if they
    are added up; the rest are interactions, and in nobody's share"""


@dataclass(frozen=True)
class Influence(Head):
    """Which numbers carry the chosen outcomes of a case, and how it was found out."""

    seed: int
    """the number that decides the draws"""
    draws: int
    """how many solves were allowed"""
    solved: int
    """how many were made"""
    trajectories: int
    """ways walked through the ranges to screen every number"""
    bases: int
    """base draws from which shares were worked out; 0 where none were"""
    failures: tuple[Failure, ...]
    """draws that could not be solved"""
    outcomes: tuple[OutcomeInfluence, ...]
    """the outcomes asked about"""
    levels: InfluenceLevels | None = None
    """how it was worked out where the game is too large to be solved each time; else null"""
    certificate: DrawsCheck | None = None
    """how nearly beliefs follow from choices in all that was solved; null in what earlier versions kept"""
