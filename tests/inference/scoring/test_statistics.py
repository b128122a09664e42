"""Scores, base rates, skill and the reliability diagram, on forecasts made up for the purpose."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from parley.inference.scoring.base_rates import nothing_changes, past_frequency
from parley.inference.scoring.reliability import reliability
from parley.inference.scoring.rules import brier, log_score
from parley.inference.scoring.skill import LEAST_ROUNDS, skill

YES, NO = np.array([True]), np.array([False])


def test_scores_are_those_of_the_books() -> None:
    """A quarter said of what happens costs two bits and 9/16; a sure and right forecast costs nothing."""
    quarter, sure = np.array([0.25]), np.array([1.0])
    assert log_score(quarter, YES)[0] == 2.0
    assert brier(quarter, YES)[0] == 0.5625
    assert log_score(sure, YES)[0] == 0.0
    assert math.copysign(1, log_score(sure, YES)[0]) == 1
    assert log_score(sure, NO)[0] == math.inf


@pytest.mark.parametrize("rule", [log_score, brier])
@pytest.mark.parametrize("truth", [0.03, 0.4, 0.75])
def test_scores_are_proper(rule: Callable[..., Any], truth: float) -> None:
    """On average nobody scores better than whoever says the true probability."""
    said = np.linspace(0.01, 0.99, 99)
    yes, no = np.ones(99, dtype=bool), np.zeros(99, dtype=bool)
    expected = truth * rule(said, yes) + (1 - truth) * rule(said, no)
    assert said[np.argmin(expected)] == pytest.approx(truth)


def test_past_frequencies_count_half_a_case_to_each_side() -> None:
    """What was never seen is not ruled out, and what was always seen is not certain."""
    history = np.array([[True, False], [True, False], [False, False]])
    weeks = np.full(len(history), 7.0)
    assert past_frequency(history, weeks, 7.0) == pytest.approx([2.5 / 4, 0.5 / 4])
    assert past_frequency(history[:0], weeks[:0], 7.0) == pytest.approx([0.5, 0.5])


def test_own_past_is_brought_to_the_length_of_the_round_to_come() -> None:
    """Where rounds grow the share is that of the likeliest constant rate, in as many days."""
    history = np.array([[True], [False], [False], [False]])
    weeks = np.full(4, 7.0)
    (month,) = past_frequency(history, weeks, 28.0)
    # One week of four with a yes, and half a month to each side; x is the chance of a week without.
    x = np.linspace(1e-6, 1.0 - 1e-6, 2_000_001)
    score = x / (1.0 - x) + 0.5 * 4.0 * x**4 / (1.0 - x**4) - (3.0 + 0.5 * 4.0)
    assert month == pytest.approx(1.0 - x[np.abs(score).argmin()] ** 4, abs=1e-5)
    assert past_frequency(history, weeks, 7.0 + 1e-9) == pytest.approx(past_frequency(history, weeks, 7.0))


def test_nothing_changes_repeats_the_last_answer_as_far_as_that_was_right() -> None:
    """The last answer is given the share of rounds in which the last answer was right before."""
    history = np.array([[False], [False], [True], [True]])
    said = [nothing_changes(history[:t])[0] for t in range(5)]
    # Nothing to go by; no, never tried; no, right once of once; yes, right once of twice; twice of three.
    assert said == pytest.approx([0.5, 0.5, 0.25, 0.5, 2.5 / 4])


def test_skill_is_what_is_saved_of_the_base_rate_score() -> None:
    """Half the score is a skill of a half, and where every round says so the interval has no width."""
    rounds = np.repeat(np.arange(LEAST_ROUNDS), 3)
    own, other = np.full(len(rounds), 0.1), np.full(len(rounds), 0.2)
    found = skill(own, other, rounds, seed=1)
    assert found.value == pytest.approx(0.5)
    assert [found.low, found.high] == pytest.approx([0.5, 0.5])


def test_too_few_rounds_give_no_interval() -> None:
    """Seven rounds say what was saved, not how sure that is."""
    rounds = np.arange(LEAST_ROUNDS - 1)
    found = skill(np.linspace(0, 1, len(rounds)), np.ones(len(rounds)), rounds, seed=1)
    assert found.value == pytest.approx(0.5)
    assert (found.low, found.high) == (None, None)


def test_ruling_out_what_happened_is_infinitely_worse() -> None:
    """A forecaster who ruled out what happened has no finite skill, and none is made up for it."""
    own = np.array([math.inf, *np.zeros(20)])
    assert skill(own, np.ones(21), np.arange(21), seed=1).value is None


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    """Over many made-up records the interval holds the skill in the long run about nine times in ten."""
    rng = np.random.default_rng(11)
    truth = 1 - (0.2 * 0.8) / (0.2 * 0.8 + 0.3**2)  # Brier of 0.2 against that of 0.5 where 0.2 is true
    covered = 0
    for trial in range(200):
        happened = rng.random(60) < 0.2
        own, other = brier(np.full(60, 0.2), happened), brier(np.full(60, 0.5), happened)
        found = skill(own, other, np.arange(60), seed=trial)
        assert found.low is not None
        assert found.high is not None
        covered += found.low <= truth <= found.high
    assert 0.82 <= covered / 200 <= 0.96


def test_questions_of_one_round_are_drawn_together() -> None:
    """Asking the same thing five times in a round makes nobody surer."""
    rng = np.random.default_rng(5)
    happened = rng.random(30) < 0.3
    own, other = brier(np.full(30, 0.3), happened), brier(np.full(30, 0.5), happened)
    once = skill(own, other, np.arange(30), seed=2)
    often = skill(np.repeat(own, 5), np.repeat(other, 5), np.repeat(np.arange(30), 5), seed=2)
    assert [often.low, often.high] == pytest.approx([once.low, once.high])


def test_the_parts_of_the_brier_score_add_up() -> None:
    """Miscalibration less discrimination plus uncertainty is the mean Brier score; none is negative."""
    rng = np.random.default_rng(7)
    chance = rng.choice([0.05, 0.2, 0.5, 0.8], 300)
    happened = rng.random(300) < chance**1.5
    found = reliability(chance, happened, seed=1)
    parts = (found.miscalibration, found.discrimination, found.uncertainty)
    assert min(parts) >= 0
    assert found.miscalibration - found.discrimination + found.uncertainty == pytest.approx(
        brier(chance, happened).mean()
    )
    assert list(found.times) == list(np.unique(chance, return_counts=True)[1])


def test_a_calibrated_forecaster_stays_within_the_band() -> None:
    """Answers drawn as they were said lie within the band nearly everywhere; drawn twice as often, not."""
    rng = np.random.default_rng(9)
    chance = rng.choice(np.linspace(0.05, 0.45, 9), 2000)
    fair = reliability(chance, rng.random(2000) < chance, seed=1)
    loud = reliability(chance, rng.random(2000) < 2 * chance, seed=1)
    assert np.mean((fair.came >= fair.low) & (fair.came <= fair.high)) > 0.7
    assert np.mean((loud.came >= loud.low) & (loud.came <= loud.high)) < 0.3


def test_the_diagram_rises() -> None:
    """The fitted frequencies never fall as the probability said rises."""
    rng = np.random.default_rng(2)
    found = reliability(rng.random(80), rng.random(80) < 0.5, seed=1)
    assert (np.diff(found.came) >= -1e-12).all()
