"""Proposals: densities that are densities, draws that follow them, and estimates they do not bend."""

from __future__ import annotations

import math

import numpy as np
import pytest

from parley.inference.calibration.proposals import PLAIN, Proposal, log_mixture, stated, tilted_towards
from parley.inference.calibration.weights import reweigh

GRID = (np.arange(200) + 0.5) / 200


def test_the_stated_ranges_are_even() -> None:
    """Before anything is known every place of a range is as likely as any other."""
    places = np.random.default_rng(1).random((50, 3))
    assert stated(3).log_density(places) == pytest.approx(np.zeros(50), abs=1e-12)


@pytest.mark.parametrize("slope", [(0.0, 0.0), (3.0, -2.0), (1e-9, 4.0)])
def test_a_density_sums_to_one(slope: tuple[float, float]) -> None:
    """However it leans, the density of a proposal integrates to one over the ranges."""
    places = np.stack([part.ravel() for part in np.meshgrid(GRID, GRID)], axis=1)
    density = np.exp(Proposal(np.array(slope)).log_density(places))
    assert density.mean() == pytest.approx(1.0, abs=1e-3)


def test_draws_follow_their_density() -> None:
    """The mean place of many draws is that of the density, plain part and all."""
    slope = 3.0
    found = Proposal(np.array([slope])).draw(4096, seed=1)[:, 0]
    tilted = 1 / (1 - math.exp(-slope)) - 1 / slope
    assert found.mean() == pytest.approx(PLAIN * 0.5 + (1 - PLAIN) * tilted, abs=0.01)
    assert found.min() >= 0
    assert found.max() <= 1


def test_no_draw_can_weigh_without_bound() -> None:
    """The density is nowhere below the part that is drawn from the stated ranges."""
    proposal = Proposal(np.full(40, -4.0))
    assert proposal.log_density(np.ones((1, 40)))[0] >= math.log(PLAIN) - 1e-12


def test_the_lean_is_found_among_numbers_that_do_not_matter() -> None:
    """With fewer draws than would pin every number down, the slopes that matter stand out."""
    places = stated(40).draw(128, seed=2)
    noise = np.random.default_rng(2).normal(scale=0.3, size=128)
    found = tilted_towards(places, 3.0 * places[:, 5] - 2.0 * places[:, 9] + noise - 70.0).slope
    assert found[5] == pytest.approx(3.0, abs=0.8)
    assert found[9] == pytest.approx(-2.0, abs=0.8)
    assert np.abs(np.delete(found, [5, 9])).max() < 0.8


def test_leaning_does_not_bend_the_answer() -> None:
    """Weighed by the mixture of all stages, draws give the mean and the evidence of the stated ranges."""
    likelihood = 4.0
    leaning = Proposal(np.array([3.0, -1.0]))
    stages = [(stated(2), 512), (leaning, 512)]
    places = np.concatenate([proposal.draw(count, 3 + k) for k, (proposal, count) in enumerate(stages)])
    logs = likelihood * places[:, 0] - log_mixture(stages, places)
    mean = 1 / (1 - math.exp(-likelihood)) - 1 / likelihood
    assert reweigh(logs).share @ places[:, 0] == pytest.approx(mean, abs=0.01)
    assert reweigh(logs).share @ places[:, 1] == pytest.approx(0.5, abs=0.02)
    assert np.exp(logs).mean() == pytest.approx(math.expm1(likelihood) / likelihood, rel=0.02)


def test_leaning_makes_more_draws_count() -> None:
    """Where the record speaks loudly of many numbers, leaning draws count for many times as much."""
    slope = np.linspace(-4, 4, 30)
    plain, leaning = stated(30), Proposal(slope)
    effective = []
    for stages in ([(plain, 1024)], [(plain, 512), (leaning, 512)]):
        places = np.concatenate([proposal.draw(count, 5 + k) for k, (proposal, count) in enumerate(stages)])
        effective.append(reweigh(places @ slope - log_mixture(stages, places)).effective)
    assert effective[1] > 5 * effective[0]
