"""Reweighing: the published properties of Pareto smoothing, and when nothing is reported."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import norm
from scipy.stats import t as student

from parley.errors import SolutionError
from parley.inference.calibration.movement import movements
from parley.inference.calibration.proposals import log_mixture, stated, tilted_towards
from parley.inference.calibration.weights import LEAST_DRAWS, LEAST_EFFECTIVE, require_trust, reweigh


def _normal_target(count: int, spread: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Draws of a standard normal and the log weights that turn them into one of another spread."""
    draws = np.random.default_rng(seed).normal(size=count)
    return draws, norm.logpdf(draws, scale=spread) - norm.logpdf(draws)


@pytest.mark.parametrize("spread", [0.8, 1.2, 1.5, 2.0])
def test_khat_finds_the_shape_of_the_tail(spread: float) -> None:
    """For a normal target of another spread the tail has shape 1 - 1/spread^2; below 0 it is bounded."""
    shape = 1 - 1 / spread**2
    found = [reweigh(_normal_target(20_000, spread, seed)[1]).khat for seed in range(5)]
    assert all(k is not None for k in found)
    mean = float(np.mean([k for k in found if k is not None]))
    if shape < 0:
        assert mean < 0.2
    else:
        assert mean == pytest.approx(shape, abs=0.12)


def test_a_heavier_tail_has_a_larger_khat() -> None:
    """Weights towards a Student's t with fewer degrees of freedom are further from any trust."""
    draws = np.random.default_rng(4).normal(size=5000)
    shapes = [reweigh(student.logpdf(draws, df) - norm.logpdf(draws)).khat or 0.0 for df in (30, 7, 3)]
    assert shapes == sorted(shapes)


def test_smoothed_weights_estimate_no_worse_than_raw_ones() -> None:
    """Over repeated samples with a heavy tail, smoothing lowers the squared error of an estimate."""
    raw, smooth = [], []
    for seed in range(300):
        draws, logs = _normal_target(400, 1.35, seed)
        plain = np.exp(logs - logs.max())
        raw.append(np.sum(plain * draws**2) / plain.sum() - 1.35**2)
        smooth.append(np.sum(reweigh(logs).share * draws**2) - 1.35**2)
    assert np.mean(np.square(smooth)) < np.mean(np.square(raw))


def test_only_differences_of_likelihood_count() -> None:
    """Adding the same to every log-likelihood changes no weight."""
    _, logs = _normal_target(500, 1.2, 1)
    assert reweigh(logs).share == pytest.approx(reweigh(logs - 4000.0).share)


def test_a_record_that_says_nothing_leaves_the_draws_as_they_were() -> None:
    """Equal likelihoods give equal weights, all draws effective, and no tail to worry about."""
    found = reweigh(np.full(200, -31.0))
    assert found.share == pytest.approx(np.full(200, 1 / 200))
    assert found.effective == pytest.approx(200)
    assert found.khat is None
    assert found.trusted


def test_draws_that_rule_the_record_out_count_nothing() -> None:
    """An impossible draw has no weight, and the others have the weights they have without it."""
    _, logs = _normal_target(300, 1.1, 2)
    with_others = np.concatenate([[-math.inf] * 100, logs])
    found = reweigh(with_others)
    assert found.impossible == 100
    assert np.count_nonzero(found.share[:100]) == 0
    assert found.share[100:] == pytest.approx(reweigh(logs).share)


def test_a_record_no_draw_allows_is_refused() -> None:
    """Where every draw rules the record out, the message says where to look."""
    with pytest.raises(SolutionError, match="parley weigh"):
        reweigh(np.full(100, -math.inf))


def test_too_few_draws_are_refused() -> None:
    """With fewer draws than show a tail there is no telling, so more are asked for."""
    with pytest.raises(SolutionError, match="--draws"):
        reweigh(np.zeros(LEAST_DRAWS - 1))


def test_weight_on_a_few_draws_is_refused_with_advice() -> None:
    """Where a few draws carry all the weight, the message says how many draws may do."""
    rng = np.random.default_rng(6)
    sharp = reweigh(-0.5 * (8 * rng.normal(size=(256, 6))).__pow__(2).sum(axis=1))
    assert sharp.effective < LEAST_EFFECTIVE
    with pytest.raises(SolutionError, match=r"--draws \d+") as refusal:
        require_trust(sharp)
    assert "narrow the ranges" in str(refusal.value)


def test_the_limit_on_khat_tightens_with_fewer_draws() -> None:
    """The most k-hat may be grows with the number of draws, up to 0.7 (Vehtari et al. 2024)."""
    limits = [reweigh(_normal_target(count, 1.1, 1)[1]).limit for count in (100, 1000, 10_000)]
    assert limits == pytest.approx([0.5, 1 - 1 / 3, 0.7])


def test_what_the_record_moved_is_found_and_nothing_else() -> None:
    """A likelihood that speaks of one number moves that one, the right way, and calls no other moved."""
    places = np.random.default_rng(8).random((4000, 6))
    found = movements([f"n{p}" for p in range(6)], places, reweigh(3.0 * places[:, 2]).share)
    assert [m.path for m in found if m.moved] == ["n2"]
    assert found[0].path == "n2"
    assert found[0].shift > 0.5
    assert found[0].width < 1


def test_movement_matches_the_exact_answer() -> None:
    """For a likelihood e^(3u) on a uniform range, mean and median are those of the integral."""
    places = ((np.arange(20_000) + 0.5) / 20_000)[:, None]
    (found,) = movements(["n"], places, reweigh(3.0 * places[:, 0]).share)
    mean = 1 / (1 - math.exp(-3)) - 1 / 3
    assert found.shift == pytest.approx((mean - 0.5) * math.sqrt(12), abs=0.01)
    assert found.after[1] == pytest.approx(math.log(1 + 0.5 * (math.exp(3) - 1)) / 3, abs=0.005)


def test_leaning_draws_raise_no_more_alarms() -> None:
    """With weights a few draws carry more of, numbers the record says nothing of are seldom called moved."""
    alarms = trusted = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        slope = np.concatenate([rng.choice([-1, 1], 6) * rng.uniform(1, 3, 6), np.zeros(60)])
        bend = rng.normal(size=(6, 6)) * 1.5

        def likelihood(places: np.ndarray, slope: np.ndarray = slope, bend: np.ndarray = bend) -> np.ndarray:
            middle = places[:, :6] - 0.5
            return np.asarray(places @ slope + np.einsum("ni,ij,nj->n", middle, bend, middle))

        first = stated(66).draw(128, (seed, 0))
        stages = [(stated(66), 128), (tilted_towards(first, likelihood(first)), 128)]
        places = np.concatenate([first, stages[1][0].draw(128, (seed, 1))])
        weights = reweigh(likelihood(places) - log_mixture(stages, places))
        if weights.trusted:
            trusted += 1
            found = movements([str(p) for p in range(66)], places, weights.share)
            alarms += any(m.moved and int(m.path) >= 6 for m in found)
    assert trusted > 30
    assert alarms / trusted < 0.15


def test_chance_alone_seldom_calls_a_number_moved() -> None:
    """With weights that have nothing to do with any number, a false alarm is as rare as stated."""
    alarms = 0
    for seed in range(100):
        rng = np.random.default_rng(seed)
        share = reweigh(rng.normal(size=500)).share
        alarms += any(m.moved for m in movements([str(p) for p in range(40)], rng.random((500, 40)), share))
    assert alarms <= 12
