"""Choices: logit, perfect, ties, and the log-odds that choices tell."""

from __future__ import annotations

import math

import numpy as np
import pytest

from parley.compiler import compile_game
from parley.scenario import read_scenario_text
from parley.solver import Course, Solution, play, solve
from parley.solver.kernel.complete_information.worths import choose as choose_compiled
from parley.solver.searching import choose, news_of

TABLE = """
title: two plans
as_of: 2025-01-01
round: 7 days
horizon: 1 rounds
parties:
  ann: {precision: PRECISION, values: {what: {first: 50, second: 50, third: FIRST}}}
  bob: {precision: PRECISION, values: {what: {first: 10, second: 20, third: SECOND}}}
issues: {what: [first, second, third]}
table: {floor: {alternate: [ann]}, settlement: {signatories: [ann, bob]}}
endings: {horizon: {ann: 30, bob: HORIZON}}
"""


def _solved(**words: object) -> tuple[Solution, Course]:
    text = TABLE
    for word, value in {"PRECISION": "perfect", "FIRST": 40, "SECOND": 90, "HORIZON": 5, **words}.items():
        text = text.replace(word, str(value))
    solution = solve(compile_game(read_scenario_text(text)))
    return solution, play(solution)


@pytest.mark.parametrize("precision", [0.01, 0.5, 40.0])
def test_logit_odds_are_precision_times_the_difference(precision: float) -> None:
    """The log of the odds of two options is the precision times what one is worth more."""
    first, second = choose([3.0, 1.0], precision)
    assert math.log(first / second) == pytest.approx(2 * precision, rel=1e-9)
    assert sum(choose([1.0, 5.0, 2.0], precision)) == pytest.approx(1.0, abs=1e-15)


def test_huge_worths_do_not_overflow() -> None:
    """Only differences count, however large the worths."""
    assert choose([1e6, 1e6 - 1], 1.0) == pytest.approx([1 / (1 + math.exp(-1)), 1 / (1 + math.e)])
    assert choose([-1e9, 1e9], 5.0) == [0.0, 1.0]


@pytest.mark.parametrize(
    ("worths", "taken"),
    [([1.0, 2.0, 2.0], 1), ([2.0, 2.0], 0), ([2.0 - 5e-10, 2.0], 0), ([2.0 - 5e-9, 2.0], 1)],
)
def test_perfect_choice_takes_the_first_of_the_best_up_to_rounding(worths: list[float], taken: int) -> None:
    """Ties within a billionth of a point go to the option listed first, in the judge and in the kernel."""
    expected = [float(o == taken) for o in range(len(worths))]
    chances = np.zeros(len(worths))
    choose_compiled(np.array(worths), len(worths), math.inf, chances)
    assert choose(worths, math.inf) == chances.tolist() == expected


@pytest.mark.parametrize("precision", [0.3, 7.0])
def test_kernel_and_judge_choose_alike(precision: float) -> None:
    """Two options and many give the same chances in both."""
    for worths in ([1.0, 4.0], [1.0, 4.0, 3.9, -2.0]):
        chances = np.zeros(len(worths))
        choose_compiled(np.array(worths), len(worths), precision, chances)
        assert chances.tolist() == pytest.approx(choose(worths, precision), abs=1e-15)


def test_news_is_the_log_of_how_much_likelier_it_was() -> None:
    """What both do alike tells nothing, what only one would do tells all."""
    assert news_of(0.2, 0.1) == pytest.approx(math.log(2))
    assert news_of(0.3, 0.3) == news_of(0.0, 0.0) == 0.0
    assert (news_of(0.5, 0.0), news_of(0.0, 0.5)) == (math.inf, -math.inf)


def test_the_earlier_of_two_equal_offers_is_made() -> None:
    """Ann likes two plans alike; she offers the one listed first, and it is taken."""
    solution, course = _solved()
    assert dict(zip(solution.game.structure.actions, course.actions[0, :, 0], strict=True)) == {
        "hold": 0.0,
        "offer:first": 1.0,
        "offer:second": 0.0,
        "offer:third": 0.0,
    }
    assert course.ended[0, 0, 0] == 1.0


def test_holding_comes_before_an_offer_worth_the_same() -> None:
    """Hold is listed first, so a speaker who gains nothing by an offer makes none."""
    _, course = _solved(HORIZON=95)
    assert course.actions[0, 0, 0] == 1.0


def test_acceptance_comes_before_refusal() -> None:
    """Bob is exactly indifferent to the first plan, and accepts."""
    solution, course = _solved(HORIZON=10)
    assert course.ended[0, 0, 0] == 1.0
    assert solution.worth(1)[0] == 10.0


def test_a_logit_answer_is_what_the_formula_says() -> None:
    """Bob accepts with logistic(precision x gain), and Ann's odds of two offers follow from her worths."""
    solution, course = _solved(PRECISION=0.1)
    accept = [1 / (1 + math.exp(-0.1 * (worth - 5))) for worth in (10, 20, 90)]
    worth = [30.0, *(p * u + (1 - p) * 30 for p, u in zip(accept, (50, 50, 40), strict=True))]
    chance = np.exp(0.1 * np.array(worth)) / np.exp(0.1 * np.array(worth)).sum()
    assert course.actions[0, :, 0] == pytest.approx(chance, abs=1e-12)
    assert course.ended[0, :3, 0] == pytest.approx(chance[1:] * accept, abs=1e-12)
    assert solution.worth(0)[0] == pytest.approx(chance @ worth, abs=1e-12)
