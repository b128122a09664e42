"""Where a likelihood is greatest, its profile along one number, and the interval the profile gives.

The interval holds the values that a likelihood-ratio test does not reject (Wilks 1938): those whose profile
lies less than half a quantile of chi-squared with one degree of freedom below the maximum.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq, minimize, minimize_scalar
from scipy.stats import chi2, qmc

from parley.game import Floats
from parley.inference.estimation.likelihood import Likelihood

FINE, COARSE = 1e-4, 5e-3
"""To what part of a range places are found: of one number alone, and among several."""
FLOOR = 1e6
"""A log-likelihood of nothing at all, for searches that cannot do with infinity."""


@dataclass(frozen=True)
class Maximum:
    """The places [p] at which a record is most probable, and its log-likelihood there."""

    places: Floats
    log_likelihood: float


@dataclass(frozen=True)
class Profile:
    """The greatest log-likelihood by places of one number, the others free; and the interval around it.

    `lower` and `upper` are places; None where the interval goes on beyond that end of the range.
    """

    places: tuple[float, ...]
    log_likelihood: tuple[float, ...]
    lower: float | None
    upper: float | None


def maximise(likelihood: Likelihood) -> Maximum:
    """The places of greatest likelihood, looked for from a coarse cover of the whole range.

    Again where the search came upon values that rule out fewer moments than those it began with.
    """
    while True:
        among = likelihood.fewest
        found = _maximum(likelihood)
        if among is None or likelihood.fewest == among:
            return _maximum(likelihood) if among is None else found


def _maximum(likelihood: Likelihood) -> Maximum:
    models = likelihood.models
    count = len(models.parameters)
    if count == 1:
        grid = np.linspace(0.0, 1.0, models.settings.points)
        return _along(lambda place: likelihood.at((place,)), grid, likelihood.all([(p,) for p in grid]))
    cover = qmc.Sobol(count, scramble=False).random_base2(int(np.ceil(np.log2(8 * count))))
    stated = [p.place(p.stated) if p.stated is not None else 0.5 for p in models.parameters]
    starts = np.vstack([cover, stated])
    values = likelihood.all([tuple(row) for row in starts])
    best = starts[int(np.argmax(values))]
    places, log_likelihood = _climb(lambda row: likelihood.at(tuple(row)), best)
    return Maximum(places, log_likelihood)


def _along(at: Callable[[float], float], grid: Floats, values: Sequence[float]) -> Maximum:
    """The maximum along one number, from its values on a grid."""
    k = int(np.argmax(values))
    best, most = float(grid[k]), float(values[k])
    if np.isfinite(most):
        ends = (float(grid[max(k - 1, 0)]), float(grid[min(k + 1, len(grid) - 1)]))
        found = minimize_scalar(
            lambda p: -_finite(at(float(p))), bounds=ends, method="bounded", options={"xatol": FINE}
        )
        if -found.fun > most:
            best, most = float(found.x), float(-found.fun)
    return Maximum(np.array([best]), most)


def _climb(at: Callable[[Floats], float], start: Floats) -> tuple[Floats, float]:
    """A maximum near a start, by the simplex method within the unit cube (Nelder and Mead 1965)."""
    if len(start) == 0:
        return start, at(start)
    around = np.vstack([start, *(start + _inward(start, i) for i in range(len(start)))])
    found = minimize(
        lambda row: -_finite(at(np.clip(row, 0.0, 1.0))),
        start,
        method="Nelder-Mead",
        bounds=[(0.0, 1.0)] * len(start),
        options={"initial_simplex": around, "xatol": COARSE, "fatol": 1e-3, "maxfev": 120 * len(start)},
    )
    return np.clip(found.x, 0.0, 1.0), float(-found.fun)


def _inward(start: Floats, i: int) -> Floats:
    step = np.zeros(len(start))
    step[i] = 0.1 if start[i] < 0.5 else -0.1
    return step


def profile(likelihood: Likelihood, maximum: Maximum, i: int) -> Profile:
    """The profile along the i-th number and its interval; the others are free at every place."""
    settings = likelihood.models.settings
    alone = len(maximum.places) == 1
    grid = np.linspace(0.0, 1.0, settings.points if alone else (settings.points + 1) // 2)
    others = np.delete(maximum.places, i)
    known: dict[float, float] = {float(maximum.places[i]): maximum.log_likelihood}

    def at(place: float) -> float:
        if place not in known:
            best = _climb(lambda row: likelihood.at(tuple(np.insert(row, i, place))), others)[1]
            known[place] = best
        return known[place]

    for place in grid:
        at(float(place))
    places = sorted(known)
    values = [known[place] for place in places]
    threshold = maximum.log_likelihood - float(chi2.ppf(settings.level, 1)) / 2.0
    inside = [k for k, value in enumerate(values) if value >= threshold]
    edges: list[float | None] = []
    for k, beyond in ((inside[0], inside[0] - 1), (inside[-1], inside[-1] + 1)):
        if not 0 <= beyond < len(places):
            edges.append(None)
            continue
        tolerance = FINE if alone else COARSE
        edges.append(
            float(
                brentq(lambda p: _finite(at(float(p))) - threshold, places[k], places[beyond], xtol=tolerance)
            )
        )
    return Profile(tuple(places), tuple(values), edges[0], edges[1])


def profile_at(likelihood: Likelihood, maximum: Maximum, i: int, place: float) -> float:
    """The profile of the i-th number at one place."""
    others = np.delete(maximum.places, i)
    return _climb(lambda row: likelihood.at(tuple(np.insert(row, i, place))), others)[1]


def covers(likelihood: Likelihood, maximum: Maximum, i: int, place: float) -> bool:
    """Whether the interval of the i-th number holds a place: whether the test there does not reject it."""
    threshold = maximum.log_likelihood - float(chi2.ppf(likelihood.models.settings.level, 1)) / 2.0
    return profile_at(likelihood, maximum, i, place) >= threshold


def rejected(gap: float) -> float:
    """The p-value of a likelihood-ratio test with one degree of freedom; `gap` in nats below the maximum."""
    return float(chi2.sf(2.0 * max(gap, 0.0), 1))


def _finite(value: float) -> float:
    return value if np.isfinite(value) else -FLOOR
