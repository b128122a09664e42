"""Weighing finds out what records drawn from the model hold: beliefs are as often right as they say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from tests.inference.weighing.histories import Histories, draw
from tests.inference.weighing.small import small_solution

from parley.inference.weighing import Strategies, Weighed, weigh

DRAWS, ROUNDS, SEED = 400, 6, 20250319
FAR_OUT = 3.5
"""Standard errors beyond which chance is no excuse."""


@dataclass(frozen=True)
class Drawn:
    """Simulated records: which disposition each came from, and the record weighed without knowing it."""

    truth: np.ndarray
    weighed: tuple[Weighed, ...]

    @property
    def analyst(self) -> np.ndarray:
        """The analyst's final probability of the first disposition."""
        return np.array([one.weights[0] for one in self.weighed])

    def party(self, name: str) -> np.ndarray:
        """A party's final belief in the first disposition."""
        return np.array([one.beliefs[-1, one.holders.index(name), 0] for one in self.weighed])


@cache
def drawn() -> Drawn:
    """Records of six rounds drawn from the small war, dispositions by the analyst's prior."""
    solution = small_solution()
    histories, strategies = Histories(solution, None), Strategies(solution)
    dice = np.random.default_rng(SEED)
    truth, weighed = [], []
    for _ in range(DRAWS):
        h = int(dice.random() >= 0.5)
        if (coded := draw(histories, ROUNDS, h, dice)) is not None:
            truth.append(h == 0)
            weighed.append(weigh(solution, coded, strategies=strategies))
    return Drawn(np.array(truth), tuple(weighed))


def _far_out(truth: np.ndarray, said: np.ndarray) -> float:
    """How many standard errors lie between how often something was so and how often it was said to be."""
    return float(abs((truth - said).sum()) / np.sqrt((said * (1.0 - said)).sum()))


def test_nothing_the_model_does_is_impossible_to_it() -> None:
    """No record drawn from the model has a moment that weighing does not allow."""
    assert [one.impossible for one in drawn().weighed if one.impossible] == []


def test_the_analyst_is_as_often_right_as_it_says() -> None:
    """Among records given a low, middling or high probability, that share came from the first disposition."""
    truth, said = drawn().truth, drawn().analyst
    assert _far_out(truth, said) < FAR_OUT
    for low, high in ((0.0, 0.3), (0.3, 0.7), (0.7, 1.0)):
        within = (said >= low) & (said < high)
        assert within.sum() > 20
        assert _far_out(truth[within], said[within]) < FAR_OUT


def test_the_parties_are_as_often_right_as_they_say() -> None:
    """A party that starts from the analyst's prior is calibrated too; it has seen who held."""
    for party in ("south", "patron"):
        assert _far_out(drawn().truth, drawn().party(party)) < FAR_OUT


def test_the_true_disposition_wins_at_the_rate_it_should() -> None:
    """The likelier disposition is the true one as often as its probability says, well above half."""
    said = drawn().analyst
    right = (said > 0.5) == drawn().truth
    assert _far_out(right, np.maximum(said, 1.0 - said)) < FAR_OUT
    assert right.mean() > 0.6


def test_a_wrong_prior_is_found_out() -> None:
    """The same beliefs pushed a unit of log-odds up are not calibrated: the test has teeth."""
    said = drawn().analyst
    pushed = 1.0 / (1.0 + np.exp(-(np.log(said / (1.0 - said)) + 1.0)))
    assert _far_out(drawn().truth, pushed) > FAR_OUT
