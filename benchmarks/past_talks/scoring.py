"""What was said of a war scored by date, and several wars together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from benchmarks.past_talks.filing import KINDS, Outcome
from benchmarks.past_talks.forecasting import COLUMNS, Path, Said

from parley.inference.scoring.by_date import CONSTANT, MODEL, OUTSIDE, Forecast, Happened, score_by_date

COUNTED = "counted"
LEAST = 2.0**-10
"""A probability below counts as this much, so that no surprise is above ten bits."""
MONTH_DAYS = 365.25 / 12
ENDED = "settlement:ended"


@dataclass(frozen=True)
class Scored:
    """A war scored: the dates, whether it had ended by each, and by forecaster means over the dates.

    `log` and `brier` are of how it stood (compromise, victory, still fighting), `log2` and `brier2` of
    whether it had ended; `ended` has the probability of an end by each date, `expects` the bits a forecaster
    would expect of itself. A war counts once, however many dates it has.
    """

    days: tuple[date, ...]
    over: tuple[bool, ...]
    log: Mapping[str, float]
    brier: Mapping[str, float]
    log2: Mapping[str, float]
    brier2: Mapping[str, float]
    ended: Mapping[str, tuple[float, ...]]
    expects: Mapping[str, float]


def score_war(said: Said, outcome: Outcome, counted: Path) -> Scored:
    """Score the model, its constant hazards, the outside view and a counted base rate of one war."""
    three, days = _by_date(said, outcome, counted, whole=False)
    two, _ = _by_date(said, outcome, counted, whole=True)
    paths = {MODEL: said.model, OUTSIDE: said.outside, COUNTED: counted}
    at = [said.days.index(day) for day in days]
    ended = {who: tuple(sum(kind[t] for kind in path) for t in at) for who, path in paths.items()}
    return Scored(
        days=days,
        over=tuple(outcome.ended is not None and outcome.ended <= day for day in days),
        log={who: _mean(rows[0]) for who, rows in three.items()},
        brier={who: _mean(rows[1]) for who, rows in three.items()},
        log2={who: _mean(rows[0]) for who, rows in two.items()},
        brier2={who: _mean(rows[1]) for who, rows in two.items()},
        ended=ended,
        expects={who: _mean([_entropy(chance) for chance in row]) for who, row in ended.items()},
    )


def bits(chance: float) -> float:
    """Surprise at what was given a probability, ten bits at most."""
    return -math.log2(max(chance, LEAST)) + 0.0


def counted_path(outcomes: Sequence[tuple[date, date, Outcome]], days: Sequence[date]) -> Path:
    """A base rate counted on wars given with their day and horizon: hazards of each kind that never change.

    Endings of a kind, and half a one, over the months of war until the end, the horizon or the last day
    known of.
    """
    months, ends = 0.0, dict.fromkeys(KINDS, 0.5)
    for as_of, horizon, one in outcomes:
        last = min(horizon, one.ended or one.until)
        months += (last - as_of).days / MONTH_DAYS
        if one.kind is not None and one.ended is not None and one.ended <= horizon:
            ends[one.kind] += 1
    rates = [ends[kind] / months for kind in KINDS]
    total = sum(rates)
    gone = [-math.expm1(-total * (day - days[0]).days / MONTH_DAYS) for day in days]
    return (*(tuple(rate / total * part for part in gone) for rate in rates), (0.0,) * len(days))


def _by_date(
    said: Said, outcome: Outcome, counted: Path, *, whole: bool
) -> tuple[dict[str, tuple[list[float], list[float]]], tuple[date, ...]]:
    """By forecaster the bits and Brier scores date by date; `whole` asks only whether the war had ended."""
    happened = _happened(outcome, whole=whole)
    forecast = Forecast("", "", said.days, _named(said.model, whole=whole))
    found = {}
    for label, path in ((OUTSIDE, said.outside), (COUNTED, counted)):
        scores = score_by_date(forecast, happened, _named(path, whole=whole))
        for who in (MODEL, CONSTANT, OUTSIDE):
            rows = (
                [bits(one.given[who]) for one in scores.dates],
                [one.brier[who] for one in scores.dates],
            )
            found[label if who == OUTSIDE else who] = rows
    return found, tuple(one.day for one in scores.dates)


def _named(path: Path, *, whole: bool) -> dict[str, tuple[float, ...]]:
    if whole:
        return {ENDED: tuple(sum(kind[t] for kind in path) for t in range(len(path[0])))}
    return dict(zip(COLUMNS.values(), path, strict=True))


def _happened(outcome: Outcome, *, whole: bool) -> Happened:
    if outcome.ended is None or outcome.kind is None:
        return Happened(outcome.until)
    named = dict(zip(KINDS, COLUMNS.values(), strict=False))[outcome.kind]
    return Happened(outcome.until, ENDED if whole else named, outcome.ended)


def _entropy(chance: float) -> float:
    one = min(max(chance, 0.0), 1.0)
    return sum(part * bits(part) for part in (one, 1.0 - one) if part > 0)


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values))
