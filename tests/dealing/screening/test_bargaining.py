"""Efficient outcomes by their definition, and the classical solutions against closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest

from parley.dealing.screening.bargaining import SOLUTIONS, efficient

SHARE = np.linspace(0.0, 1.0, 100_001)


def _split(first: np.ndarray, second: np.ndarray) -> dict[str, float]:
    gains = np.stack([first, second], axis=1)
    return {name: float(SHARE[solve(gains)]) for name, solve in SOLUTIONS.items()}


def test_an_even_pie_is_halved_by_everybody() -> None:
    """Two linear gains: Nash, Kalai-Smorodinsky and egalitarian halve it; the sum is the same everywhere."""
    found = _split(SHARE, 1 - SHARE)
    for name in ("nash", "kalai-smorodinsky", "egalitarian"):
        assert found[name] == pytest.approx(0.5, abs=1e-5)


def test_a_bargainer_who_fears_risk_gets_less() -> None:
    """Gains x and the root of 1 - x: Nash 2/3, Kalai-Smorodinsky the golden cut, utilitarian 3/4."""
    found = _split(SHARE, np.sqrt(1 - SHARE))
    assert found["nash"] == pytest.approx(2 / 3, abs=2e-5)
    assert found["kalai-smorodinsky"] == pytest.approx((math.sqrt(5) - 1) / 2, abs=2e-5)
    assert found["egalitarian"] == pytest.approx((math.sqrt(5) - 1) / 2, abs=2e-5)
    assert found["utilitarian"] == pytest.approx(3 / 4, abs=2e-5)


def test_a_better_threat_moves_every_solution_but_the_sum() -> None:
    """With a threat of 0.4 for the first, Nash and Kalai-Smorodinsky give it 0.7 of a linear pie."""
    found = _split(SHARE - 0.4, 1 - SHARE)
    assert found["nash"] == pytest.approx(0.7, abs=1e-5)
    assert found["kalai-smorodinsky"] == pytest.approx(0.7, abs=1e-5)


def test_unequal_stakes_tell_the_solutions_apart() -> None:
    """Gains 2x and 1 - x: Nash 1/2, egalitarian 1/3, utilitarian all to the first."""
    found = _split(2 * SHARE, 1 - SHARE)
    assert found["nash"] == pytest.approx(1 / 2, abs=1e-5)
    assert found["kalai-smorodinsky"] == pytest.approx(1 / 2, abs=1e-5)
    assert found["egalitarian"] == pytest.approx(1 / 3, abs=1e-5)
    assert found["utilitarian"] == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("columns", [1, 2, 3, 4])
def test_efficient_is_what_nothing_betters(columns: int) -> None:
    """Against the definition, pair by pair, on points with many ties."""
    rng = np.random.default_rng(columns)
    points = rng.integers(0, 6, (400, columns)).astype(float)
    expected = [
        n
        for n, point in enumerate(points)
        if not np.any(np.all(points >= point, axis=1) & np.any(points > point, axis=1))
    ]
    assert efficient(points).tolist() == expected
