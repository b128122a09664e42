"""How often intervals hold the truth: the same estimate made of records that the model itself draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import binomtest

from parley.errors import SolutionError
from parley.files.results import Result
from parley.inference.estimation.likelihood import Likelihood, Models
from parley.inference.estimation.maximum import covers, maximise
from parley.inference.estimation.simulated import record_of
from parley.playing import sample_histories


@dataclass(frozen=True)
class NumberCovered(Result):
    """How often the interval of one number held the value its record was drawn with."""

    name: str
    """the number"""
    true: float
    """the value the records were drawn with"""
    covered: int
    """records whose interval holds it"""
    share: float
    """their share of all records"""
    low: float
    """low end of the 95 % interval of that share (Clopper and Pearson)"""
    high: float
    """high end of it"""
    median: float
    """the median of the estimates"""


@dataclass(frozen=True)
class Coverage(Result):
    """Estimates made of records drawn from the model, with values that are known."""

    records: int
    """how many records were drawn"""
    seed: int
    """the number that decides them"""
    numbers: tuple[NumberCovered, ...]
    """each number and how often its interval held the truth"""


def coverage(
    models: Models,
    true: Sequence[float],
    count: int,
    seed: int,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Coverage:
    """Draw `count` records with the parameters at values `true` and estimate from each.

    A record goes on to an ending or the horizon. Raises SolutionError where the true values make no valid
    scenario.
    """
    parameters = models.parameters
    places = [parameter.place(value) for parameter, value in zip(parameters, true, strict=True)]
    drawn = models.at(places)
    if drawn is None:
        raise SolutionError("the values to draw records with make no valid scenario")
    scenario, structure = models.scenario, drawn.solution.game.structure
    inside = [0] * len(parameters)
    found: list[list[float]] = [[] for _ in parameters]
    for n, history in enumerate(sample_histories(scenario, drawn.solution, count, seed)):
        coded = record_of(history, structure, scenario.as_of, scenario.pace)
        likelihood = Likelihood(models, (coded,))
        likelihood.at(places)
        maximum = maximise(likelihood)
        if (here := likelihood.at(places)) > maximum.log_likelihood:
            maximum = replace(maximum, places=np.array(places), log_likelihood=here)
        for i, parameter in enumerate(parameters):
            inside[i] += covers(likelihood, maximum, i, places[i])
            found[i].append(parameter.value(float(maximum.places[i])))
        progress(n + 1, count)
    numbers = (
        _covered(parameter.name, value, inside[i], count, found[i])
        for i, (parameter, value) in enumerate(zip(parameters, true, strict=True))
    )
    return Coverage(count, seed, tuple(numbers))


def _covered(name: str, true: float, covered: int, count: int, found: Sequence[float]) -> NumberCovered:
    around = binomtest(covered, count).proportion_ci(0.95)
    return NumberCovered(
        name=name,
        true=true,
        covered=covered,
        share=covered / count,
        low=float(around.low),
        high=float(around.high),
        median=sorted(found)[len(found) // 2],
    )
