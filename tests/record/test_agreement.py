"""Agreement of coders against published values."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.coding import move

from parley.record import read_record
from parley.record.agreement import cohen_kappa, krippendorff_alpha
from parley.record.comparing import compare

# Krippendorff (2011), Computing Krippendorff's alpha-reliability, section C: four observers, twelve units.
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)


def test_alpha_is_the_published_value() -> None:
    """Krippendorff's own example of nominal data gives 0.743."""
    alpha = krippendorff_alpha(list(zip(*OBSERVERS, strict=True)))
    assert alpha is not None
    assert round(float(alpha), 3) == 0.743


def test_alpha_of_two_coders_is_the_published_value() -> None:
    """His example of two observers and binary data (section A) gives 0.095."""
    one = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0)
    two = (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    alpha = krippendorff_alpha(list(zip(one, two, strict=True)))
    assert alpha is not None
    assert round(float(alpha), 3) == 0.095


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=30))
def test_alpha_agrees_with_the_published_package(pairs: list[tuple[int, int]]) -> None:
    """For any two codings the package `krippendorff` gives the same number."""
    ours = krippendorff_alpha(pairs)
    if len({code for pair in pairs for code in pair}) == 1:
        assert ours is None
    else:
        theirs = krippendorff.alpha(
            reliability_data=np.array(pairs, dtype=float).T, level_of_measurement="nominal"
        )
        assert ours is not None
        # The package works in doubles; ours is exact.
        assert float(ours) == pytest.approx(theirs, abs=1e-12)


def test_kappa_is_the_published_value() -> None:
    """The textbook table 20, 5, 10, 15 of two raters gives a kappa of 0.4."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohen_kappa(pairs) == Fraction(2, 5)


def test_coders_who_never_vary_have_no_coefficient() -> None:
    """Where all codes are one code, chance agrees fully and both coefficients are undefined."""
    assert krippendorff_alpha([("a", "a")] * 3) is None
    assert cohen_kappa([("a", "a")] * 3) is None


def test_a_coding_agrees_with_itself_under_other_names() -> None:
    """Other ids and shifted days do not hide that two codings are the same."""
    case = Path(__file__).parents[2] / "cases" / "winter-war-1940"
    first = list(read_record(case).moves)
    renamed = [
        replace(
            one,
            id=f"other-{one.id}",
            responds_to=tuple(f"other-{link}" for link in one.responds_to),
            repeat_of=tuple(f"other-{link}" for link in one.repeat_of),
        )
        for one in first
    ]
    found = compare(first, renamed)
    assert [two.id for one, two in found.pairs] == [f"other-{one.id}" for one, _ in found.pairs]
    assert len(found.pairs) == len(first)
    assert [field.alpha for field in found.fields] == [1, 1, 1, 1]


def test_disagreements_are_listed() -> None:
    """Each differing code is named with both rows; a row only one coder has is listed as such."""
    first = [
        move("A", 0, "OFFER", "USAGOV", "RUSGOV", option="thirty days of truce"),
        move("B", 1, "EVADE", "RUSGOV", "USAGOV", option="yes but first root causes", responds_to="A"),
    ]
    second = [
        move("P", 1, "OFFER", "USAGOV", "RUSGOV", option="a truce of thirty days"),
        move("Q", 1, "REJECT", "RUSGOV", "USAGOV", option="root causes first", responds_to="P"),
        move("R", 30, "MEET", "USAGOV"),
    ]
    found = compare(first, second)
    by_name = {field.name: field for field in found.fields}
    assert [(one.id, two.id) for one, two in found.pairs] == [("A", "P"), ("B", "Q")]
    assert by_name["act"].differing == (("B", "Q", "EVADE", "REJECT"),)
    assert by_name["responds_to"].differing == ()
    assert [one.id for one in found.only_second] == ["R"]
