"""The language of tests: what is understood, and what is refused with what was expected."""

from __future__ import annotations

from datetime import date

import pytest

from parley.theses import Misstated, ThesisTest, parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ending(settlement) by 2025-06-18 < 20 %",
            ("ending", ("settlement",), "<", 0.2, "", date(2025, 6, 18), "", ""),
        ),
        ("novelty(U70) is re-heated", ("novelty", ("U70",), "is", 0.0, "re-heated", None, "", "")),
        ("absent(U05) lacks UKR", ("absent", ("U05",), "lacks", 0.0, "UKR", None, "", "")),
        ("days(U37, U50) <= 10 days", ("days", ("U37", "U50"), "<=", 10.0, "", None, "", "")),
        (
            "what_if(no_bonus): worth(ukraine) rises by > 3",
            ("worth", ("ukraine",), ">", 3.0, "", None, "no_bonus", "rises"),
        ),
        ("still_fighting() >= 5 %", ("still_fighting", (), ">=", 0.05, "", None, "", "")),
        (
            "gain_from_waiting(russia.maximalist, bare_freeze) > \N{MINUS SIGN}1.5",
            ("gain_from_waiting", ("russia.maximalist", "bare_freeze"), ">", -1.5, "", None, "", ""),
        ),
    ],
)
def test_a_test_is_understood(text: str, expected: tuple[object, ...]) -> None:
    """Function, arguments, comparison, figure or word, date, what-if and direction."""
    test = parse(text)
    assert isinstance(test, ThesisTest)
    found = (test.name, test.args, test.relation, test.figure, test.word, test.by, test.what_if, test.way)
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected", "advice"),
    [
        ("", "a test such as", ""),
        ("ending settlement < 20 %", "a test such as", ""),
        ("endng(settlement) < 20 %", "one of", "did you mean 'ending'?"),
        ("ending() < 20 %", "ending(settlement, collapse or an ending)", ""),
        ("ending(settlement) < 20", "a chance with its %", ""),
        ("worth(ukraine) > 3 %", "a figure without %", ""),
        ("worth(ukraine) is high", "a figure", ""),
        ("novelty(U70) > 3", "is, is not, includes or lacks", ""),
        ("worth(ukraine) rises by > 3", "under a what_if", ""),
        ("what_if(x): novelty(U70) is new", "a function of the outlook", ""),
        ("novelty(U70) by 2025-01-01 is new", "without a date", ""),
        ("ending(settlement) by 2025-13-40 < 20 %", "a day such as", ""),
        ("__import__('os').system('x') > 1", "a test such as", ""),
        ("days(U1, ) > 1", "days(ID, ID)", ""),
    ],
)
def test_what_is_no_test_is_said(text: str, expected: str, advice: str) -> None:
    """Nothing is guessed, and nothing is run."""
    said = parse(text)
    assert isinstance(said, Misstated)
    assert said.expected.startswith(expected) or expected in said.expected
    assert said.advice == advice
