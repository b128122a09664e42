"""Draws of the uncertain numbers of a scenario over their stated ranges."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from parley.errors import UsageError
from parley.game import Floats
from parley.scenario import at_quantile, ranged_numbers
from parley.scenario.parts import Scenario
from parley.scenario.quantities import Number

Method = Literal["sobol", "latin"]
METHODS: tuple[Method, ...] = get_args(Method)
MOST_DRAWS = 1_000_000
"""More would take a year on one machine, and be kept in memory as drawn."""


@dataclass(frozen=True)
class Draws:
    """Values for the numbers that carry a range, one row a draw.

    `paths` [p] are scenario paths in the order of the file; `values` [n, p] in canonical units (points,
    days, chances, rates in their stated period), as `Number.value` has them.
    """

    paths: tuple[str, ...]
    values: Floats
    seed: int
    method: Method

    def row(self, number: int) -> dict[str, float]:
        """The values of one draw by path, as `restate` takes them."""
        return dict(zip(self.paths, self.values[number].tolist(), strict=True))


def draw(scenario: Scenario, count: int, *, seed: int, method: Method = "sobol") -> Draws:
    """Draw every number that carries a range from its stated spread, independently of the others.

    `sobol` is a scrambled Sobol sequence (Owen 1998): the first draws of a longer study are those of a
    shorter one with the same seed, and a count that is a power of two covers the ranges most evenly.
    `latin` is a Latin hypercube (McKay, Beckman and Conover 1979): each range is cut into `count` slices
    and every slice is met once, so another count gives other draws from the first on.
    Raises UsageError if no number has a range, or the count or the method makes no sense.
    """
    numbers = ranged_numbers(scenario)
    if not numbers:
        raise UsageError(
            "nothing to draw: no number of the scenario has a range. "
            "State one, as in `half_life: {value: 3 years, range: [1 year, 10 years]}`."
        )
    if count < 1:
        raise UsageError(f"a study needs at least one draw, not {count}.")
    if count > MOST_DRAWS:
        raise UsageError(f"a study has at most {MOST_DRAWS:,} draws, not {count:,}.")
    if method not in METHODS:
        raise UsageError(f"draws are made by {' or '.join(METHODS)}, not {method!r}.")
    points = _unit_points(len(numbers), count, seed, method)
    columns = [_along(number, points[:, p]) for p, number in enumerate(numbers)]
    return Draws(tuple(number.path for number in numbers), np.stack(columns, axis=1), seed, method)


def _unit_points(dimensions: int, count: int, seed: int, method: Method) -> Floats:
    """Points of the unit cube, shape [n, p]."""
    from scipy.stats import qmc

    generator = np.random.default_rng(seed)
    if method == "latin":
        return np.asarray(qmc.LatinHypercube(dimensions, rng=generator).random(count))
    with warnings.catch_warnings():
        # Any count is allowed here; the docstring says which ones are best.
        warnings.filterwarnings("ignore", message="The balance properties of Sobol", category=UserWarning)
        return np.asarray(qmc.Sobol(dimensions, scramble=True, rng=generator).random(count))


def _along(number: Number, quantiles: Floats) -> Floats:
    return np.array([at_quantile(number, float(u)) for u in quantiles])
