"""Deeds of a round are read in the order of its turns; what has no turn left is named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from numpy.testing import assert_array_equal
from tests.inference.weighing.histories import DAY, record
from tests.inference.weighing.small import small_solution
from tests.inference.weighing.test_general_filter import TURNS

from parley.inference.weighing import Weighed, weigh
from parley.inference.weighing.general.order import in_turn_order
from parley.scenario.coding import Answer, CodedRound, Deed, Reading
from parley.solver import Solution

FAVOUR = Deed("M2", DAY + timedelta(days=2), "north", "gesture:favour")
OFFER = Deed("M1", DAY + timedelta(days=1), "south", "offer:here", (Answer("A1", DAY, "north", "refuse"),))
CUT = Deed("M3", DAY + timedelta(days=3), "patron", "set:aid:off")
SEEN = Reading("R", DAY, "front", {"2": 1.0})


@pytest.fixture(scope="module")
def solution() -> Solution:
    """The small war with deeds first and talks second."""
    return small_solution(TURNS)


def weighed(solution: Solution, *seen: Deed | Reading) -> Weighed:
    """One round weighed, and one after it in which nothing was seen."""
    return weigh(solution, record([CodedRound(0, True, seen), CodedRound(1, True)]))


def test_a_deed_recorded_after_one_of_a_later_turn_is_read_before_it(solution: Solution) -> None:
    """A gesture recorded a day after an offer is weighed as in the order of turns, and named."""
    in_order, as_recorded = weighed(solution, SEEN, FAVOUR, OFFER), weighed(solution, SEEN, OFFER, FAVOUR)
    assert as_recorded.log_likelihood == in_order.log_likelihood
    assert_array_equal(as_recorded.beliefs, in_order.beliefs)
    assert [one.move for one in as_recorded.seen][:4] == ["R", "M2", "M1", "A1"]
    assert not in_order.out_of_turn
    [moved] = as_recorded.out_of_turn
    assert (moved.move, moved.because, moved.than) == ("M2", "order", ("M1",))


def test_a_deed_for_which_no_turn_is_left_is_named(solution: Solution) -> None:
    """Of two deeds of one turn the second is weighed as one more act in it, and named with the turn."""
    found = weighed(solution, FAVOUR, CUT)
    [left] = found.out_of_turn
    assert (left.move, left.because, left.than) == ("M3", "no_turn", ("deeds",))
    assert [one.move for one in found.seen][:2] == ["M2", "M3"]
    assert not found.impossible


def test_where_some_have_no_turn_the_order_is_the_records(solution: Solution) -> None:
    """Three deeds in two turns are weighed as they were recorded."""
    found = weighed(solution, OFFER, FAVOUR, CUT)
    assert [one.move for one in found.seen if one.kind == "action"] == ["M1", "M2", "M3"]
    assert [(one.move, one.because) for one in found.out_of_turn] == [("M2", "no_turn"), ("M3", "no_turn")]


@pytest.mark.parametrize(
    ("possible", "order"),
    [
        ([{0}, {1}], (0, 1)),
        ([{1}, {0}], (1, 0)),
        ([{0, 1}, {0}], (1, 0)),
        ([{0, 1, 2}, {0, 1}, {0, 2}], (0, 1, 2)),
        ([{2}, {0, 1}, {0, 1}], (1, 2, 0)),
        ([{0}, {0}], None),
        ([{0}, set()], None),
        ([], ()),
    ],
)
def test_the_records_order_is_kept_as_far_as_turns_allow(
    possible: list[set[int]], order: tuple[int, ...] | None
) -> None:
    """As few pairs as can be are turned round; where not all have a turn of their own none is."""
    assert in_turn_order([frozenset(one) for one in possible]) == order
