"""What an estimate says, the same for the printed page, a notebook and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from parley.errors import SolutionError
from parley.files.results import Result
from parley.inference.estimation.coverage import Coverage
from parley.inference.estimation.likelihood import Likelihood
from parley.inference.estimation.maximum import Maximum, maximise, profile, profile_at, rejected
from parley.inference.estimation.parameters import Parameter
from parley.outlook import DrawsCheck, draws_check


@dataclass(frozen=True)
class ProfilePoint(Result):
    """One point of a likelihood profile."""

    value: float
    """value of the number"""
    log_likelihood: float
    """greatest log-likelihood of the record with it, in nats, the other numbers estimated free"""


@dataclass(frozen=True)
class EstimatedNumber(Result):
    """One number estimated from the record, in the scenario's canonical unit."""

    name: str
    """its path, or `precision` for one precision of all parties"""
    paths: tuple[str, ...]
    """the paths that take its value"""
    unit: str
    """its unit"""
    per_days: float | None
    """the days a rate is per; null for what is no rate"""
    stated: float | None
    """its value as stated; null where the paths are stated differently"""
    low: float
    """where the search began"""
    high: float
    """where it ended"""
    geometric: bool
    """whether the range was searched evenly in the logarithm"""
    value: float
    """the value under which the record is most probable"""
    at_end: str
    """`low` or `high` where that is an end of the range, so that the record asks for more; else empty"""
    lower: float | None
    """low end of the interval; null where it goes on below the range"""
    upper: float | None
    """high end of the interval; null where it goes on above the range"""
    stated_gap: float | None
    """nats by which the stated value is less probable than the estimate, the others free"""
    stated_p: float | None
    """p-value of the likelihood-ratio test of the stated value"""
    profile: tuple[ProfilePoint, ...]
    """the profile, by rising value; points of no probability are left out"""

    @property
    def tells(self) -> bool:
        """Whether the record bounds the number at all within the range."""
        return self.lower is not None or self.upper is not None


@dataclass(frozen=True)
class Estimation(Result):
    """Numbers of a scenario estimated from the record by maximum likelihood."""

    case: str
    """the case's folder name"""
    title: str
    """the scenario's title"""
    version: str
    """the version of Parley that made it"""
    input_hashes: Mapping[str, str]
    """file of the case -> SHA-256 of what was read"""
    begins: date
    """the day on which the coding begins"""
    as_of: date
    """the last day of the record that was read"""
    level: float
    """level of the intervals"""
    moments: int
    """moments of the record that were weighed: deeds, answers, readings and quiet rounds"""
    impossible: int
    """moments the model rules out under every value tried, which are left aside"""
    log_likelihood: float
    """of the record under the estimate, in nats"""
    solves: int
    """how many games were solved"""
    numbers: tuple[EstimatedNumber, ...]
    """the numbers"""
    coverage: Coverage | None = None
    """how often such intervals hold the truth, on records drawn from the model; null where not asked"""
    certificate: DrawsCheck | None = None
    """how nearly beliefs follow from choices in the games solved; null in what earlier versions kept"""


@dataclass(frozen=True)
class EstimationHead:
    """What an estimate is about: the case and its state, and the days."""

    case: str
    title: str
    version: str
    input_hashes: Mapping[str, str]
    begins: date
    as_of: date


def estimate(head: EstimationHead, likelihood: Likelihood, moments: int) -> tuple[Estimation, Maximum]:
    """Estimate the parameters of a likelihood, with a profile and an interval of each.

    Raises SolutionError where no value of the range makes the record possible at all.
    """
    maximum = maximise(likelihood)
    if not np.isfinite(maximum.log_likelihood):
        raise SolutionError(
            "under no value of the range is there a valid scenario that allows the record. Look at what "
            "`parley weigh` calls impossible, or widen the range."
        )
    numbers = tuple(
        _number(likelihood, maximum, i, parameter) for i, parameter in enumerate(likelihood.models.parameters)
    )
    said = Estimation(
        **vars(head),
        level=likelihood.models.settings.level,
        moments=moments,
        impossible=likelihood.fewest or 0,
        log_likelihood=maximum.log_likelihood,
        solves=likelihood.models.solved,
        numbers=numbers,
        certificate=draws_check(likelihood.models.residuals),
    )
    return said, maximum


def _number(likelihood: Likelihood, maximum: Maximum, i: int, parameter: Parameter) -> EstimatedNumber:
    found = profile(likelihood, maximum, i)
    place = float(maximum.places[i])
    gap = None
    if parameter.stated is not None and parameter.low <= parameter.stated <= parameter.high:
        there = profile_at(likelihood, maximum, i, parameter.place(parameter.stated))
        gap = max(maximum.log_likelihood - there, 0.0) if np.isfinite(there) else None
    return EstimatedNumber(
        name=parameter.name,
        paths=parameter.paths,
        unit=parameter.unit,
        per_days=parameter.per_days,
        stated=parameter.stated,
        low=parameter.low,
        high=parameter.high,
        geometric=parameter.geometric,
        value=parameter.value(place),
        at_end="low" if place <= 0.0 else "high" if place >= 1.0 else "",
        lower=None if found.lower is None else parameter.value(found.lower),
        upper=None if found.upper is None else parameter.value(found.upper),
        stated_gap=gap,
        stated_p=None if gap is None else rejected(gap),
        profile=tuple(
            ProfilePoint(parameter.value(at), value)
            for at, value in zip(found.places, found.log_likelihood, strict=True)
            if np.isfinite(value)
        ),
    )
