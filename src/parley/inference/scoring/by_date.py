"""An outlook's own dated probabilities scored once their dates have passed, beside two that know no game."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from parley.errors import UsageError
from parley.files import closest_name
from parley.files.results import Result
from parley.game import Floats
from parley.game.names import STILL_FIGHTING, Ending
from parley.inference.scoring.rules import brier_of, log_score_of

LOOKED_AT_DAYS = (30, 91, 182, 365, 730, 1461)
MODEL, CONSTANT, OUTSIDE = "model", "constant hazards", "outside view"


@dataclass(frozen=True)
class Happened(Result):
    """What happened: the war ended so on a day, or was still going on on the last day known of."""

    until: date
    """the last day of which it is known"""
    ending: str | None = None
    """how it ended; null while it goes on"""
    on: date | None = None
    """the day it ended"""


@dataclass(frozen=True)
class DateScore(Result):
    """A date that has passed: what each forecaster gave to what then was so, and its scores."""

    day: date
    """the date of the forecast"""
    stood: str
    """the ending reached by then, or still_fighting"""
    given: Mapping[str, float]
    """forecaster -> probability it gave to that"""
    log: Mapping[str, float | None]
    """forecaster -> bits of surprise; null where it had ruled out what happened"""
    brier: Mapping[str, float]
    """forecaster -> half the squared distance of all its probabilities from what happened, 0 to 1"""


@dataclass(frozen=True)
class ByDate(Result):
    """An outlook against what happened, date by date."""

    case: str
    """the case's folder name"""
    title: str
    """the scenario's title"""
    as_of: date
    """the day the outlook was made for"""
    happened: Happened
    """what happened"""
    dates: tuple[DateScore, ...]
    """the dates scored, in order"""
    mean_log: Mapping[str, float | None]
    """forecaster -> mean bits over the dates"""
    mean_brier: Mapping[str, float]
    """forecaster -> mean Brier score over the dates"""
    course: Mapping[str, float | None]
    """forecaster -> bits of surprise at how and in which round it ended, or at its going on"""


@dataclass(frozen=True)
class Forecast:
    """Dated probabilities: `days`, and by ending the cumulative probability at each of them."""

    case: str
    title: str
    days: Sequence[date]
    endings: Mapping[str, Sequence[float]]


def score_by_date(
    forecast: Forecast, happened: Happened, outside: Mapping[str, Sequence[float]] | None = None
) -> ByDate:
    """Score a forecast; `outside` has the outside view's cumulative probability of the same endings.

    Constant hazards spread the model's own probability of each ending evenly over time, so they tell what its
    timing is worth. Raises UsageError where the ending is none of the forecast's, or no date has passed.
    """
    _check(forecast, happened)
    names = [*forecast.endings, STILL_FIGHTING]
    paths = {MODEL: _with_rest(forecast.endings)}
    paths[CONSTANT] = _with_rest(_constant(forecast))
    if outside is not None:
        paths[OUTSIDE] = _with_rest(outside)
    last = happened.until if happened.on is None else forecast.days[-1]
    passed = [t for t in range(1, len(forecast.days)) if forecast.days[t] <= last]
    if not passed:
        raise UsageError(f"no date of the outlook has passed by {last}; the first is {forecast.days[1]}")
    dates = tuple(_at(forecast, happened, paths, names, t) for t in _looked_at(forecast.days, passed))
    logs = {who: [one.log[who] for one in dates] for who in paths}
    return ByDate(
        case=forecast.case,
        title=forecast.title,
        as_of=forecast.days[0],
        happened=happened,
        dates=dates,
        mean_log={
            who: None if None in values else float(np.mean([v for v in values if v is not None]))
            for who, values in logs.items()
        },
        mean_brier={who: float(np.mean([one.brier[who] for one in dates])) for who in paths},
        course={who: _course(path, names, forecast.days, happened) for who, path in paths.items()},
    )


def _check(forecast: Forecast, happened: Happened) -> None:
    if happened.ending is not None and happened.ending not in forecast.endings:
        near = closest_name(happened.ending, forecast.endings)
        meant = f"; did you mean '{near}'?" if near else ""
        listed = ", ".join(forecast.endings) if len(forecast.endings) <= 15 else "..."
        raise UsageError(f"the outlook has no ending '{happened.ending}'{meant} ({listed})")
    if happened.on is not None and happened.on <= forecast.days[0]:
        raise UsageError(f"it ended on {happened.on}, not after the outlook's as_of, {forecast.days[0]}")


def _with_rest(endings: Mapping[str, Sequence[float]]) -> Floats:
    """Probabilities by date of each ending, and of still fighting in the last column, [t, e + 1]."""
    columns = np.array(list(endings.values())).T
    return np.column_stack([columns, np.maximum(1.0 - columns.sum(axis=1), 0.0)])


def _constant(forecast: Forecast) -> dict[str, list[float]]:
    """The model's endings by the horizon, reached at hazards that never change."""
    total = min(sum(path[-1] for path in forecast.endings.values()), 1.0 - 1e-9)
    whole = (forecast.days[-1] - forecast.days[0]).days
    hazard = -math.log1p(-total)
    gone = [-math.expm1(-hazard * (day - forecast.days[0]).days / whole) for day in forecast.days]
    return {
        name: [(path[-1] / total if total else 0.0) * part for part in gone]
        for name, path in forecast.endings.items()
    }


def _looked_at(days: Sequence[date], passed: list[int]) -> list[int]:
    """The dates a reader looks at among those passed, and the last of them."""
    ahead = [days[0] + timedelta(days=n) for n in LOOKED_AT_DAYS]
    near = {min(passed, key=lambda t: abs(days[t] - when)) for when in ahead if when <= days[passed[-1]]}
    return sorted(near | {passed[-1]})


def _at(
    forecast: Forecast, happened: Happened, paths: Mapping[str, Floats], names: list[str], t: int
) -> DateScore:
    day = forecast.days[t]
    ended = happened.on is not None and happened.on <= day
    stood = happened.ending if ended and happened.ending is not None else STILL_FIGHTING
    said = np.array([names.index(stood)])
    logs = {who: float(log_score_of(path[t : t + 1], said)[0]) for who, path in paths.items()}
    return DateScore(
        day=day,
        stood=str(stood),
        given={who: float(path[t, said[0]]) for who, path in paths.items()},
        log={who: value if math.isfinite(value) else None for who, value in logs.items()},
        brier={who: float(brier_of(path[t : t + 1], said)[0]) for who, path in paths.items()},
    )


def _course(path: Floats, names: list[str], days: Sequence[date], happened: Happened) -> float | None:
    """Bits of surprise at how and in which round it ended, or at its going on to the last date known of."""
    if happened.on is None or happened.ending is None or happened.on > days[-1]:
        last = max(t for t, day in enumerate(days) if day <= happened.until)
        chance = float(path[last, -1])
    else:
        t = next(n for n, day in enumerate(days) if day >= happened.on)
        column = names.index(Ending(happened.ending))
        chance = float(path[t, column] - path[t - 1, column])
    return -math.log2(chance) + 0.0 if chance > 0 else None
