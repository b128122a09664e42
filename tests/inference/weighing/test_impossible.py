"""What the model did not allow is said, with the least change that would allow it, and passed over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from numpy.testing import assert_allclose
from tests.inference.weighing.histories import DAY, record
from tests.inference.weighing.small import small_solution

from parley.inference.weighing import Weighed, weigh
from parley.inference.weighing.board import Board
from parley.scenario.coding import Answer, CodedRound, Deed, Reading
from parley.solver import Solution


@pytest.fixture(scope="module")
def solution() -> Solution:
    """The small war, solved."""
    return small_solution()


def _deed(t: int, party: str, action: str, **answers: str) -> CodedRound:
    day = DAY + timedelta(days=7 * t)
    given = tuple(Answer(f"A{t}", day, who, says) for who, says in answers.items())
    return CodedRound(t, True, (Deed(f"M{t}", day, party, action, given),))


def _posture(solution: Solution, weighed: Weighed, part: str) -> dict[str, float]:
    board = Board(solution)
    component, stands = board.part(part)
    standing = weighed.weights @ weighed.mass.sum(axis=2)
    return {name: float(standing[stands == n].sum()) for n, name in enumerate(component.settings)}


def test_a_move_that_was_not_available_names_what_stood_in_its_way(solution: Solution) -> None:
    """Setting a lever where it stands already is impossible, and only the lever would have to differ."""
    weighed = weigh(solution, record([_deed(0, "patron", "set:aid:on")]))
    (found,) = weighed.impossible
    assert (found.because, found.needed) == ("situation", (("aid", "on", "off"),))
    assert weighed.seen == ()
    assert weighed.log_likelihood == pytest.approx(0.0, abs=1e-12)
    assert_allclose(weighed.beliefs[0, -1], weighed.beliefs[-1, -1], atol=1e-12)


def test_the_effect_of_an_impossible_move_is_followed(solution: Solution) -> None:
    """A rebuff of a demand that was conceded puts it back to open; a second pause leaves aid off."""
    rounds = [_deed(0, "patron", "set:aid:off"), _deed(1, "patron", "set:aid:off"), CodedRound(2, True)]
    weighed = weigh(solution, record(rounds))
    assert [entry.move for entry in weighed.impossible] == ["M1"]
    assert _posture(solution, weighed, "aid")["off"] == pytest.approx(1.0)
    demands = [_deed(0, "north", "demand:claim"), _deed(1, "south", "concede:claim")]
    taken_back = weigh(solution, record([*demands, _deed(2, "south", "rebuff:claim")]))
    assert [entry.needed[0][:2] for entry in taken_back.impossible] == [("claim", "conceded")]
    assert _posture(solution, taken_back, "claim")["open"] == pytest.approx(1.0)


def test_what_is_not_on_the_menu_is_said_to_be_missing(solution: Solution) -> None:
    """An action the game has for nobody, or for somebody else, is impossible for that reason."""
    weighed = weigh(solution, record([_deed(0, "patron", "set:aid:gone"), _deed(1, "south", "set:aid:off")]))
    assert [entry.because for entry in weighed.impossible] == ["menu", "menu"]


def test_a_party_without_the_floor_cannot_act() -> None:
    """Where a party's chance of the floor is zero in a round, that is the reason given."""
    late = {
        "table.floor.patron": {
            "base": "0 % per week",
            "later": {"add": "20 % per week", "from": "2025-02-01"},
        }
    }
    weighed = weigh(small_solution(late), record([_deed(0, "patron", "set:aid:off")]))
    assert [entry.because for entry in weighed.impossible] == ["floor"]


def test_a_choice_that_perfect_precision_never_makes_is_named() -> None:
    """With perfect precision an action that is worse than another has no chance, and that is said."""
    perfect = small_solution({"parties.patron.precision": "perfect", "levers.aid.switch_cost": 50})
    weighed = weigh(perfect, record([_deed(0, "patron", "set:aid:off")]))
    assert [entry.because for entry in weighed.impossible] == ["choice"]


def test_a_settlement_both_signed_ends_the_weighing(solution: Solution) -> None:
    """An offer that everybody asked accepted ends the game; what is recorded afterwards is impossible."""
    rounds = [_deed(0, "south", "offer:here", north="accept"), _deed(1, "patron", "set:aid:off")]
    weighed = weigh(solution, record(rounds))
    assert weighed.ended == "settlement:here"
    assert weighed.state is None
    assert [entry.because for entry in weighed.impossible] == ["ended"]
    assert len(weighed.seen) == 2


def test_an_offer_without_a_recorded_answer_was_not_accepted(solution: Solution) -> None:
    """The record goes on, so an offer whose answer is unknown is weighed as one that ended nothing."""
    open_answer = weigh(solution, record([_deed(0, "south", "offer:here")]))
    refused = weigh(solution, record([_deed(0, "south", "offer:here", north="refuse")]))
    assert open_answer.log_likelihood == pytest.approx(refused.log_likelihood, abs=1e-9)


def test_an_impossible_reading_moves_the_part_to_where_it_was_read(solution: Solution) -> None:
    """A front read for certain where it cannot be is reported, and weighing goes on from there."""
    reading = Reading("R", DAY, "front", {"0": 1.0})
    weighed = weigh(solution, record([CodedRound(0, False, (reading,))]))
    assert weighed.impossible[0].needed == (("front", "2", "0"),)
    assert _posture(solution, weighed, "front")["0"] == pytest.approx(1.0)


def test_an_uncertain_reading_only_shifts_the_odds(solution: Solution) -> None:
    """Two quiet rounds and a reading a step off give Bayes' rule on the track and nothing else."""
    quiet = [CodedRound(0, True), CodedRound(1, True)]
    before = _posture(solution, weigh(solution, record(quiet)), "front")
    chances = {"2": 0.3, "3": 0.7}
    reading = CodedRound(2, False, (Reading("R", DAY, "front", chances),))
    after = _posture(solution, weigh(solution, record([*quiet, reading])), "front")
    total = sum(before[level] * chance for level, chance in chances.items())
    assert after["3"] == pytest.approx(before["3"] * 0.7 / total)


def test_several_deeds_in_a_round_are_turns_before_one_fight(solution: Solution) -> None:
    """Two deeds in one round have the chance of two turns at the same round, and the front moves once."""
    day = DAY
    pair = (
        Deed("M0", day, "patron", "set:aid:off"),
        Deed("M1", day, "south", "hold"),
    )
    both = weigh(solution, record([CodedRound(0, True, pair)]))
    first = weigh(solution, record([CodedRound(0, False, pair[:1])]))
    assert both.seen[0].chance == pytest.approx(first.seen[0].chance)
    assert len(both.seen) == 2
    once = _posture(solution, weigh(solution, record([CodedRound(0, True)])), "front")
    assert _posture(solution, both, "front")["4"] == pytest.approx(once["4"], abs=1e-3)


def test_until_leaves_out_later_rounds(solution: Solution) -> None:
    """Weighing up to a round is weighing the record that ends before it."""
    rounds = [_deed(0, "north", "gesture:favour"), _deed(1, "patron", "set:aid:off")]
    part, whole = weigh(solution, record(rounds), until=1), weigh(solution, record(rounds[:1]))
    assert part.log_likelihood == whole.log_likelihood
    assert part.state is not None
    assert part.state.round == 1
