"""Two forecasts of when a war ends brought together: log-linear pooling, hazard by hazard."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from parley.files.results import Result
from parley.outside_view.classes import KINDS, ReferenceClass
from parley.outside_view.curve import MONTH_DAYS, age_in_months, hazards_at

HALF = 0.5
"""Added to a count before it is pooled (Jeffreys): a kind never seen in the class is rare, not impossible."""


@dataclass(frozen=True)
class Pooled(Result):
    """Cumulative probability of each of the model's endings, and of still fighting, by date."""

    endings: Mapping[str, tuple[float, ...]]
    """ending -> its probability, for each date"""
    still_fighting: tuple[float, ...]
    """the probability that none has been reached"""


def pooled(
    endings: Mapping[str, Sequence[float]],
    kinds: Mapping[str, str | None],
    days: Sequence[date],
    *,
    reference: ReferenceClass,
    began: date,
    weight: float,
) -> Pooled:
    """Pool a model's outlook with a reference class; `weight` is that of the class, 0 to 1.

    Between two dates the hazard of each kind of ending is that of the model to the power 1 - weight times
    that of the class to the power weight (a logarithmic opinion pool; Genest and Zidek 1986); the model
    says which of its endings of a kind it is. An ending without a kind keeps the model's hazard, and what the
    model holds impossible stays so.
    """
    surviving, fighting = 1.0, [1.0]
    found: dict[str, list[float]] = {name: [float(path[0])] for name, path in endings.items()}
    surviving = 1.0 - sum(path[0] for path in found.values())
    fighting[0] = surviving
    model = 1.0 - sum(float(path[0]) for path in endings.values())
    for t in range(1, len(days)):
        steps = {name: float(path[t]) - float(path[t - 1]) for name, path in endings.items()}
        left = model - sum(steps.values())
        hazards = _hazards(steps, model, left)
        band = hazards_at(reference, age_in_months(began, days[t - 1]))
        months = (days[t] - days[t - 1]).days / MONTH_DAYS
        for kind in KINDS:
            of_kind = [name for name in endings if kinds[name] == kind]
            total = sum(hazards[name] for name in of_kind)
            if total > 0:
                outside = (band.ended[kind] + HALF) / band.exposure * months
                factor = math.exp(weight * (math.log(outside) - math.log(total)))
                hazards.update({name: hazards[name] * factor for name in of_kind})
        ended = -math.expm1(-sum(hazards.values()))
        total = sum(hazards.values())
        for name in endings:
            found[name].append(
                found[name][-1] + (surviving * ended * hazards[name] / total if total else 0.0)
            )
        surviving *= 1.0 - ended
        fighting.append(surviving)
        model = left
    return Pooled({name: tuple(path) for name, path in found.items()}, tuple(fighting))


SURELY = 50.0
"""The hazard taken where the model says that the war ends for sure within a round."""


def _hazards(steps: Mapping[str, float], before: float, after: float) -> dict[str, float]:
    """Hazard of each ending over a step, in units of the step; their sum is -log(after / before)."""
    ended = sum(steps.values())
    if before <= 1e-12 or ended <= 0:
        return dict.fromkeys(steps, 0.0)
    total = min(-math.log(max(after, 1e-300) / before), SURELY)
    return {name: total * max(step, 0.0) / ended for name, step in steps.items()}
