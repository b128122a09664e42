"""Likelihood words, figures and dates as a reader sees them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from parley import report
from parley.report.wording import YARDSTICKS
from parley.report.words import (
    chance,
    day,
    judgement,
    likelihood_word,
    listing,
    percent,
    percentage_points,
    points,
    together,
)

HARD = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.0, "almost no chance"),
        (0.049, "almost no chance"),
        (0.05, "very unlikely"),
        (0.20, "unlikely"),
        (0.449, "unlikely"),
        (0.45, "roughly even"),
        (0.55, "likely"),
        (0.80, "very likely"),
        (0.95, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_icd_203_words(probability: float, word: str) -> None:
    """Each ICD 203 word starts at its published lower edge."""
    assert likelihood_word(probability) == word


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.03, "remote chance"),
        (0.07, "remote chance"),
        (0.08, "highly unlikely"),
        (0.30, "unlikely"),
        (0.45, "realistic possibility"),
        (0.52, "realistic possibility"),
        (0.53, "likely"),
        (0.85, "highly likely"),
        (0.97, "almost certain"),
    ],
)
def test_uk_words(probability: float, word: str) -> None:
    """The UK yardstick's own words are used, and a probability between two bands takes the nearer one's."""
    assert likelihood_word(probability, "phia") == word


def test_words_rise_with_probability() -> None:
    """On each yardstick a higher probability never gets a lower word."""
    for yardstick in YARDSTICKS.values():
        order = [band.word for band in yardstick.bands]
        ranks = [order.index(yardstick.word(k / 1000)) for k in range(1001)]
        assert ranks == sorted(ranks)
        assert set(ranks) == set(range(len(order)))


def test_a_judgement_gives_word_and_figure() -> None:
    """A judgement is one grammatical sentence with its word first and its figure beside it."""
    assert judgement(0.3, "it rains") == f"It is unlikely (30{HARD}%) that it rains."
    assert judgement(0.03, "it rains") == f"There is almost no chance (3{HARD}%) that it rains."
    assert judgement(0.5, "it rains") == f"Chances are roughly even (50{HARD}%) that it rains."
    assert judgement(0.5, "it rains", "phia") == f"It is a realistic possibility (50{HARD}%) that it rains."


def test_a_small_chance_is_never_rounded_to_none() -> None:
    """What is possible is not shown as 0 %, and what is not certain not as 100 %."""
    assert percent(0.0) == f"0{HARD}%"
    assert percent(0.0001) == f"under 1{HARD}%"
    assert percent(0.9999) == f"over 99{HARD}%"
    assert percent(1.0) == f"100{HARD}%"
    assert chance(0.004) == f"<1{HARD}%"


def test_points_have_no_negative_nought() -> None:
    """A worth that rounds to nothing has no sign."""
    assert points(-0.04) == "0.0"
    assert points(-1.26) == "\N{MINUS SIGN}1.3"


def test_dates_and_lists() -> None:
    """Dates have their month in words, and lists end in `and`."""
    assert re.sub(HARD, " ", day(date(2025, 3, 9))) == "9 March 2025"
    assert listing(["a"]) == "a"
    assert listing(["a", "b", "c"]) == "a, b and c"


def test_a_change_of_a_probability_is_in_percentage_points() -> None:
    """With its sign, and never called per cent."""
    assert percentage_points(0.123) == "+12.3\u00a0pp"
    assert percentage_points(-0.02) == "\N{MINUS SIGN}2.0\u00a0pp"


def test_a_figure_and_its_per_cent_sign_stay_on_one_line() -> None:
    """No text of the report has a space between them at which a line could break."""
    room = Path(report.__file__).parent
    breaking = [
        f"{path.name}:{number}"
        for path in sorted(room.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"[0-9}] %", line) and '"""' not in line
    ]
    assert breaking == []


def test_a_per_cent_sign_is_bound_to_its_number() -> None:
    """Also where a case has named a plan with an ordinary space before it."""
    assert together("“Ann 70 %” (7 %)") == f"“Ann 70{HARD}%” (7{HARD}%)"
