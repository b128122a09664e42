"""Reading numbers with their units, and writing them again."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.scenario import all_numbers, parse_change, read_scenario_text
from parley.scenario.quantities import Number, units
from parley.scenario.quantities.number_words import number_words
from parley.scenario.quantities.units import Kind, Misstated, stated_number
from parley.scenario.starting import STARTER

ROUND = 7.0


@pytest.mark.parametrize(
    ("raw", "kind", "value", "per_days"),
    [
        (5, units.POINTS, 5, None),
        ("25 points", units.POINTS, 25, None),
        ("-1/4", units.POINTS, -0.25, None),
        ("-0.3 per week", units.FLOW, -0.3, 7),
        ("-0.3 points per 2 months", units.FLOW, -0.3, 60.875),
        (0, units.FLOW, 0, ROUND),
        ("25 %", units.CHANCE, 0.25, None),
        ("25%", units.CHANCE, 0.25, None),
        (0.25, units.CHANCE, 0.25, None),
        ("1/3", units.CHANCE, 1 / 3, None),
        ("10 % per round", units.RATE, 0.1, ROUND),
        ("0.1 per day", units.RATE, 0.1, 1),
        ("3 years", units.DURATION, 3 * 365.25, None),
        ("1 month", units.DURATION, 30.4375, None),
        ("4 rounds", units.DURATION, 28, None),
        ("0.4 per point", units.PRECISION, 0.4, None),
        ("80 %", units.FACTOR, 0.8, None),
        (1.5, units.TIMES, 1.5, None),
        # As pages print them: a minus, an en dash for one, and hard spaces.
        ("\N{MINUS SIGN}0.15 per week", units.FLOW, -0.15, 7),
        ("\N{EN DASH}3.2", units.POINTS, -3.2, None),
        ("\N{MINUS SIGN} 3.2 points", units.POINTS, -3.2, None),
        ("25\N{NO-BREAK SPACE}%", units.CHANCE, 0.25, None),
    ],
)
def test_a_number_is_read_in_its_canonical_unit(
    raw: object, kind: Kind, value: float, per_days: float | None
) -> None:
    """Chances come as 0..1, durations in days, rates with the period they were stated in."""
    assert stated_number(raw, kind, ROUND) == (value, per_days)


@pytest.mark.parametrize(
    ("raw", "kind", "slug", "advice"),
    [
        (3, units.DURATION, "unit-missing", "write the unit"),
        ("-0,15 per week", units.FLOW, "wrong-type", "write a point for the comma: '-0.15 per week'"),
        ("\N{MINUS SIGN}0,15", units.POINTS, "wrong-type", "write a point for the comma: '-0.15'"),
        ("0,5 %", units.CHANCE, "wrong-type", "write a point for the comma: '0.5 %'"),
        ("1,000", units.POINTS, "wrong-type", "write '1000' without the comma, or '1.000'"),
        ("40 percent", units.CHANCE, "unit-absurd", "write '40 %'"),
        ("40 per cent", units.CHANCE, "unit-absurd", "write '40 %'"),
        ("40 per cent per week", units.RATE, "unit-absurd", "write '40 % per week'"),
        ("40 percent per week", units.RATE, "unit-absurd", "write '40 % per week'"),
        (1e9, units.POINTS, "out-of-range", "from -1,000,000 to 1,000,000"),
        ("3", units.DURATION, "unit-missing", "write the unit"),
        (-0.3, units.FLOW, "unit-missing", "'-0.3 per round'"),
        ("10 %", units.RATE, "unit-missing", "'10 % per round'"),
        ("3 yeers", units.DURATION, "unit-absurd", "did you mean 'years'?"),
        ("3 weeks per year", units.DURATION, "unit-absurd", "leave out 'per year'"),
        ("3000 years", units.DURATION, "unit-absurd", "is the unit right?"),
        ("10 % per fortnight", units.RATE, "unit-absurd", "say per round"),
        ("5 days", units.POINTS, "unit-absurd", "leave the unit out"),
        ("10 % per 0 days", units.RATE, "unit-absurd", ""),
        (40, units.CHANCE, "out-of-range", "did you mean '40 %'?"),
        (-0.1, units.CHANCE, "out-of-range", ""),
        (0, units.PRECISION, "out-of-range", ""),
        (float("nan"), units.POINTS, "out-of-range", ""),
        (float("inf"), units.LOG_ODDS, "out-of-range", ""),
        ("1/0", units.POINTS, "out-of-range", ""),
        ("many", units.POINTS, "wrong-type", ""),
        (True, units.POINTS, "wrong-type", ""),
        (None, units.POINTS, "wrong-type", ""),
        ([1], units.POINTS, "wrong-type", ""),
    ],
)
def test_a_misstated_number_says_why(raw: object, kind: Kind, slug: str, advice: str) -> None:
    """A missing or absurd unit, a value out of range and what is no number are told apart."""
    refused = stated_number(raw, kind, ROUND)
    assert isinstance(refused, Misstated)
    assert refused.slug == slug
    assert advice in refused.advice


KINDS = [units.POINTS, units.FLOW, units.CHANCE, units.RATE, units.DURATION, units.LOG_ODDS, units.FACTOR]


@given(
    kind=st.sampled_from(KINDS),
    value=st.floats(0.001, 1) | st.integers(1, 100).map(lambda n: n / 100) | st.integers(1, 20).map(float),
    per_days=st.sampled_from([1.0, 7.0, 30.4375, 365.25, 14.0, 3.5]),
    round_days=st.sampled_from([1.0, 3.5, 7.0, 14.0]),
)
def test_a_number_written_and_read_again_is_the_same_to_the_last_bit(
    kind: Kind, value: float, per_days: float, round_days: float
) -> None:
    """Whatever the value, period and length of a round, the words of the file give it back exactly."""
    value = min(value, kind.highest)
    number = Number(value, "x", kind.unit, per_days if kind.per_time else None)
    read = stated_number(number_words(number, round_days), kind, round_days)
    assert read == (value, number.per_days)


def test_what_depends_on_an_unreadable_round_is_not_reported_again() -> None:
    """A length in rounds, where the round could not be read, is a silent NaN."""
    read = stated_number("4 rounds", units.DURATION, math.nan)
    assert not isinstance(read, Misstated)
    assert math.isnan(read[0])


@pytest.mark.parametrize(
    ("known", "basis"),
    [
        ("", "unsaid"),
        (", note: why", "judged"),
        (", sources: [F1]", "sourced"),
        (", sources: [F1], note: judgement", "sourced"),
        (", sources: [F1], basis: partly sourced", "partly sourced"),
        (", sources: [F1], basis: judged", "judged"),
    ],
)
def test_a_number_says_what_it_rests_on(known: str, basis: str) -> None:
    """As the file says, else as its sources and its note show; the words of a note tell nothing."""
    text = (STARTER / "scenario.yaml").read_text(encoding="utf-8")
    path, said = parse_change(f"parties.norland.precision={{value: 0.5{known}}}")
    [number] = [one for one in all_numbers(read_scenario_text(text, {path: said})) if one.path == path]
    assert number.basis == basis
