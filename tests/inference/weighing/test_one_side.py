"""A record weighed where several sides hide, told of one of them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from parley import workbench
from parley.inference.weighing import Seen, Weighed, WeighedRound
from parley.inference.weighing.one_side import about_side

KINDS = np.array([0, 0, 1, 1])
DAY = date(2025, 1, 6)


def _seen(likelihood: np.ndarray, before: np.ndarray) -> Seen:
    after = before * likelihood / float(before @ likelihood)
    chance = float(before @ likelihood)
    return Seen(0, "action", "M1", DAY, "north", "hold", chance, chance, likelihood, np.stack([after, after]))


def _weighed(draw: np.random.Generator) -> Weighed:
    """A round in which two things were seen, after which the fighting told something too."""
    prior = draw.dirichlet(np.ones(4))
    first = _seen(draw.random(4), prior)
    second = _seen(draw.random(4), first.beliefs[-1])
    fight = draw.random(4)
    last = second.beliefs[-1] * fight / float(second.beliefs[-1] @ fight)
    total = np.log(first.by_disposition * second.by_disposition * fight)
    return Weighed(
        holders=("south", "analyst"),
        prior=np.stack([prior, prior]),
        rounds=(WeighedRound(0, (first, second), np.stack([last, last]), 1.0),),
        impossible=(),
        log_likelihood=float(np.log(prior @ np.exp(total))),
        by_disposition=total,
        ended=None,
        state=None,
        mass=np.ones((4, 1, 1)),
        weights=last,
    )


@pytest.mark.parametrize("seed", range(20))
def test_bayes_rule_holds_of_one_side(seed: int) -> None:
    """The side's likelihoods and beliefs are one another's: each moment's, and those of the whole record."""
    weighed = _weighed(np.random.default_rng(seed))
    told = about_side(weighed, KINDS)
    before = told.prior[-1]
    for entry in told.seen:
        assert entry.by_disposition.shape == (2,)
        after = before * entry.by_disposition
        assert entry.chance == pytest.approx(after.sum(), abs=1e-12)
        assert entry.beliefs[-1] == pytest.approx(after / after.sum(), abs=1e-12)
        before = entry.beliefs[-1]
    whole = told.prior[-1] * np.exp(told.by_disposition)
    assert np.log(whole.sum()) == pytest.approx(weighed.log_likelihood, abs=1e-12)
    assert whole / whole.sum() == pytest.approx(told.beliefs[-1, -1], abs=1e-12)
    assert told.weights is weighed.weights


@pytest.mark.slow
def test_a_channel_and_two_hidden_sides_are_weighed() -> None:
    """The record of Korea, in which talks are broken off and reopened, is weighed; beliefs add up to one."""
    found = workbench.weigh("korea-1951", workbench.WeighRequest(as_of=date(1953, 7, 27))).weighing
    assert found["impossible"] == []
    assert found["ended"] == "settlement:custody"
    assert set(found["posture"]["talks"]["now"]) == {"open", "broken_off"}
    assert found["posture"]["talks"]["scenario_starts_at"] == "broken_off"
    ends = [sum(path[-1] for path in kinds.values()) for kinds in found["beliefs"].values()]
    assert ends == pytest.approx([1.0] * len(ends))
