"""Chances must stay chances in every situation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parley.errors import Fault

Edit = Callable[..., str]
FaultsOf = Callable[[str], list[Fault]]
UP = "{base: 4 % per week, paused: {add: 6 % per week, when: {us_support: paused}}}"


@pytest.mark.parametrize(
    ("up", "where"),
    [
        (
            "{base: 4 % per week, x: {add: 97 % per week, when: {us_support: paused}}}",
            "101 %.*us_support paused",
        ),
        ("{base: 4 % per week, x: {add: -5 % per week, when: {energy_truce: in_force}}}", "-1 %.*in_force"),
        (
            "{base: 4 % per week, x: {add: 16 % per week, for_each: {track: reserves, below: 7}}}",
            "reserves at 0",
        ),
        ("{base: 4 % per week, x: {add: 50 % per week, for_each: {track: front, above: 7}}}", "front at 9"),
        ("{base: 4 % per week, x: {add: 97 % per week, from: 2025-06-01, until: 2025-07-01}}", "101 %"),
        ("{pragmatic: 4 % per week, maximalist: -4 % per week}", "-4 %"),
    ],
)
def test_a_step_must_be_a_chance_in_every_situation(
    edited: Edit, faults_of: FaultsOf, up: str, where: str
) -> None:
    """Settings, levels, dates and dispositions are all tried, and the worst is named."""
    import re

    [fault] = faults_of(edited((UP, up)))
    assert fault.slug == "law-of-motion-range"
    assert re.search(where, fault.got)


@pytest.mark.parametrize(
    "up",
    [
        "{base: 98 % per week, x: {add: -90 % per week, when: {us_support: on}}}",
        "{base: 0, x: {add: 20 % per week, for_each: {track: front, above: 5}}}",
        "{x: {add: 60 % per week, when: {us_support: on}}, "
        "y: {add: 60 % per week, when: {us_support: paused}}}",
        "{x: {add: 60 % per week, until: 2025-06-01}, y: {add: 60 % per week, from: 2025-06-01}}",
    ],
)
def test_terms_that_never_meet_are_not_added(edited: Edit, faults_of: FaultsOf, up: str) -> None:
    """What counts in different situations or on different days is not added up; a collapse is none."""
    assert faults_of(edited((UP, up))) == []


def test_up_and_down_together_are_at_most_certain(edited: Edit, faults_of: FaultsOf) -> None:
    """Each direction may be a chance and the two together still too much."""
    [fault] = faults_of(edited((UP, "60 % per week"), ("down: 2 % per week", "down: 50 % per week")))
    assert (fault.slug, fault.got) == ("law-of-motion-range", "110 % per round")


def test_rates_of_different_periods_are_compared_in_the_shortest(edited: Edit, faults_of: FaultsOf) -> None:
    """60 % a week and 60 % a month are less than certain in a week; 60 % a day beside them is not."""
    assert faults_of(edited((UP, "{a: 60 % per week, b: 60 % per month}"))) == []
    assert faults_of(edited((UP, "{a: 60 % per day, b: 99 % per day}")))


def test_the_floor_is_shared(edited: Edit, faults_of: FaultsOf) -> None:
    """The chances of the floor are at most certain together, on every day."""
    [fault] = faults_of(edited(("hurry: {add: 5 % per week,", "hurry: {add: 45 % per week,")))
    assert (fault.slug, fault.got) == ("floor-sum", "105 % per round")


def test_the_floor_is_judged_by_the_round_where_that_is_shorter(faults_of: FaultsOf, edited: Edit) -> None:
    """Chances of 125 % a week together are 36 % in rounds of two days, and too much in rounds of a week."""
    text = edited(("floor: {russia: 25 % per week", "floor: {russia: 85 % per week"))
    assert [fault.slug for fault in faults_of(text)] == ["floor-sum"]
    assert faults_of(text.replace("round: 7 days", "round: 2 days")) == []


EVENT = """
events:
  units:
    states: [two, one, none]
    becomes:
      one: {chance: 30 % per round, after: [two]}
      none:
        chance:
          left: {add: 60 % per round, when: {units: one}}
          lost: {add: 70 % per round, when: {units: two}}
"""


def test_a_chance_that_looks_at_its_own_event_counts_where_the_event_stands(
    edited: Edit, faults_of: FaultsOf
) -> None:
    """What counts after one state is not added to what counts after another."""
    assert faults_of(edited() + EVENT) == []
    [fault] = faults_of(edited() + EVENT.replace("lost: {add: 70 %", "lost: {add: 71 %"))
    assert (fault.slug, fault.got) == ("law-of-motion-range", "101 % per round")
