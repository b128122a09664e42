"""What calibration says, the same for the printed page, the brief and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from parley.files.results import Result
from parley.game import Floats
from parley.game.names import STILL_FIGHTING, Ending
from parley.inference.calibration.movement import LEVELS, Movement, levels, movements
from parley.inference.calibration.sampling import Sample
from parley.inference.calibration.solving import UNCERTIFIED
from parley.inference.calibration.weights import LEAST_EFFECTIVE, Weights
from parley.outlook import DrawsCheck, draws_check
from parley.scenario import at_quantile
from parley.scenario.quantities import Number


@dataclass(frozen=True)
class Levels(Result):
    """Where a number lies over the draws."""

    p10: float
    """one draw in ten lies below"""
    p50: float
    """median"""
    p90: float
    """nine draws in ten lie below"""


@dataclass(frozen=True)
class MovedNumber(Result):
    """One assumption before and after the record, in the scenario's canonical unit."""

    path: str
    """its path in the scenario"""
    unit: str
    """its unit"""
    per_days: float | None
    """the days a rate is per; null for what is no rate"""
    stated: float
    """its value as stated"""
    low: float
    """the low end of its range"""
    high: float
    """the high end of its range"""
    before: Levels
    """over the draws as stated"""
    after: Levels
    """over the draws as the record reweighs them"""
    shift: float
    """how far the record moved it, in standard deviations of its stated range"""
    error: float
    """the error of the shift that comes from the number of draws"""
    width: float
    """what is left of its spread"""
    moved: bool
    """whether it moved further than chance explains"""


@dataclass(frozen=True)
class PathLevels(Result):
    """A probability by date, over the draws."""

    mean: tuple[float, ...]
    """mean"""
    p10: tuple[float, ...]
    """one draw in ten lies below"""
    p50: tuple[float, ...]
    """median"""
    p90: tuple[float, ...]
    """nine draws in ten lie below"""


@dataclass(frozen=True)
class BeforeAfter(Result):
    """A probability by date, before the record and after it."""

    before: PathLevels
    """over the draws as stated"""
    after: PathLevels
    """over the draws as the record reweighs them"""


@dataclass(frozen=True)
class CalibratedOutlook(Result):
    """The outlook from where the record leaves off, before and after."""

    rounds: tuple[date, ...]
    """the starts of the rounds from the one the record ends in; empty where it ended the war"""
    paths: Mapping[Ending, BeforeAfter]
    """ending, or still_fighting -> probability that it has been reached by each date"""


@dataclass(frozen=True)
class LogLikelihoods(Result):
    """How probable the draws make the record, in nats."""

    stated_ranges: float
    """of the stated ranges as a whole"""
    spread: float
    """standard deviation over the draws"""
    reweighed: float
    """mean over the reweighed draws"""


@dataclass(frozen=True)
class Calibration(Result):
    """Stated ranges reweighed by the record; shares and probabilities are 0 to 1."""

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
    asked_for: date
    """the day it was to be read on; of days after the record is kept nothing is known"""
    stated_on: date
    """the day the scenario speaks from"""
    seed: int
    """the number that decides the draws"""
    draws: int
    """how many draws were made"""
    solved: int
    """how many were solved"""
    failed: Mapping[str, int]
    """reason -> draws that gave no answer"""
    impossible: int
    """draws that rule out what was recorded, and count nothing"""
    unforeseen: int
    """moments of the record that no draw allows"""
    effective: float
    """how many equal draws would say as much as the reweighed ones"""
    least_effective: float
    """below so many nothing is reported"""
    khat: float | None
    """the shape of the tail of the weights; null where there are too few to tell"""
    khat_limit: float
    """above this an average rests on a few draws"""
    log_likelihood: LogLikelihoods
    """how probable the draws make the record"""
    numbers: tuple[MovedNumber, ...]
    """the assumptions, the ones moved furthest first"""
    outlook: CalibratedOutlook
    """the outlook before and after"""
    certificate: DrawsCheck | None = None
    """how nearly beliefs follow from choices in the draws; null in what earlier versions kept"""


@dataclass(frozen=True)
class CalibrationHead:
    """What a calibration is about: the case and its state, the days, the seed."""

    case: str
    title: str
    version: str
    input_hashes: Mapping[str, str]
    begins: date
    as_of: date
    asked_for: date
    stated_on: date
    seed: int


def compose_calibration(
    head: CalibrationHead, sample: Sample, weights: Weights, endings: Sequence[str], days: Sequence[date]
) -> Calibration:
    """Weights, assumptions before and after, and the outlook before and after by date.

    `days` are the starts of the rounds from the one the record ends in. Shares and probabilities are 0 to
    1, log-likelihoods in nats, numbers in the scenario's canonical units.
    """
    found = movements([n.path for n in sample.numbers], sample.places, weights.share)
    by_path = {number.path: number for number in sample.numbers}
    before = sample.plain / sample.plain.sum()
    plain = sample.log_likelihood[sample.plain]
    return Calibration(
        **vars(head),
        draws=len(sample.places) + sum(sample.failed.values()),
        solved=len(sample.places),
        failed=dict(sample.failed),
        impossible=weights.impossible,
        unforeseen=sample.unforeseen,
        effective=weights.effective,
        least_effective=LEAST_EFFECTIVE,
        khat=weights.khat,
        khat_limit=weights.limit,
        log_likelihood=LogLikelihoods(
            stated_ranges=float(np.logaddexp.reduce(plain) - np.log(len(plain))),
            spread=float(np.std(plain[np.isfinite(plain)])),
            reweighed=float(weights.share[weights.share > 0] @ sample.log_likelihood[weights.share > 0]),
        ),
        numbers=tuple(_number(by_path[movement.path], movement) for movement in found),
        outlook=_outlook(sample, before, weights.share, endings, days),
        certificate=draws_check(sample.residuals, sample.failed.get(UNCERTIFIED, 0)),
    )


def _number(number: Number, moved: Movement) -> MovedNumber:
    return MovedNumber(
        path=number.path,
        unit=number.unit,
        per_days=number.per_days,
        stated=number.value,
        low=number.low or 0.0,
        high=number.high or 0.0,
        before=_named(at_quantile(number, place) for place in LEVELS),
        after=_named(at_quantile(number, place) for place in moved.after),
        shift=moved.shift,
        error=moved.error,
        width=moved.width,
        moved=moved.moved,
    )


def _named(values: Iterable[float]) -> Levels:
    return Levels(*(float(value) for value in values))


def _outlook(
    sample: Sample, before: Floats, after: Floats, endings: Sequence[str], days: Sequence[date]
) -> CalibratedOutlook:
    """Each ending, and still fighting, by date: mean and levels of the draws before and after."""
    fighting = 1.0 - sample.ended.sum(axis=2)
    paths = {Ending(name): sample.ended[:, :, e] for e, name in enumerate(endings)}
    paths[STILL_FIGHTING] = fighting
    return CalibratedOutlook(
        rounds=tuple(days) if sample.ended.shape[1] else (),
        paths={name: BeforeAfter(_path(path, before), _path(path, after)) for name, path in paths.items()},
    )


def _path(path: Floats, share: Floats) -> PathLevels:
    if path.shape[1] == 0:
        return PathLevels((), (), (), ())
    low, middle, high = levels(path, share)
    mean = share @ path
    return PathLevels(*(tuple(line.tolist()) for line in (mean, low, middle, high)))
