"""The strategies played forward agree with the worths found backward."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.compiler.scenes import game_of

from parley.game import NONE
from parley.solver import Course, Solution, play, solve

ENDINGS_ONLY: dict[str, Any] = {
    "parties.north": {
        "patience": {"per_round": 0.9},
        "precision": 0.2,
        "values": {"land": {"line": 30, "province": 70}, "force": {"none": 30, "some": 20}},
    },
    "parties.south": {
        "patience": {"per_round": 0.8},
        "precision": 0.2,
        "values": {"land": {"line": 60, "province": 0}, "force": {"none": 0, "some": 30}},
    },
    "parties.patron": {"precision": 0.2, "values": {"force": {"none": 10, "some": 0}}},
    "levers.aid.switch_cost": 0,
    "theatre.front.step.down": "5 % per week",
    "conditions": None,
    "accords": None,
    "gestures": None,
    "aftermath": None,
    "endings.horizon": {"north": 40, "south": 45, "patron": 20},
}
"""Nothing is worth anything but how the war ends, and nothing is hidden."""

WORTH = {
    "north": {"split": 50, "bare": 60, "all_north": 100, "breakdown": 20, "horizon": 40},
    "south": {"split": 90, "bare": 60, "all_north": 0, "breakdown": 10, "horizon": 45},
    "patron": {"split": 0, "bare": 10, "all_north": 10, "breakdown": 0, "horizon": 20},
}
PATIENCE = {"north": 0.9, "south": 0.8, "patron": 1.0}


@pytest.fixture(scope="module")
def played() -> tuple[Solution, Course]:
    """A war in which only its ending counts."""
    solution = solve(game_of(changes={**ENDINGS_ONLY, "endings.walk_out": None}))
    return solution, play(solution)


@pytest.mark.parametrize("party", ["north", "south", "patron"])
def test_a_worth_is_what_the_endings_are_worth_when_they_come(
    played: tuple[Solution, Course], party: str
) -> None:
    """Endings' probabilities by round, discounted, times their worths come to the worth at the start."""
    solution, course = played
    worth, keep = WORTH[party], PATIENCE[party]
    total = 0.0
    for t, ended in enumerate(course.ended[:, :, 0]):
        chance = dict(zip(solution.game.structure.endings, ended, strict=True))
        for plan in ("split", "bare", "all_north"):
            total += keep**t * chance[f"settlement:{plan}"] * worth[plan]
        total += keep**t * chance["breakdown"] * worth["breakdown"]
        # A collapse comes after the round is fought, with the terms of all_north.
        total += keep ** (t + 1) * chance["collapse:south"] * worth["all_north"]
    total += keep ** len(course.ended) * course.situation[-1].sum() * worth["horizon"]
    index = solution.game.structure.parties.index(party)
    assert solution.worth(index)[0] == pytest.approx(total, abs=1e-10)


def test_every_way_to_end_is_taken(played: tuple[Solution, Course]) -> None:
    """The war above can end in any of its five ways, so the sum leaves none untried."""
    solution, course = played
    assert len(solution.game.structure.endings) == 5
    assert (course.ended[:, :, 0].sum(axis=0) > 1e-6).all()


def test_a_settlement_is_an_offer_that_the_last_signatory_accepts(played: tuple[Solution, Course]) -> None:
    """Acceptances of the last to answer, summed over who offered, are the settlements."""
    solution, course = played
    s = solution.game.structure
    for x, plan in enumerate(s.packages):
        accepted = 0.0
        for a in np.flatnonzero(s.action_package == x):
            j = s.action_joint[a]
            last = int((s.signers[j] != NONE).sum()) - 1
            accepted += course.answers[j, last, 0, 0]
        assert course.ended[:, s.endings.index(f"settlement:{plan}"), 0].sum() == pytest.approx(
            accepted, abs=1e-12
        )


def test_who_refuses_ends_the_matter(played: tuple[Solution, Course]) -> None:
    """The second to answer is asked as often as the first has accepted, the first at every offer."""
    solution, course = played
    s = solution.game.structure
    for a in np.flatnonzero(s.action_joint != NONE):
        asked = course.answers[s.action_joint[a], :, :, 0].sum(axis=1)
        assert asked[0] == pytest.approx(course.actions[:, a, 0].sum(), abs=1e-12)
        assert asked[1] == pytest.approx(course.answers[s.action_joint[a], 0, 0, 0], abs=1e-12)


def test_refused_offers_break_the_talks_with_the_stated_chance(played: tuple[Solution, Course]) -> None:
    """One refusal of a settlement in twenty is the end of them."""
    solution, course = played
    breakdown = course.ended[:, solution.game.structure.breakdown, 0].sum()
    assert breakdown == pytest.approx(0.05 * course.answers[:, :, 1, 0].sum(), abs=1e-12)


def test_the_theatre_moves_by_its_law_while_nobody_can_act() -> None:
    """With the floor given to nobody, the front is a walk whose chances multiply."""
    still = {"table.floor": {"north": "0 % per week"}, "theatre.front.collapse": None}
    solution = solve(game_of(changes={**ENDINGS_ONLY, **still}))
    course = play(solution)
    step = np.zeros((5, 5))
    for level in range(5):
        step[level, min(level + 1, 4)] += 0.1
        step[level, max(level - 1, 0)] += 0.05
        step[level, level] += 0.85
    by_level = np.zeros(5)
    by_level[2] = 1.0
    front = solution.game.structure.settings_of(0, track=True)
    for situation in course.situation[:, :, 0]:
        assert [situation[front == level].sum() for level in range(5)] == pytest.approx(by_level, abs=1e-12)
        by_level = by_level @ step
